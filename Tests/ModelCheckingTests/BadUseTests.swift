import CanonicalEncoding
import Conformance
import ModelChecking
import Synchronization
import Testing

/// Counts up to its limit, or does something wrong on the way.
private struct Faulty: Model {
  enum Fault { case none, throwing, changing, forgetting, unreadable, unknownClass, tooWide }

  struct State: EncodedState, Hashable {
    var count: Int
    /// Not encoded: two states that differ in it pass for one.
    var hidden = 0

    func encode(into bytes: inout ByteWriter) { bytes.write(count) }
    init(count: Int, hidden: Int = 0) {
      self.count = count
      self.hidden = hidden
    }
    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      count = try bytes.read()
      if count == 66 { throw MalformedBytes(offset: 0, expected: "anything else") }
      if count == 77 { count = 78 }
    }
  }

  struct Step: Hashable, Sendable, CustomStringConvertible { var description: String { "step" } }
  struct Broken: Error, CustomStringConvertible { var description: String { "out of paper" } }

  let fault: Fault
  var initialStates: [State] { [State(count: fault == .forgetting ? 77 : fault == .unreadable ? 66 : 0)] }
  var properties: [ModelProperty<State>] { [] }
  var actionClasses: [String] { ["a"] }
  func actionClass(of action: Step) -> Int { fault == .unknownClass ? 7 : 0 }
  private let calls = Calls()

  init(_ fault: Fault) { self.fault = fault }

  func forEachSuccessor(of state: State, _ visit: (Step, State) -> Bool) throws {
    if fault == .throwing, state.count == 5 { throw Broken() }
    if fault == .tooWide, state.count == 1 {
      for index in 0...(1 << 16) where !visit(Step(), State(count: index)) { return }
      return
    }
    if state.count < 20 { _ = visit(Step(), State(count: state.count + 1)) }
    if fault == .changing, state.count == 3, calls.next() % 2 == 1 { _ = visit(Step(), State(count: 0)) }
  }
}

private final class Calls: Sendable {
  private let count = Atomic(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

@Suite("Bad use is a clear error")
struct BadUseTests {
  private func error(_ fault: Faulty.Fault, _ strategy: SearchStrategy = .breadthFirst()) -> ModelError? {
    do throws(ModelError) {
      var checker = try Checker(Faulty(fault))
      checker.strategy = strategy
      _ = try checker.run()
      return nil
    } catch { return error }
  }

  @Test("a model that throws, changes its mind, or has states that cannot be read back")
  func brokenModels() {
    #expect(error(.none) == nil)
    for strategy in [SearchStrategy.breadthFirst(), .breadthFirst(workers: 2), .depthFirst(), .depthFirst(workers: 2)] {
      guard case .stepThrew(let state, "out of paper") = error(.throwing, strategy), state.contains("5") else {
        Issue.record("\(strategy): \(String(describing: error(.throwing, strategy)))")
        continue
      }
      #expect(error(.unknownClass, strategy) == .unknownActionClass(7))
      if case .unstable = error(.unreadable, strategy) {} else { Issue.record("unreadable, \(strategy)") }
    }
    if case .unstable(_, let finding) = error(.changing) {
      #expect(finding.contains("differ"))
    } else {
      Issue.record("a model that changes its mind is believed")
    }
    if case .unstable(_, let finding) = error(.forgetting) {
      #expect(finding.contains("differently"))
    } else {
      Issue.record("a state that reads what it did not write is believed")
    }
    if case .tooManySteps = error(.tooWide) {} else { Issue.record("\(String(describing: error(.tooWide)))") }
  }

  /// A model with whatever is wrong in its declarations.
  private struct Declared: Model {
    typealias State = Digraph.State
    typealias Action = Digraph.Step
    var initialStates: [State] = [State(bits: 0)]
    var properties: [ModelProperty<State>] = []
    var fairness: [Fairness] = []
    var scope = true
    func isInScope(_ state: State) -> Bool { scope }
    func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {}
  }

  private func error(_ model: Declared, _ change: (inout Checker<Declared>) -> Void = { _ in }) -> ModelError? {
    do throws(ModelError) {
      var checker = try Checker(model)
      change(&checker)
      _ = try checker.run()
      return nil
    } catch { return error }
  }

  @Test("declarations and settings that make no sense")
  func declarations() {
    #expect(error(Declared()) == nil)
    #expect(error(Declared(initialStates: [])) == .noInitialState)
    #expect(error(Declared(scope: false)) == .noInitialState)
    #expect(error(Declared(scope: false)) { $0.strategy = .depthFirst() } == .noInitialState)
    let twice: [ModelProperty<Digraph.State>] = [.always("a") { _ in true }, .sometimes("a") { _ in true }]
    #expect(error(Declared(properties: twice)) == .repeatedPropertyName("a"))
    #expect(error(Declared(fairness: [.weak(0)])) == .unknownActionClass(0))
    for value in [0, -1, .min] {
      #expect(error(Declared()) { $0.limits.states = value } == .limitNotPositive("states"))
      #expect(error(Declared()) { $0.limits.depth = value } == .limitNotPositive("depth"))
      #expect(error(Declared()) { $0.limits.bytes = value } == .limitNotPositive("bytes"))
    }
    for value in [0, -1, -.infinity, .nan] as [Double] {
      #expect(error(Declared()) { $0.limits.seconds = value } == .limitNotPositive("seconds"))
    }
    for workers in [0, -3, 17] {
      #expect(error(Declared()) { $0.strategy = .breadthFirst(workers: workers) } == .workers(workers))
      #expect(error(Declared()) { $0.strategy = .depthFirst(workers: workers) } == .workers(workers))
    }
    for (logBits, hashes) in [(5, 3), (41, 3), (20, 0), (20, 17), (-1, 1)] {
      #expect(
        error(Declared()) { $0.store = .bitstate(logBits: logBits, hashes: hashes) }
          == .bitstate(logBits: logBits, hashes: hashes))
    }
    var claimed = Declared()
    claimed.properties = [.eventually("x") { _ in true }]
    if case .unsupported = error(claimed, { $0.store = .bitstate(logBits: 20, hashes: 2) }) {
    } else {
      Issue.record("a bit field holds no graph")
    }
  }

  @Test("a deadlock is found by every strategy, and proper ends are none")
  func deadlocks() throws {
    var model = Digraph(size: 3, edges: 0)
    model.steps[0] = [Digraph.Step(target: 1, actionClass: 0), Digraph.Step(target: 2, actionClass: 0)]
    model.steps[2] = [Digraph.Step(target: 2, actionClass: 0)]
    for strategy in [SearchStrategy.breadthFirst(), .depthFirst(), .breadthFirst(workers: 2), .depthFirst(workers: 2)] {
      model.properties = [.noDeadlock()]
      var checker = try Checker(model)
      checker.strategy = strategy
      guard case .violated("no deadlock", let trace) = try checker.run().verdict else {
        Issue.record("\(strategy)")
        continue
      }
      #expect(trace.last.bits == 1 && trace.steps.count == 1)
      // 2 goes on forever, which is no deadlock.
      model.properties = [.noDeadlock { $0.bits == 1 }]
      checker = try Checker(model)
      checker.strategy = strategy
      guard case .holds = try checker.run().verdict else {
        Issue.record("\(strategy)")
        continue
      }
    }
  }
}
