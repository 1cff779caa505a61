import PropertyTesting
import Testing

extension Failure {
  /// The failure that an issue stands for: the same one if it is of the same kind and comes from the same place.
  init(_ issue: Issue) {
    let place = issue.sourceLocation.map { "\($0.fileID):\($0.line):\($0.column)" }
    let text = (["\(issue.kind)"] + issue.comments.map(\.rawValue)).joined(separator: ": ")
    self.init(
      kind: Self.name(of: issue.kind), location: place, message: place.map { "\(text) (\($0))" } ?? text)
  }

  /// The kind without what it holds; an error by its type.
  private static func name(of kind: Issue.Kind) -> String {
    switch kind {
    case .errorCaught(let error): String(reflecting: type(of: error))
    case .expectationFailed: "expectation"
    case .confirmationMiscounted: "confirmation"
    case .knownIssueNotRecorded: "known issue"
    default: "issue"
    }
  }
}
