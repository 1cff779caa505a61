import Conformance
import ModelChecking
import Testing

@Suite("What a search answers")
struct SearchTests {
  @Test("all states of the water jugs, and the shortest solution as a witness")
  func waterJugs() throws {
    let report = try Checker(WaterJugs()).run()
    guard case .holds = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(report.states == 16 && report.transitions == 97 && report.depth == 8)
    #expect(report.witnesses["solved"]?.steps.count == 6)
  }

  @Test("a violated invariant ends the search with a shortest trace that the model allows")
  func violation() throws {
    let model = WaterJugs(claimsImpossible: true)
    let report = try Checker(model).run()
    guard case .violated("not solved", let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    // Seven states, the first one included.
    #expect(trace.steps.count == 6 && trace.last.big == 4 && trace.initial.bits == 0)
    var here = trace.initial
    for step in trace.steps {
      var found = false
      model.forEachSuccessor(of: here) { action, state in
        found = found || (action == step.action && state == step.state)
        return true
      }
      #expect(found)
      here = step.state
    }
    #expect(report.states < 16)
  }

  /// Counts to nine, from two starts.
  struct Counter: Model {
    struct State: PackedState {
      var bits: UInt64
    }
    struct Action: Hashable, Sendable, CustomStringConvertible {
      var description: String { "increment" }
    }
    var properties: [ModelProperty<State>] = []
    var initialStates: [State] { [State(bits: 0), State(bits: 5), State(bits: 0)] }
    func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
      if state.bits < 9 { _ = visit(Action(), State(bits: state.bits + 1)) }
    }
  }

  @Test("initial states and repetitions are transitions, too")
  func initialStates() throws {
    let report = try Checker(Counter()).run()
    #expect(report.states == 10 && report.transitions == 3 + 9 && report.depth == 5)
  }

  @Test("a possibility that never comes true is reported, not passed over")
  func neverTrue() throws {
    let report = try Checker(Counter(properties: [.sometimes("ten") { $0.bits == 10 }])).run()
    guard case .neverTrue("ten") = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
  }

  @Test("an initial state can break an invariant")
  func initialViolation() throws {
    let report = try Checker(Counter(properties: [.always("not five") { $0.bits != 5 }])).run()
    guard case .violated("not five", let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(trace.steps.isEmpty && trace.initial.bits == 5)
  }

  @Test("past a limit the answer is incomplete, and says how far it is complete")
  func limits() throws {
    func depth(_ report: SearchReport<TwoPhaseCommit>, _ kind: SearchLimits.Kind) -> Int? {
      if case .incomplete(kind, let depth) = report.verdict { depth } else { nil }
    }
    func run(_ model: TwoPhaseCommit, _ limits: SearchLimits) throws -> SearchReport<TwoPhaseCommit> {
      var checker = try Checker(model)
      checker.limits = limits
      return try checker.run()
    }
    let model = TwoPhaseCommit(resourceManagers: 5)
    for limit in 1...16 {
      let report = try run(model, SearchLimits(depth: limit))
      #expect(depth(report, .depth) == limit && report.depth == limit)
    }
    #expect(depth(try run(model, SearchLimits(depth: 18)), .depth) == nil)
    let few = try run(model, SearchLimits(states: 1_000))
    #expect(depth(few, .states) != nil && (1_001...2_000).contains(few.states))
    #expect(depth(try Checker(model).run { true }, .interruption) == 1)
  }

  @Test("an interruption hides neither a violation nor a complete search")
  func interruption() throws {
    func run(_ property: ModelProperty<Counter.State>, afterLevels levels: Int) throws -> SearchReport<Counter>.Verdict
    {
      var asked = 0
      return try Checker(Counter(properties: [property])).run {
        asked += 1
        return asked > levels
      }.verdict
    }
    if case .violated = try run(.always("below two") { $0.bits < 2 || $0.bits > 4 }, afterLevels: 2) {
    } else {
      Issue.record("the violation at the end of the second level is lost")
    }
    // Five levels are all there are.
    if case .holds = try run(.always("small") { $0.bits < 10 }, afterLevels: 5) {
    } else {
      Issue.record("a complete search is called incomplete")
    }
    if case .incomplete(.interruption, 4) = try run(.always("small") { $0.bits < 10 }, afterLevels: 3) {
    } else {
      Issue.record("an interrupted search must say how far it came")
    }
  }

  @Test("counts do not depend on the run")
  func repeatable() throws {
    let model = TwoPhaseCommit(resourceManagers: 4)
    let reports = try (0..<3).map { _ in try Checker(model).run() }
    for report in reports {
      #expect(report.states == 1_568 && report.transitions == 8_258 && report.depth == reports[0].depth)
      #expect(report.coverage == reports[0].coverage && report.bytes == reports[0].bytes)
      #expect(
        report.witnesses["all commit"]?.steps.map(\.action) == reports[0].witnesses["all commit"]?.steps.map(\.action))
    }
  }
}
