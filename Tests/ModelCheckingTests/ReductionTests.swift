import Conformance
import ModelChecking
import Participants
import Testing

/// A model, and what searches of it must find.
struct ReductionCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// States, orbits (0 if no symmetry is declared), transitions, transitions with sleep sets.
  let expected: [Int]
  let verdict: String
  let run: @Sendable () throws -> (numbers: [Int], verdict: String)

  static func of<M: FootprintModel>(
    _ name: String, _ model: M, claim: ModelProperty<M.State>? = nil, _ expected: [Int], _ verdict: String = "holds"
  ) -> ReductionCase {
    ReductionCase(testDescription: name, expected: expected, verdict: verdict) {
      let model = AboutStates(model, claim: claim)
      let full = try model.fullSearch()
      return ([full.states, 0, full.transitions, try model.sleepSetSearch(full)], full.verdict)
    }
  }

  static func of<M: FootprintModel & SymmetricModel>(
    _ name: String, _ model: M, claim: ModelProperty<M.State>? = nil, _ expected: [Int], _ verdict: String = "holds"
  ) -> ReductionCase {
    ReductionCase(testDescription: name, expected: expected, verdict: verdict) {
      let model = AboutStates(model, claim: claim)
      let full = try model.fullSearch()
      let orbits = try model.orbitSearch(full)
      return ([full.states, orbits, full.transitions, try model.sleepSetSearch(full)], full.verdict)
    }
  }

  func check() throws {
    let (numbers, verdict) = try run()
    let columns = numbers.map { text in String(repeating: " ", count: max(0, 9 - "\(text)".count)) + "\(text)" }
    print(testDescription + String(repeating: " ", count: max(0, 44 - testDescription.count)), columns.joined())
    #expect(numbers == expected)
    #expect(verdict == self.verdict)
  }
}

@Suite("Reductions find what the full search finds")
struct ReductionTests {
  @Test(
    "two-phase commit has as many orbits as TLC finds, and they stand for all states",
    arguments: [
      (1, 12), (2, 34), (3, 80), (4, 166), (5, 314), (6, 553), (7, 920), (8, 1_461), (10, 3_300),
    ])
  func orbits(managers: Int, orbits: Int) throws {
    let model = TwoPhaseCommit(resourceManagers: managers)
    let report = try Checker(model).runOnOrbits()
    #expect(report.orbits.finding == "holds")
    #expect(report.orbits.states == orbits)
    let published = [3: 288, 4: 1_568, 5: 8_832, 6: 50_816, 7: 296_448, 8: 1_745_408]
    if managers < 3 {
      #expect(report.states == (try Checker(model).run().states))
    } else if let states = published[managers] {
      #expect(report.states == states)
    }
  }

  @Test("two-phase commit", arguments: twoPhase)
  func commits(_ reduced: ReductionCase) throws { try reduced.check() }

  static let twoPhase: [ReductionCase] =
    [
      (1, [12, 12, 20, 18]),
      (2, [56, 34, 154, 96]),
      (3, [288, 80, 1_146, 532]),
      (4, [1_568, 166, 8_258, 3_052]),
      (5, [8_832, 314, 58_146, 17_852]),
      (6, [50_816, 553, 402_306, 105_500]),
    ].map { .of("two-phase commit \($0)", TwoPhaseCommit(resourceManagers: $0), $1) }
    + [
      (1, [12, 12, 20, 18]),
      (2, [56, 34, 154, 96]),
      (3, [288, 80, 1_146, 532]),
      (4, [1_568, 166, 8_258, 3_052]),
    ].map { .of("two-phase commit, natural \($0)", TwoPhaseCommitNatural(resourceManagers: $0), $1) }
    + [
      .of(
        "two-phase commit 4, never all commit", TwoPhaseCommit(resourceManagers: 4),
        claim: .always("not all commit") { $0.bits & 0xFF != 0b1010_1010 }, [1_568, 166, 8_258, 3_052],
        "violates not all commit"),
      .of(
        "two-phase commit 3, without end", TwoPhaseCommitNatural(resourceManagers: 3), claim: .noDeadlock("no end"),
        [288, 80, 1_146, 532]),
    ]
    + [
      (1, [4, 4, 5, 5]),
      (2, [12, 8, 23, 16]),
      (3, [34, 13, 94, 47]),
      (4, [96, 19, 357, 136]),
      (5, [274, 26, 1_296, 395]),
    ].map { .of("transaction commit \($0)", TransactionCommit(resourceManagers: $0), $1) }

  @Test("consensus and termination", arguments: consensus)
  func agreesOnConsensus(_ reduced: ReductionCase) throws { try reduced.check() }

  static let consensus: [ReductionCase] = [
    .of("Paxos commit 1", PaxosCommit(resourceManagers: 1), [1_461, 376, 9_936, 7_432]),
    .of(
      "Paxos commit 1, votes ignored", PaxosCommit(resourceManagers: 1, adoptsVotes: false),
      [1_733, 439, 12_538, 9_827], "violates one outcome"),
    .of("Paxos 1 ballot", Paxos(ballots: 1, values: 2), [73, 25, 314, 168]),
    .of("Paxos 2 ballots, 1 value", Paxos(ballots: 2, values: 1), [1_681, 373, 9_903, 4_118]),
    .of("Paxos 2 ballots, 2 values", Paxos(ballots: 2, values: 2), [3_921, 857, 23_563, 9_453]),
    .of("termination detection 2", AsyncTerminationDetection(nodes: 2), [65, 37, 297, 297]),
    .of("termination detection 3", AsyncTerminationDetection(nodes: 3), [513, 121, 4_238, 4_238]),
    .of(
      "termination detection 4, 1 pending", AsyncTerminationDetection(nodes: 4, largestPending: 1),
      [257, 36, 3_095, 3_095]),
    .of("EWD 840, 3 nodes", EWD840(nodes: 3), [302, 0, 2_001, 1_960]),
    .of("EWD 840, 4 nodes", EWD840(nodes: 4), [1_566, 0, 15_986, 15_538]),
    .of(
      "EWD 840, 3 nodes, white senders", EWD840(nodes: 3, blackensSenders: false), [248, 0, 1_708, 1_708],
      "violates Dijkstra's invariant"),
    .of("gossip 2", GossipCounters(nodes: 2), [100, 55, 1_601, 1_601]),
    .of(
      "gossip 2, ending", GossipCounters(nodes: 2, growthEnds: true, countsHalfSteps: true), [200, 110, 3_701, 3_629]),
    .of("gossip 3", GossipCounters(nodes: 3, largestCount: 1), [123, 29, 4_429, 4_429]),
    .of("Chang-Roberts 3", ChangRoberts(nodes: 3), [137, 0, 227, 159]),
    .of("Chang-Roberts 5", ChangRoberts(nodes: 5), [5_455, 0, 15_113, 8_471]),
    .of(
      "Chang-Roberts 3, nothing swallowed", ChangRoberts(nodes: 3, swallowsLargerIdentities: false),
      [197, 0, 364, 300], "violates correct"),
    .of("Echo 2", Echo(nodes: 2), [10, 10, 12, 11]),
    .of("Echo 3", Echo(nodes: 3), [75, 43, 116, 96]),
    .of("Echo 4", Echo(nodes: 4), [3_415, 610, 9_888, 7_917]),
    .of("token ring 4, 4 values", TokenRing(nodes: 4, values: 4), [256, 0, 896, 896]),
    .of("water jugs", WaterJugs(), [16, 0, 97, 97]),
    .of("water jugs, impossible", WaterJugs(claimsImpossible: true), [16, 0, 97, 97], "violates not solved"),
  ]

  @Test("mutual exclusion", arguments: exclusion)
  func agreesOnExclusion(_ reduced: ReductionCase) throws { try reduced.check() }

  static let exclusion: [ReductionCase] = [
    .of("Peterson", Peterson(), [42, 0, 77, 56]),
    .of("Peterson without turns", Peterson(hasTurns: false), [42, 0, 75, 50], "violates no deadlock"),
    .of("Peterson, flag late", Peterson(raisesFlagFirst: false), [72, 0, 139, 108], "violates mutual exclusion"),
    .of("philosophers 3", Philosophers(count: 3), [26, 0, 52, 42]),
    .of("philosophers 6", Philosophers(count: 6), [728, 0, 2_911, 1_785]),
    .of("philosophers 9", Philosophers(count: 9), [19_682, 0, 118_090, 55_615]),
    .of("philosophers 6, left-handed", Philosophers(count: 6, lastIsLeftHanded: true), [729, 0, 2_917, 1_346]),
    .of("Chandy-Misra 5", DiningPhilosophers(count: 5), [67, 0, 336, 317]),
    .of("Chandy-Misra 5, clean forks", DiningPhilosophers(count: 5, dirtiesForks: false), [36, 0, 181, 170]),
    .of("agents 3, 1 meal", AgentPhilosophers(count: 3, rounds: 1, isAsymmetric: false), [1_802, 0, 4_381, 2_241]),
    .of(
      "agents 3, 1 meal, swapped", AgentPhilosophers(count: 3, rounds: 1, isAsymmetric: true), [1_486, 0, 3_563, 1_839]),
    .of(
      "agents 2, 3 meals, swapped", AgentPhilosophers(count: 2, rounds: 3, isAsymmetric: true),
      [1_250, 0, 2_455, 1_620]),
    .of("Lamport mutex 2, clock 6", LamportMutex(processes: 2, largestClock: 6), [1_043, 0, 2_001, 1_835]),
    .of("Lamport mutex 3, clock 3", LamportMutex(processes: 3, largestClock: 3), [10_209, 0, 41_533, 34_001]),
    .of("Lamport mutex 3, clock 2", LamportMutex(processes: 3, largestClock: 2), [511, 0, 2_203, 1_835]),
    .of(
      "Lamport mutex 2, no ties", LamportMutex(processes: 2, largestClock: 5, breaksTies: false),
      [754, 0, 1_543, 1_426], "violates mutual exclusion"),
    .of("readers and writers 2", ReadersWriters(actors: 2), [390, 196, 935, 935]),
    .of("readers and writers 3", ReadersWriters(actors: 3), [21_527, 3_601, 59_674, 59_674]),
    .of(
      "readers and writers 2, no waiting", ReadersWriters(actors: 2, waitsForReaders: false), [780, 391, 2_065, 2_065],
      "violates safety"),
  ]

  @Test("networks of participants", arguments: 0..<8)
  func agreesOnNetworks(_ index: Int) throws { try Self.networks()[index].check() }

  static func networks() throws -> [ReductionCase] {
    [
      .of(
        "single-copy register, 3 clients", try .registers(SingleCopyServer.self, servers: 1, clients: 3),
        [4_243, 0, 6_778, 6_778]),
      .of(
        "single-copy registers, 2 clients", try .registers(SingleCopyServer.self, servers: 2, clients: 2),
        [62, 0, 81, 72], "violates linearizable"),
      .of("Paxos register, 1 client", try .registers(PaxosServer.self, servers: 3, clients: 1), [265, 0, 482, 299]),
      .of(
        "Paxos register, 2 clients", try .registers(PaxosServer.self, servers: 3, clients: 2),
        [16_668, 0, 32_971, 23_997]),
      .of("quorum register, 2 clients", try .registers(QuorumServer.self, servers: 2, clients: 2), [544, 0, 875, 851]),
      .of("ping-pong 5", try PingPong.model(limit: 5), [4_094, 0, 22_529, 17_068]),
      .of("ring election 5", try RingMember.model([3, 1, 4, 2, 5]), [216, 0, 685, 616]),
      .of("ring election 8", try RingMember.model([8, 1, 2, 7, 3, 4, 6, 5]), [5_184, 0, 25_345, 19_649]),
    ]
  }
}

extension ReductionCase {
  static func of<P, Observer>(
    _ name: String, _ model: NetworkModel<P, Observer>, _ expected: [Int], _ verdict: String = "holds"
  ) -> ReductionCase { of(name, AboutStates(model), expected, verdict) }
}
