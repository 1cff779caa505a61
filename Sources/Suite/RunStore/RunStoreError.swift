import InputFiles

/// Why a store, or a file that goes into one or comes out of it, is not what was asked for.
public struct RunStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as far as a caller acts on it.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// There is no such file, or nothing was ever stored in it.
    case missing
    /// The file is there and cannot be read.
    case unreadable
    /// The file is no longer, or never was, a database that can be relied on. It has not been written to.
    case damaged
    /// A database of another program. It has not been written to.
    case foreign
    /// A store that a newer version of the suite has written. It has not been written to.
    case newer
    /// A file to import does not say what it should.
    case malformed
    /// What is to be added is there already, and is not the same.
    case conflicting
    /// The store cannot be written: the folder, the disk, or another process that does not let go of it.
    case output
    /// Nothing has the name that was given.
    case unknown
    /// A name, a number or a run that no store takes.
    case unsuitable
  }

  /// What is wrong.
  public let kind: Kind

  /// The file, as it was named.
  public let path: String

  /// The line of a file that was to be imported, from 1; nil if the error is about the file as a whole.
  public let line: Int?

  /// Where in the line or the document, such as `series[2].values[0]`; nil if the error is about all of it.
  public let place: String?

  /// What would have been right.
  public let expected: String

  /// What there is instead.
  public let found: String

  package init(
    _ kind: Kind, path: String, line: Int? = nil, place: String? = nil, expected: String, found: String
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.place = place
    self.expected = expected
    self.found = found
  }

  /// One line for the terminal: `path, line 3, series[2].size: expected ..., found ...`.
  public var description: String {
    let line = line.map { ", line \($0)" } ?? ""
    let place = place.map { ", \($0.printable)" } ?? ""
    return "\(path.printable)\(line)\(place): expected \(expected.printable), found \(found.printable)"
  }
}
