import ModelChecking
import Synchronization
import Testing

/// Counts to 500, and does not do the same when it is asked again.
private struct Moody: FootprintModel {
  enum Mood: CaseIterable { case goesElsewhere, namesOtherwise, addsStep }

  struct State: PackedState { var bits: UInt64 }
  struct Action: Hashable, Sendable, CustomStringConvertible {
    let number: Int
    var description: String { "step \(number)" }
  }
  private final class Calls: Sendable {
    private let count = Atomic(0)
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
  }

  let mood: Mood
  private let calls = Calls()
  init(_ mood: Mood) { self.mood = mood }

  var properties: [ModelProperty<State>] { [] }
  // Not 0, which the guard looked at always.
  var initialStates: [State] { [State(bits: 1)] }
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    guard state.bits < 500 else { return }
    let odd = calls.next() % 2
    switch mood {
    case .goesElsewhere: _ = visit(Action(number: 0), State(bits: state.bits + 1 + UInt64(odd)))
    case .namesOtherwise: _ = visit(Action(number: odd), State(bits: state.bits + 1))
    case .addsStep:
      _ = visit(Action(number: 0), State(bits: state.bits + 1)) && odd == 1 && visit(Action(number: 1), state)
    }
  }
  func footprint(of action: Action) -> Footprint { Footprint(writes: 1) }
}

@Suite("A small model that is no function of its state is noticed")
struct StabilityTests {
  @Test("by every way of searching", arguments: Moody.Mood.allCases)
  fileprivate func moody(mood: Moody.Mood) throws {
    func expectUnstable(_ way: String, _ run: () throws -> Void) {
      let error = #expect(throws: ModelError.self, "\(way)") { try run() }
      if case .unstable = error {} else { Issue.record("\(way): \(String(describing: error))") }
    }
    let strategies = [SearchStrategy.breadthFirst(), .breadthFirst(workers: 2), .depthFirst(), .depthFirst(workers: 2)]
    for strategy in strategies {
      var checker = try Checker(Moody(mood))
      checker.strategy = strategy
      expectUnstable("\(strategy)") { _ = try checker.run() }
    }
    expectUnstable("walks") { _ = try RandomWalks(Moody(mood)).run() }
    // What the test of footprints makes of such a model depends on the model.
    let error = #expect(throws: ModelError.self) { try Checker(Moody(mood)).runWithSleepSets() }
    switch error {
    case .unstable, .dependent: break
    default: Issue.record("\(String(describing: error))")
    }
  }
}
