import Conformance
import ModelChecking
import Participants
import Randomness
import Testing

@Suite("Random walks")
struct RandomWalkTests {
  static let priorities: [WalkPriorities] = [.uniform, .pct(depth: 4)]

  /// A model that is asked something else.
  struct Asked<M: Model>: Model {
    let model: M
    var properties: [ModelProperty<M.State>]
    var scope: @Sendable (M.State) -> Bool = { _ in true }

    var initialStates: [M.State] { model.initialStates }
    var actionClasses: [String] { model.actionClasses }
    func actionClass(of action: M.Action) -> Int { model.actionClass(of: action) }
    func isInScope(_ state: M.State) -> Bool { scope(state) }
    func forEachSuccessor(of state: M.State, _ visit: (M.Action, M.State) -> Bool) throws {
      try model.forEachSuccessor(of: state, visit)
    }
  }

  private func walk<M: Model>(
    _ model: M, _ change: (inout RandomWalks<M>) -> Void = { _ in }
  ) throws -> WalkReport<M> {
    var walks = try RandomWalks(model)
    change(&walks)
    return try walks.run()
  }

  /// Holds each step of a trace against the model.
  private func check<M: Model>(_ trace: ModelTrace<M>, _ model: M) throws where M.State: Equatable {
    #expect(model.initialStates[trace.initialOrdinal] == trace.initial)
    var here = trace.initial
    for step in trace.steps {
      var place = 0
      var isStep = false
      try model.forEachSuccessor(of: here) { action, state in
        isStep = isStep || place == step.ordinal && action == step.action && state == step.state
        place += 1
        return true
      }
      #expect(isStep)
      here = step.state
    }
  }

  @Test("the same seed walks the same way, another seed another", arguments: priorities)
  func repeatable(priorities: WalkPriorities) throws {
    func steps(_ seed: Seed) throws -> [Int] {
      let report = try walk(Peterson(raisesFlagFirst: false)) {
        $0.seed = seed
        $0.priorities = priorities
      }
      guard case .violated(_, let trace) = report.verdict else { return [] }
      return [report.walks, report.steps, report.states] + trace.steps.map(\.ordinal)
    }
    #expect(try steps(1) == steps(1))
    #expect(try Set((1...20).map { try steps(Seed($0)) }).count > 10)
  }

  @Test("walks find that two processes enter when flags are raised too late", arguments: priorities)
  func mutualExclusion(priorities: WalkPriorities) throws {
    let model = Peterson(raisesFlagFirst: false)
    let report = try walk(model) { $0.priorities = priorities }
    guard case .violated(let property, let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    let violated = try #require(model.properties.first { $0.name == property })
    #expect(violated.kind == .always && !violated.holds(trace.last))
    #expect((0..<trace.steps.count).allSatisfy { violated.holds(trace.state(after: $0)) })
    try check(trace, model)
  }

  @Test("walks find that philosophers who reach to the same side all wait", arguments: priorities)
  func deadlock(priorities: WalkPriorities) throws {
    let agents = AgentPhilosophers(count: 3, rounds: 2, isAsymmetric: false)
    let model = Asked(model: agents, properties: [.noDeadlock(isFinal: agents.isProperEnd)])
    let report = try walk(model) { $0.priorities = priorities }
    guard case .violated("no deadlock", let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    var steps = 0
    agents.forEachSuccessor(of: trace.last) { _, _ in
      steps += 1
      return true
    }
    #expect(steps == 0 && !agents.isProperEnd(trace.last))
  }

  @Test("walks find that two single-copy servers are not linearizable", arguments: priorities)
  func network(priorities: WalkPriorities) throws {
    let model = try NetworkModel.registers(SingleCopyServer.self, servers: 2, clients: 2)
    let report = try walk(model) {
      $0.priorities = priorities
      $0.steps = 20
    }
    guard case .violated("linearizable", let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(!model.properties[0].holds(trace.last))
    try check(trace, model)
  }

  @Test("of a message the receiver is the actor, and partitions are nobody's")
  func actors() {
    typealias Action = NetworkAction<Toy>
    let envelope = Envelope<UInt8>(9, from: 1, to: 2)
    let actions: [Action] = [
      .deliver(envelope, choices: []), .drop(envelope), .duplicate(envelope), .fire(1, at: 3, choices: []), .crash(4),
      .restart(5, choices: []), .request(1, at: 6, choices: []), .partition([1]), .heal,
    ]
    #expect(actions.map(\.actor) == [2, 2, 2, 3, 4, 5, 6, -1, -1])
  }

  @Test("nothing found is never called proof, even when all states were seen", arguments: priorities)
  func incomplete(priorities: WalkPriorities) throws {
    let model = TwoPhaseCommit(resourceManagers: 2)
    let report = try walk(model) {
      $0.walks = 1_000
      $0.steps = 100
      // All steps of this model are of one class, and so of one actor.
      $0.actor = { _ in 0 }
      $0.priorities = priorities
    }
    guard case .incomplete(nil) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    let all = try Checker(model).run().states
    #expect(report.states == all && report.recentStates == 0 && report.walks == 1_000 && report.restarts == 0)
    #expect(report.undecided.isEmpty && Set(report.witnesses.keys) == ["all commit", "all abort"])
    #expect(report.statesPerThousandSteps == 1_000 * Double(all) / Double(report.steps))
    for (name, trace) in report.witnesses {
      try check(trace, model)
      #expect(model.properties.contains { $0.name == name && $0.holds(trace.last) })
    }
  }

  @Test("possibilities that did not come true and properties of runs are named as undecided")
  func undecided() throws {
    let model = Asked(
      model: WaterJugs(),
      properties: [
        .sometimes("nine gallons") { $0.big == 9 }, .eventually("solved") { $0.big == 4 },
        .sometimes("solvable") { $0.big == 4 },
      ])
    let report = try walk(model) { $0.walks = 50 }
    #expect(report.undecided == ["nine gallons", "solved"] && Array(report.witnesses.keys) == ["solvable"])
  }

  @Test("a walk that meets nothing new is cut")
  func plateau() throws {
    let report = try walk(WaterJugs()) {
      $0.walks = 30
      $0.plateau = 400
    }
    #expect((8...16).contains(report.states), "\(report.states)")
    #expect(report.restarts == 30, "\(report.restarts)")
    // Each walk goes on for 400 steps after the last new state, and there are few of these.
    #expect((30 * 400...30 * 400 + 16 * 400).contains(report.steps), "\(report.steps)")
  }

  @Test("walks stay in scope, and leaving it is no end")
  func scope() throws {
    let model = Asked(
      model: WaterJugs(), properties: [.noDeadlock(), .always("small") { $0.big <= 3 }], scope: { $0.big <= 3 })
    guard case .incomplete(nil) = try walk(model, { $0.walks = 100 }).verdict else {
      Issue.record("a state out of scope was visited, or its absence called an end")
      return
    }
    let nowhere = Asked(model: WaterJugs(), properties: [], scope: { _ in false })
    #expect(throws: ModelError.noInitialState) { try walk(nowhere) }
  }

  @Test("limits and interruptions end the walks")
  func limits() throws {
    func limit(_ change: (inout RandomWalks<TwoPhaseCommit>) -> Void) throws -> SearchLimits.Kind? {
      guard case .incomplete(let limit) = try walk(TwoPhaseCommit(resourceManagers: 8), change).verdict else {
        return nil
      }
      return limit
    }
    #expect(try limit { $0.limits.states = 5_000 } == .states)
    #expect(try limit { $0.limits.bytes = 10_000 } == .bytes)
    #expect(
      try limit {
        $0.limits.seconds = 0.05
        $0.walks = 1_000_000_000
      } == .time)
    var asked = 0
    let report = try RandomWalks(WaterJugs()).run {
      asked += 1
      return asked > 3
    }
    guard case .incomplete(.interruption) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(report.steps < 3_000)
    #expect(
      try walk(WaterJugs()) {
        $0.limits.depth = 3
        $0.walks = 10
      }.steps == 20)
  }

  @Test("an interruption does not hide a violation")
  func violationBeforeLimit() throws {
    let model = Asked(model: WaterJugs(), properties: [.always("never") { _ in false }])
    var walks = try RandomWalks(model)
    walks.limits.states = 1
    guard case .violated("never", let trace) = try walks.run().verdict else {
      Issue.record("the violation is lost")
      return
    }
    #expect(trace.steps.isEmpty)
  }

  @Test("configurations without sense are refused")
  func configuration() throws {
    func error(_ change: (inout RandomWalks<WaterJugs>) -> Void) -> ModelError? {
      #expect(throws: ModelError.self) { try walk(WaterJugs(), change) }
    }
    #expect(error { $0.walks = 0 } == .limitNotPositive("walks"))
    #expect(error { $0.steps = 0 } == .limitNotPositive("steps"))
    #expect(error { $0.plateau = 0 } == .limitNotPositive("plateau"))
    #expect(error { $0.limits.states = 0 } == .limitNotPositive("states"))
    #expect(error { $0.priorities = .pct(depth: 0) } == .priorityDepth(0, steps: 1_000))
    #expect(error { $0.priorities = .pct(depth: 1_001) } == .priorityDepth(1_001, steps: 1_000))
  }
}
