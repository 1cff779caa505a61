import ModelChecking

extension CheckerModels {
  private static func tla(_ states: Int, _ transitions: Int? = nil, depth: Int? = nil) -> ModelCheck.Counts {
    .init(states, transitions, depth: depth, source: "TLA+ Examples and TLC")
  }

  /// Specifications from the TLA+ Examples collection, with the counts that its manifests state.
  static let specifications: [ModelCheck] = [
    ModelCheck("checker.water-jugs", "Four gallons from jugs of three and five.", expected: tla(16, 97, depth: 8)) {
      WaterJugs()
    }.broken("impossible", "The claim that there is no solution.", breaks: "not solved") {
      WaterJugs(claimsImpossible: true)
    },
    ModelCheck(
      "checker.transaction-commit", "What three resource managers must agree on.", expected: tla(34, 94, depth: 7)
    ) { TransactionCommit(resourceManagers: 3) },
    ModelCheck("checker.echo", "A spanning tree by echoes among three nodes.", expected: tla(75, 116, depth: 16)) {
      Echo(nodes: 3)
    },
    ModelCheck(
      "checker.lamport-mutex", "Lamport's mutual exclusion by time stamps, three processes, clocks up to six.",
      expected: tla(724_274, 2_729_079, depth: 61)
    ) { LamportMutex(processes: 3, largestClock: 6) }.broken(
      "without-ties", "Equal time stamps are not told apart by process.", breaks: "mutual exclusion"
    ) { LamportMutex(processes: 3, largestClock: 6, breaksTies: false) },
    ModelCheck(
      "checker.chang-roberts", "Election in a ring of three, any of them starting.", expected: tla(137, 227, depth: 10)
    ) { ChangRoberts(nodes: 3) }.broken(
      "passing-all", "Nodes pass larger identities on, too.", breaks: "correct"
    ) { ChangRoberts(nodes: 3, swallowsLargerIdentities: false) },
    ModelCheck(
      "checker.dining-philosophers", "Chandy and Misra's five philosophers: none starves.",
      expected: tla(67, 336, depth: 29)
    ) { DiningPhilosophers(count: 5) }.broken(
      "clean-forks", "Forks stay clean.", breaks: "philosopher 0 does not starve"
    ) { DiningPhilosophers(count: 5, dirtiesForks: false) },
    ModelCheck("checker.peterson", "Peterson's mutual exclusion.", expected: tla(42, 77, depth: 11)) { Peterson() }
      .broken("without-turns", "Nobody gives way.", breaks: "no deadlock") { Peterson(hasTurns: false) }
      .broken("late-flag", "The flag is raised after the turn is given.", breaks: "mutual exclusion") {
        Peterson(raisesFlagFirst: false)
      },
    ModelCheck(
      "checker.ewd840-3", "Dijkstra's termination detection in a ring of three.", expected: tla(302, 2_001)
    ) { EWD840(nodes: 3) }
    .remarking("the manifest states depth 10; TLC 2.15 and this search find 9")
    .broken("white-senders", "Who sends work upwards stays white.", breaks: "Dijkstra's invariant") {
      EWD840(nodes: 3, blackensSenders: false)
    }
    .broken("black-forever", "Who passes the token on stays black.", breaks: "liveness") {
      EWD840(nodes: 3, whitensPassers: false)
    },
    ModelCheck(
      "checker.ewd840-4", "Dijkstra's termination detection in a ring of four.", expected: tla(1_566, 15_986, depth: 12)
    ) { EWD840(nodes: 4) },
    ModelCheck(
      "checker.termination-detection", "What termination detection among four nodes must do.",
      expected: tla(4_097, 53_271, depth: 14)
    ) { AsyncTerminationDetection(nodes: 4) },
    ModelCheck(
      "checker.gossip-counters", "Counters of three nodes that gossip; they can always agree.",
      expected: tla(25_000, 1_350_001)
    ) { GossipCounters(nodes: 3, countsHalfSteps: true) }
    .remarking("TLC counts the states between the halves of a double step, and so does this row")
    .broken("for-ever", "The claim that counters agree while they go on growing.", breaks: "convergence") {
      GossipCounters(nodes: 3, claimsConvergence: true)
    },
    ModelCheck(
      "checker.token-ring", "Dijkstra's self-stabilising ring of six, from every state.",
      expected: tla(46_656, 248_832, depth: 1)
    ) { TokenRing(nodes: 6, values: 6) }.broken(
      "few-values", "Too few values for the ring.", breaks: "stabilisation"
    ) { TokenRing(nodes: 6, values: 4) },
    ModelCheck(
      "checker.readers-writers", "Three actors that read and write by turns.", expected: tla(21_527, 59_674, depth: 13)
    ) { ReadersWriters(actors: 3) }.broken(
      "impatient-writers", "Writers do not wait for readers.", breaks: "safety"
    ) { ReadersWriters(actors: 3, waitsForReaders: false) },
    ModelCheck(
      "checker.paxos", "Lamport's Paxos with two ballots and values.", expected: tla(3_921, 23_563, depth: 17)
    ) { Paxos(ballots: 2, values: 2) }.broken(
      "forgetful", "Leaders of three ballots do not adopt the highest vote.", breaks: "one value is chosen"
    ) { Paxos(ballots: 3, values: 2, adoptsHighestVote: false) },
    ModelCheck(
      "checker.paxos-commit", "Gray and Lamport's Paxos Commit with two resource managers.",
      expected: tla(1_321_761, 16_959_159, depth: 28)
    ) { PaxosCommit(resourceManagers: 2) }.broken(
      "forgetful", "Leaders do not adopt votes.", breaks: "one outcome"
    ) { PaxosCommit(resourceManagers: 2, adoptsVotes: false) },
  ]
}
