import InputFiles

/// Why a file is not a latency matrix: where, what was expected there, and what was found.
public struct LatencyFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The two ways in which a file can be wrong.
  public enum Kind: Sendable, Hashable {
    /// The file is missing, a directory, not a regular file, or cannot be read.
    case input
    /// The file can be read, but is not a matrix of latencies.
    case content
  }

  /// Whether the file could not be read, or what it says is wrong.
  public let kind: Kind

  /// The file, as it was named.
  public let path: String

  /// The line, from 1; nil if the error is about the file as a whole.
  public let line: Int?

  /// The number of the field in its line, from 1 (fields, not characters); nil if the error is about a whole line.
  public let column: Int?

  /// What would have been right.
  public let expected: String

  /// What stands there instead. Excerpts are at most 40 characters long and free of control characters.
  public let found: String

  init(
    _ kind: Kind, path: String, line: Int? = nil, column: Int? = nil, expected: String, found: String
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
  }

  /// Why a file could not be read.
  init(_ failure: RegularFile.Failure, path: String, largestSize: Int) {
    if case .tooLarge = failure {
      self.init(.content, path: path, expected: "a file of at most \(largestSize) bytes", found: failure.found)
    } else {
      self.init(.input, path: path, expected: "a readable regular file", found: failure.found)
    }
  }

  /// One line for the terminal: `path, line 3, field 5: expected ..., found ...`.
  public var description: String {
    let line = line.map { ", line \($0)" } ?? ""
    let column = column.map { ", field \($0)" } ?? ""
    return "\(path.printable)\(line)\(column): expected \(expected), found \(found)"
  }
}
