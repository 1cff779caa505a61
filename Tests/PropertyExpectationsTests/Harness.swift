import Foundation
import PropertyExpectations
import PropertyTesting
import Synchronization
import Testing

/// The issues that reach the runner while `body` runs in an environment of its own; none of them counts against the test.
func issues(
  _ variables: [String: String] = ["IVCE_FAILURES": "none"], _ body: @escaping @Sendable () async throws -> Void
) async throws -> [Issue] {
  let test = try #require(Test.current)
  let issues = Mutex<[Issue]>([])
  let environment = Result { () throws(PropertyEnvironment.Malformed) in
    try PropertyEnvironment(variables) { 99 }
  }
  let trait = IssueHandlingTrait.compactMapIssues { issue in
    issues.withLock { $0.append(issue) }
    return nil
  }
  try await trait.provideScope(for: test, testCase: Test.Case.current) {
    try await PropertyEnvironment.$current.withValue(environment, operation: body)
  }
  return issues.withLock { $0 }
}

extension Issue {
  /// What it says.
  var text: String { comments.map(\.rawValue).joined(separator: "\n") }
}

/// A folder that is gone after the test.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}

/// Counts in any task.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  @discardableResult
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
