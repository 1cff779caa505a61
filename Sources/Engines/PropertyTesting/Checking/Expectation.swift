/// An error that says where it was found, so that two faults of one kind are told apart.
public protocol LocatedError: Error {
  /// A place in the code, for instance `Module/File.swift:12`.
  var location: String { get }
}

/// Why something is not as it must be.
public struct Violation: LocatedError, CustomStringConvertible, Sendable {
  /// What was found, with the values that show it.
  public let finding: String

  /// Where it was looked for.
  public let location: String

  /// The finding and its place.
  public var description: String { "\(finding) (\(location))" }
}

/// Throws a ``Violation`` unless `condition` holds.
@inlinable
public func expect(
  _ condition: Bool, _ finding: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws(Violation) {
  if !condition { throw violation(finding(), file, line) }
}

@usableFromInline
func violation(_ finding: String, _ file: StaticString, _ line: UInt) -> Violation {
  Violation(finding: finding, location: "\(file):\(line)")
}

/// Gives the case up, neither good nor bad, unless `condition` holds.
@inlinable
public func assume(_ condition: Bool) throws(Rejection) {
  if !condition { throw .unwanted }
}
