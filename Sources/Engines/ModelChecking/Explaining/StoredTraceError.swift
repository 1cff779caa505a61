import InputFiles

/// Why a trace could not be read from a file or written to it: where, what was expected there, and what was found.
public struct StoredTraceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The ways in which it can go wrong.
  public enum Kind: Hashable, Sendable {
    /// The file is missing, a directory, not a regular file, or cannot be read.
    case input
    /// The file can be read, but is not a trace.
    case content
    /// The file cannot be written.
    case output
  }

  /// Whether the file could not be read or written, or what it says is wrong.
  public let kind: Kind

  /// The file, as it was named.
  public let path: String

  /// The place in the file, for instance `steps[2].ordinal`; nil if the error is about the file as a whole.
  public let place: String?

  /// What would have been right.
  public let expected: String

  /// What is there instead. Excerpts are at most 40 characters long and free of control characters.
  public let found: String

  /// An error about a file, or a place in it.
  public init(_ kind: Kind, path: String, place: String? = nil, expected: String, found: String) {
    self.kind = kind
    self.path = path
    self.place = place
    self.expected = expected
    self.found = found
  }

  /// One line for the terminal: `path, steps[2].ordinal: expected ..., found ...`.
  public var description: String {
    "\(path.printable)\(place.map { ", \($0)" } ?? ""): expected \(expected), found \(found)"
  }
}
