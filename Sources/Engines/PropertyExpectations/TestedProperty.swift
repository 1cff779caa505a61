import PropertyTesting
import Synchronization
import Testing

/// A property within a test, ready to be checked and reported.
///
/// The engine cannot wait. For a property that does not, it runs in the task of the test; for one that may, on a thread of its own,
/// while the property is evaluated in the task of the test, with its task-local values and on its actor.
final class TestedProperty<Value> {
  typealias Immediate = (Value, Trial) throws -> Void
  typealias Waiting = (Value, Trial) async throws -> Void

  /// What judges a case.
  enum Property {
    case immediate(Immediate)
    case waiting(Waiting)
  }

  private let test: Test
  private let name: String
  private let generator: Generator<Value>
  private let property: Property
  private var settings: CheckSettings
  private let environment: PropertyEnvironment
  private let sourceLocation: SourceLocation

  private let issues = IssueCollector()
  private let isCancelled = Flag()
  private var report: CheckReport<Value>?
  /// The simplest bad case so far, for a check that is cancelled before it is the simplest of all.
  private var bad: BadCase<Value>?
  /// What the property threw when the test had been cancelled.
  private var cancellation: (any Error)?

  /// Nil if the property cannot be checked, which is recorded.
  init?(
    _ generator: Generator<Value>, _ name: String?, _ cases: Int?, _ change: (inout CheckSettings) -> Void,
    _ sourceLocation: SourceLocation, _ property: Property
  ) {
    guard let test = Test.current else {
      Issue.record("a property is checked in the task of a test, and this is none", sourceLocation: sourceLocation)
      return nil
    }
    do {
      environment = try PropertyEnvironment.current.get()
    } catch {
      Issue.record("\(error.description)", sourceLocation: sourceLocation)
      return nil
    }
    settings = environment.settings
    if let cases { settings.cases = cases }
    change(&settings)
    // What fails for one argument would be tried with another, and forgotten.
    if name == nil, Test.Case.current?.isParameterized == true { settings.failures = nil }
    self.test = test
    self.name = name ?? Self.name(of: sourceLocation, in: test)
    self.generator = generator
    self.property = property
    self.sourceLocation = sourceLocation
  }

  /// The test and the place in it, which stays what it is when lines come or go before the test.
  private static func name(of place: SourceLocation, in test: Test) -> String {
    let start = test.sourceLocation
    let name = ([test.id.moduleName] + test.id.nameComponents).joined(separator: "/")
    return place.fileID == start.fileID && place.line >= start.line
      ? "\(name)+\(place.line - start.line):\(place.column)" : "\(name) \(place.fileID):\(place.line):\(place.column)"
  }

  /// Checks the property, and records what is found if that is not good.
  nonisolated(nonsending) func check() async throws {
    let (isInterrupted, flag) = (settings.isInterrupted, isCancelled)
    settings.isInterrupted = { flag.isSet || isInterrupted() }
    let (me, actor) = (Unchecked(self), #isolation)
    try await withTaskCancellationHandler {
      try await issues.trait.provideScope(for: test, testCase: Test.Case.current) {
        await me.value.runWithoutIssues(isolation: actor)
      }
    } onCancel: {
      flag.set()
    }
    if let report { try record(report) }
  }

  private func runWithoutIssues(isolation: isolated (any Actor)?) async {
    await issues.collecting { report = await run() }
  }

  private nonisolated(nonsending) func run() async -> CheckReport<Value> {
    switch property {
    case .immediate(let property):
      return PropertyCheck(name, generator, settings: settings) { [self] value, trial in
        if let error = judged(value, trial, by: property) { throw error }
      }.run()
    case .waiting(let property):
      let exchange = CaseExchange<Value> { [name, generator, settings] judge in
        PropertyCheck(name, generator, settings: settings, judge).run()
      }
      var answer: (any Error)?
      while true {
        switch await exchange.next(answering: answer) {
        case .end(let report): return report
        case .judge(let value, let trial): answer = await judged(value, trial, by: property)
        }
      }
    }
  }

  private func judged(
    _ value: Value, _ trial: Trial, by property: Immediate
  ) -> (any Error)? {
    guard !isCancelled.isSet else { return Rejection.unwanted }
    do {
      try property(value, trial)
      return outcome(value, trial, nil)
    } catch {
      return outcome(value, trial, error)
    }
  }

  private nonisolated(nonsending) func judged(
    _ value: Value, _ trial: Trial,
    by property: Waiting
  ) async -> (any Error)? {
    guard !isCancelled.isSet else { return Rejection.unwanted }
    // The property hops to the actor of the caller by itself.
    nonisolated(unsafe) let (value, trial) = (value, trial)
    do {
      try await property(value, trial)
      return outcome(value, trial, nil)
    } catch {
      return outcome(value, trial, error)
    }
  }

  /// What a case has come to: nil if it was good.
  private func outcome(_ value: Value, _ trial: Trial, _ thrown: (any Error)?) -> (any Error)? {
    guard let error = issues.takeFailure() ?? thrown else { return nil }
    if error is Rejection { return error }
    if isCancelled.isSet {
      cancellation = thrown
      return Rejection.unwanted
    }
    let failure = Failure(error)
    // All bad cases that the shrinker comes by are simpler than the last.
    if bad == nil || bad?.failure.identity == failure.identity {
      bad = BadCase(value: value, failure: failure, choices: trial.choices)
    }
    return failure
  }

  private func record(_ report: CheckReport<Value>) throws {
    let text = ReportText(test: test, settings: settings, environment: environment)
    if let finding = text.finding(of: report), !isCancelled.isSet || report.counterexample != nil {
      Issue.record("\(finding)", sourceLocation: sourceLocation)
    } else if isCancelled.isSet, let bad {
      Issue.record("\(text.finding(of: bad))", sourceLocation: sourceLocation)
    } else if !report.warnings.isEmpty {
      let warnings = report.warnings.joined(separator: "\n")
      Issue.record("\(warnings)", severity: .warning, sourceLocation: sourceLocation)
    }
    if isCancelled.isSet { throw cancellation ?? CancellationError() }
  }
}

/// A case that failed, and may not be the simplest.
struct BadCase<Value> {
  let value: Value
  let failure: Failure
  let choices: ChoiceString
}

/// Something that happens once, seen by all threads.
final class Flag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() { value.store(true, ordering: .relaxed) }
}
