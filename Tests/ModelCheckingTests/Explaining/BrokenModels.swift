import Conformance
import ModelChecking
import Testing

/// A model with a mistake, of any type, and what its counterexample goes through.
struct BrokenModel: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let check: @Sendable (any TraceCheck) throws -> Void

  init<M: Model>(_ name: String, _ make: @escaping @Sendable () throws -> M) {
    testDescription = name
    check = { check in
      let model = try make()
      let verdict = try Checker(model).run().verdict
      guard case .violated(let property, let trace) = verdict else {
        Issue.record("\(name): \(verdict)")
        return
      }
      try check.check(trace, of: name, breaking: property, in: model)
    }
  }

  /// All that the checker's own models can be broken into, and three more kinds of properties.
  static let all: [BrokenModel] = [
    BrokenModel("jugs") { WaterJugs(claimsImpossible: true) },
    BrokenModel("lamport") { LamportMutex(processes: 2, largestClock: 4, breaksTies: false) },
    BrokenModel("ring election") { ChangRoberts(nodes: 3, swallowsLargerIdentities: false) },
    BrokenModel("clean forks") { DiningPhilosophers(count: 3, dirtiesForks: false) },
    BrokenModel("no turns") { Peterson(hasTurns: false) },
    BrokenModel("late flag") { Peterson(raisesFlagFirst: false) },
    BrokenModel("white senders") { EWD840(nodes: 3, blackensSenders: false) },
    BrokenModel("black forever") { EWD840(nodes: 3, whitensPassers: false) },
    BrokenModel("gossip") { GossipCounters(nodes: 2, claimsConvergence: true) },
    BrokenModel("few values") { TokenRing(nodes: 5, values: 3) },
    BrokenModel("impatient writers") { ReadersWriters(actors: 2, waitsForReaders: false) },
    BrokenModel("forgetful leaders") { Paxos(ballots: 3, values: 2, adoptsHighestVote: false) },
    BrokenModel("forgetful commit") { PaxosCommit(resourceManagers: 1, adoptsVotes: false) },
    BrokenModel("two copies") { try NetworkModel.registers(SingleCopyServer.self, servers: 2, clients: 2) },
    BrokenModel("lossy ping-pong") { try PingPong.model(limit: 2, claimsArrival: true) },
    BrokenModel("a trap") {
      var model = Digraph(size: 3, edges: 0b100_010_110)
      model.properties = [.alwaysPossible("home") { $0.bits == 0 }]
      return model
    },
  ]
}

/// Something that is true of every counterexample.
protocol TraceCheck {
  func check<M: Model>(_ trace: ModelTrace<M>, of name: String, breaking property: String, in model: M) throws
}

/// The counterexample to the first property that a model breaks.
func counterexample<M: Model>(_ model: M) throws -> (property: String, trace: ModelTrace<M>) {
  let verdict = try Checker(model).run().verdict
  guard case .violated(let property, let trace) = verdict else {
    throw NotViolated(verdict: "\(verdict)")
  }
  return (property, trace)
}

private struct NotViolated: Error {
  let verdict: String
}
