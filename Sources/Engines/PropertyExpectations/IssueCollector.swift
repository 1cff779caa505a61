import PropertyTesting
import Synchronization
import Testing

/// Takes the issues that are recorded while cases are judged, so that the test runner hears nothing of them.
///
/// Two means of Swift Testing together: an issue is first offered to the innermost `withKnownIssue`, which is ours unless the
/// property has one around it, and is remembered there; it is a known issue from then on, and the handler of an
/// `IssueHandlingTrait` drops it. The scope is entered once for a whole check.
final class IssueCollector: Sendable {
  private struct State {
    var isOpen = true
    var issues: [Issue] = []
  }

  private let state = Mutex(State())

  /// Drops what was recorded; issues of tasks that outlive the scope are nothing to it.
  var trait: IssueHandlingTrait { .filterIssues { _ in !self.isOpen } }

  private var isOpen: Bool { state.withLock(\.isOpen) }

  /// Takes all issues that `body` and its child tasks record.
  nonisolated(nonsending) func collecting(_ body: nonisolated(nonsending) () async -> Void) async {
    await withKnownIssue(isIntermittent: true) {
      await body()
    } matching: { issue in
      self.take(issue)
    }
    state.withLock { $0.isOpen = false }
  }

  private func take(_ issue: Issue) -> Bool {
    state.withLock { state in
      if state.isOpen { state.issues.append(issue) }
      return state.isOpen
    }
  }

  /// The first failure among the issues since the last call. A warning is none.
  func takeFailure() -> Failure? {
    state.withLock { state in
      if state.issues.isEmpty { return nil }
      defer { state.issues = [] }
      return state.issues.first { $0.severity == .error }.map { Failure($0) }
    }
  }
}

/// Something that is used by one thread at a time, which the compiler cannot see.
struct Unchecked<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
