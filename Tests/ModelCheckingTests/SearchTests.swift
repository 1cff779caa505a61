import Conformance
import ModelChecking
import Testing

@Suite("What a search answers")
struct SearchTests {
  @Test("all states of the water jugs, and the shortest solution as a witness")
  func waterJugs() {
    let report = BreadthFirstSearch(WaterJugs()).run()
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
    let report = BreadthFirstSearch(model).run()
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
  struct Counter: PackedModel {
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
  func initialStates() {
    let report = BreadthFirstSearch(Counter()).run()
    #expect(report.states == 10 && report.transitions == 3 + 9 && report.depth == 5)
  }

  @Test("a possibility that never comes true is reported, not passed over")
  func neverTrue() {
    let report = BreadthFirstSearch(Counter(properties: [.sometimes("ten") { $0.bits == 10 }])).run()
    guard case .neverTrue("ten") = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
  }

  @Test("an initial state can break an invariant")
  func initialViolation() {
    let report = BreadthFirstSearch(Counter(properties: [.always("not five") { $0.bits != 5 }])).run()
    guard case .violated("not five", let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(trace.steps.isEmpty && trace.initial.bits == 5)
  }

  @Test("past a limit the answer is incomplete, and says how far it is complete")
  func limits() {
    func depth(_ report: SearchReport<TwoPhaseCommit>, _ kind: SearchLimits.Kind) -> Int? {
      if case .incomplete(kind, let depth) = report.verdict { depth } else { nil }
    }
    let model = TwoPhaseCommit(resourceManagers: 5)
    for limit in 1...16 {
      let report = BreadthFirstSearch(model, limits: SearchLimits(depth: limit)).run()
      #expect(depth(report, .depth) == limit && report.depth == limit)
    }
    #expect(depth(BreadthFirstSearch(model, limits: SearchLimits(depth: 18)).run(), .depth) == nil)
    let few = BreadthFirstSearch(model, limits: SearchLimits(states: 1_000)).run()
    #expect(depth(few, .states) != nil && few.states == 1_001)
    #expect(depth(BreadthFirstSearch(model).run { true }, .interruption) == 1)
  }

  @Test("an interruption hides neither a violation nor a complete search")
  func interruption() {
    func run(_ property: ModelProperty<Counter.State>, afterLevels levels: Int) -> SearchReport<Counter>.Verdict {
      var asked = 0
      return BreadthFirstSearch(Counter(properties: [property])).run {
        asked += 1
        return asked > levels
      }.verdict
    }
    if case .violated = run(.always("below two") { $0.bits < 2 || $0.bits > 4 }, afterLevels: 2) {
    } else {
      Issue.record("the violation at the end of the second level is lost")
    }
    // Five levels are all there are.
    if case .holds = run(.always("small") { $0.bits < 10 }, afterLevels: 5) {
    } else {
      Issue.record("a complete search is called incomplete")
    }
    if case .incomplete(.interruption, 4) = run(.always("small") { $0.bits < 10 }, afterLevels: 3) {
    } else {
      Issue.record("an interrupted search must say how far it came")
    }
  }

  @Test("counts do not depend on the run")
  func repeatable() {
    let model = TwoPhaseCommit(resourceManagers: 4)
    let reports = (0..<3).map { _ in BreadthFirstSearch(model).run() }
    for report in reports {
      #expect(
        report.witnesses["all commit"]?.steps.map(\.action) == reports[0].witnesses["all commit"]?.steps.map(\.action))
    }
  }
}
