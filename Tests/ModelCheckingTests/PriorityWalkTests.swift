import ModelChecking
import Randomness
import Testing

/// Processes that count up to a limit each, one after another in any order; the order of all steps is the state, two bits a
/// step from the lowest, below a leading one.
private struct Interleaving: Model {
  let processes: Int
  let limit: Int
  /// The orders that must not be met: beginnings of runs, as the numbers of the processes that step.
  let isBad: @Sendable ([Int]) -> Bool

  struct State: PackedState {
    var bits: UInt64

    var order: [Int] {
      let count = (63 - bits.leadingZeroBitCount) / 2
      return (0..<count).map { Int(bits >> UInt64(2 * (count - 1 - $0)) & 3) }
    }
  }

  struct Action: Hashable, Sendable, CustomStringConvertible {
    let process: Int
    var description: String { "step(\(process))" }
  }

  var initialStates: [State] { [State(bits: 1)] }

  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    let order = state.order
    for process in 0..<processes where order.count(where: { $0 == process }) < limit {
      if !visit(Action(process: process), State(bits: state.bits << 2 | UInt64(process))) { return }
    }
  }

  var actionClasses: [String] { (0..<processes).map { "process \($0)" } }
  func actionClass(of action: Action) -> Int { action.process }

  var properties: [ModelProperty<State>] { [.always("order") { [isBad] in !isBad($0.order) }] }
}

@Suite("Random walks with priorities")
struct PriorityWalkTests {
  /// How many of so many walks, each of a seed of its own, meet a bad order.
  private func hits(
    _ model: Interleaving, _ priorities: WalkPriorities, walks count: Int
  ) throws -> Int {
    var walks = try RandomWalks(model)
    walks.priorities = priorities
    walks.walks = 1
    walks.steps = model.processes * model.limit
    var hits = 0
    for seed in 1...UInt64(count) {
      walks.seed = Seed(seed)
      if case .violated = try walks.run().verdict { hits += 1 }
    }
    return hits
  }

  /// Within five standard deviations of what `probability` predicts.
  private func expect(_ hits: Int, of walks: Int, near probability: Double) {
    let mean = Double(walks) * probability
    #expect(abs(Double(hits) - mean) < 5 * (mean * (1 - probability)).squareRoot(), "\(hits) of \(walks), not \(mean)")
  }

  @Test("depth 1: who goes first is a matter of priorities alone")
  func depth1() throws {
    // The last of four processes runs to its end before any other begins: probability 1/n.
    let model = Interleaving(processes: 4, limit: 3) { $0 == [3, 3, 3] }
    expect(try hits(model, .pct(depth: 1), walks: 4_000), of: 4_000, near: 1.0 / 4)
    expect(try hits(model, .uniform, walks: 4_000), of: 4_000, near: 1.0 / 64)
  }

  @Test("depth 2: one change at the right one of k steps, 1 / (n k)")
  func depth2() throws {
    // Process 0 must stop after four of its six steps for all of process 1; k = 12, and no other choice of priorities does it.
    let model = Interleaving(processes: 2, limit: 6) { $0 == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0] }
    expect(try hits(model, .pct(depth: 2), walks: 12_000), of: 12_000, near: 1.0 / (2 * 12))
    #expect(try hits(model, .pct(depth: 1), walks: 1_000) == 0)
    // Ten choices, each with probability 1/2: a walk without priorities needs 40 times as many.
    #expect(try hits(model, .uniform, walks: 12_000) < 60)
  }

  @Test("depth 3: two changes in the right order, 1 / (n k²)")
  func depth3() throws {
    // 0 stops after two steps for two of process 1, which then stops for the rest of 0.
    let model = Interleaving(processes: 2, limit: 4) { $0 == [0, 0, 1, 1, 0, 0, 1] }
    expect(try hits(model, .pct(depth: 3), walks: 32_000), of: 32_000, near: 1.0 / (2 * 8 * 8))
    #expect(try hits(model, .pct(depth: 2), walks: 4_000) == 0)
  }

  @Test("the actor of an action can be given")
  func actor() throws {
    // As one actor, all processes mix freely, whatever the priorities.
    let model = Interleaving(processes: 2, limit: 2) { $0 == [0, 1, 0] }
    var walks = try RandomWalks(model)
    walks.priorities = .pct(depth: 1)
    guard case .incomplete = try walks.run().verdict else {
      Issue.record("without a change of priorities no process is interrupted")
      return
    }
    walks.actor = { _ in 7 }
    guard case .violated = try walks.run().verdict else {
      Issue.record("one actor takes each of its steps")
      return
    }
  }
}
