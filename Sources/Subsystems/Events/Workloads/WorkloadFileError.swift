/// Why something is not the text of a workload: where, what was expected there, and what was found.
public struct WorkloadFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The two ways in which it can be wrong.
  public enum Kind: Hashable, Sendable {
    /// The file is missing, a directory, not a regular file, or cannot be read.
    case input
    /// It can be read, but is not a workload.
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

  init(_ kind: Kind, path: String, line: Int? = nil, column: Int? = nil, expected: String, found: String) {
    self.kind = kind
    self.path = path
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
  }

  /// One line for the terminal: `path, line 3, field 5: expected ..., found ...`.
  public var description: String {
    let line = line.map { ", line \($0)" } ?? ""
    let column = column.map { ", field \($0)" } ?? ""
    return "\(printable(path))\(line)\(column): expected \(expected), found \(found)"
  }
}

/// The text with everything escaped that could move the cursor, colour the terminal or reorder the line.
func printable(_ text: String) -> String {
  text.unicodeScalars.map(escaped).joined()
}

/// Text in quotation marks, at most 40 characters between them, what is not printable escaped.
func excerpt(_ bytes: some Sequence<UInt8>) -> String {
  // Four bytes are enough for any character.
  let scalars = String(decoding: Array(bytes.prefix(164)), as: UTF8.self).unicodeScalars.map(escaped)
  guard scalars.joined().unicodeScalars.count > 40 else { return "\"\(scalars.joined())\"" }
  var kept = ""
  for scalar in scalars {
    guard kept.unicodeScalars.count + scalar.unicodeScalars.count < 40 else { break }
    kept += scalar
  }
  return "\"\(kept)…\""
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  default:
    String(scalar)
  }
}
