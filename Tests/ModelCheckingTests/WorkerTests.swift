import Conformance
import ModelChecking
import Testing

@Suite("Any number of workers search breadth-first as one does")
struct WorkerTests {
  /// All that a report says, but for the bytes that several workers need.
  private func facts<M: Model>(_ model: M, workers: Int, _ store: StateStore = .fingerprints) throws -> [String] {
    var checker = try Checker(model)
    checker.strategy = .breadthFirst(workers: workers)
    checker.store = store
    let report = try checker.run()
    var facts = ["\(report.states) \(report.transitions) \(report.depth) \(report.expectedOmissions)"]
    facts += report.coverage.map { "\($0.actionClass) \($0.transitions)" }
    switch report.verdict {
    case .violated(let property, let trace): facts.append("\(property) \(trace.steps.map(\.ordinal))")
    case .holds: facts.append("holds")
    case .noViolationFound(let omissions): facts.append("not violated, \(omissions) omitted")
    case .neverTrue(let property): facts.append("never \(property)")
    case .incomplete(let limit, let depth): facts.append("\(limit) \(depth)")
    }
    for (property, trace) in report.witnesses.sorted(by: { $0.key < $1.key }) {
      facts.append("\(property) \(trace.steps.map(\.ordinal))")
    }
    return facts
  }

  @Test("packed states", arguments: [2, 3, 7, 16])
  func packed(workers: Int) throws {
    let model = TwoPhaseCommit(resourceManagers: 7)
    for store in [StateStore.fingerprints, .bitstate(logBits: 20, hashes: 2)] {
      #expect(try facts(model, workers: workers, store) == facts(model, workers: 1, store))
    }
  }

  @Test("encoded states", arguments: [2, 3, 16])
  func encoded(workers: Int) throws {
    let model = TwoPhaseCommitNatural(resourceManagers: 6)
    for store in [StateStore.fingerprints, .exact, .bitstate(logBits: 18, hashes: 3)] {
      #expect(try facts(model, workers: workers, store) == facts(model, workers: 1, store))
    }
  }

  /// Two-phase commit in which something must not happen that happens late and in many ways.
  private struct Doomed: Model {
    let model = TwoPhaseCommit(resourceManagers: 7)
    let isBad: @Sendable (TwoPhaseCommit.State) -> Bool
    var initialStates: [TwoPhaseCommit.State] { model.initialStates }
    func forEachSuccessor(
      of state: TwoPhaseCommit.State, _ visit: (TwoPhaseCommit.Action, TwoPhaseCommit.State) -> Bool
    ) { model.forEachSuccessor(of: state, visit) }
    var properties: [ModelProperty<TwoPhaseCommit.State>] {
      [.always("good") { [isBad] in !isBad($0) }] + model.properties.dropFirst()
        + (0..<5).map { digit in .sometimes("digit \(digit)") { $0.bits % 5 == digit } }
    }
  }

  @Test("the first of many violations, and the possibilities seen before it", arguments: [2, 3, 16])
  func violation(workers: Int) throws {
    for divisor: UInt64 in [977, 9_973, 99_991] {
      let model = Doomed { $0.bits % divisor == 1 }
      #expect(try facts(model, workers: workers) == facts(model, workers: 1))
    }
  }

  @Test("many searches at a time: with more threads than cores, any of them may be held up anywhere", arguments: 0..<6)
  func crowd(number: Int) throws {
    let model = TwoPhaseCommit(resourceManagers: 5)
    let alone = try facts(model, workers: 1)
    for workers in [2, 3, 2 + number] {
      for _ in 0..<10 { #expect(try facts(model, workers: workers) == alone) }
    }
  }
}
