import InputFiles

/// The text of a square matrix, consumed a chunk at a time.
///
/// One row a line, fields separated by a tab, a comma or spaces (spaces around a tab or comma do not count), lines
/// ended by LF or CR LF, the last line perhaps not at all. Blank lines may only follow the matrix. Whatever is wrong
/// is reported at the first byte that shows it, so that a huge file of something else is never read to its end.
struct LatencyTable {
  /// The cells so far, row by row, in milliseconds.
  private(set) var cells: [Double] = []
  /// The number of fields of the first row, which all others must have too; 0 before its end.
  private(set) var width = 0

  private let path: String
  private let unit: LatencyUnit

  private enum Position {
    case lineStart
    case afterSeparator
    case inField
    case afterSpace
    case afterCarriageReturn
  }

  private var position = Position.lineStart
  private var line = 1
  private var firstBlankLine: Int?
  private var fieldsInLine = 0
  private var field: [UInt8] = []

  /// No decimal number that anybody writes is longer.
  private static let longestField = 100

  init(path: String, unit: LatencyUnit) {
    self.path = path
    self.unit = unit
  }

  /// Takes the next bytes of the file.
  mutating func consume(_ bytes: ArraySlice<UInt8>) throws(LatencyFileError) {
    for byte in bytes {
      if position == .afterCarriageReturn && byte != UInt8(ascii: "\n") {
        throw error(expected: "a line feed after the carriage return", found: excerpt([byte]))
      }
      switch byte {
      case UInt8(ascii: "\n"):
        if position != .afterCarriageReturn {
          try endLine()
        }
        position = .lineStart
        line += 1
      case UInt8(ascii: "\r"):
        try endLine()
        position = .afterCarriageReturn
      case UInt8(ascii: " "):
        if position == .inField {
          try endField()
          position = .afterSpace
        }
      case UInt8(ascii: "\t"), UInt8(ascii: ","):
        try endFieldAtSeparator()
        position = .afterSeparator
      default:
        if position != .inField {
          try beginField()
          position = .inField
        }
        field.append(byte)
        if field.count > Self.longestField {
          throw fieldError()
        }
      }
    }
  }

  /// Takes the end of the file.
  mutating func finish() throws(LatencyFileError) {
    if position != .lineStart && position != .afterCarriageReturn {
      try endLine()
    }
    guard width > 0 else {
      throw LatencyFileError(
        .content, path: path, line: 1, expected: "a square matrix of latencies", found: "an empty file")
    }
    let rows = cells.count / width
    guard rows == width else {
      throw LatencyFileError(
        .content, path: path, line: rows + 1, expected: "\(width) rows, as many as fields in a row",
        found: "the end of the file after \(rows)")
    }
  }

  private mutating func beginField() throws(LatencyFileError) {
    if let blank = firstBlankLine {
      throw LatencyFileError(
        .content, path: path, line: blank, expected: "a row of latencies", found: "a blank line before line \(line)")
    }
    if width > 0 && fieldsInLine == 0 && cells.count == width * width {
      throw error(expected: "the end of the file after \(width) rows of \(width) fields", found: "another row")
    }
    fieldsInLine += 1
    if width > 0 && fieldsInLine > width {
      throw error(expected: "\(width) fields as in line 1", found: "another field")
    }
    if fieldsInLine > LatencyMatrix.largestCount {
      throw error(expected: "at most \(LatencyMatrix.largestCount) fields in a row", found: "another field")
    }
  }

  private mutating func endField() throws(LatencyFileError) {
    guard let number = DecimalNumeral(field) else { throw fieldError() }
    let milliseconds = number.value(shiftedBy: unit.powerOfTen)
    guard milliseconds >= 0 && milliseconds <= LatencyUnit.longestMilliseconds else { throw fieldError() }
    cells.append(milliseconds)
    field.removeAll(keepingCapacity: true)
  }

  private mutating func endFieldAtSeparator() throws(LatencyFileError) {
    switch position {
    case .inField:
      try endField()
    case .lineStart, .afterSeparator:
      try beginField()
      throw fieldError()
    case .afterSpace, .afterCarriageReturn:
      break
    }
  }

  private mutating func endLine() throws(LatencyFileError) {
    if position == .lineStart {
      firstBlankLine = firstBlankLine ?? line
      return
    }
    if position != .afterSpace {
      try endFieldAtSeparator()
    }
    if width == 0 {
      guard fieldsInLine >= 2 else {
        throw error(expected: "at least 2 fields, for 2 hosts", found: "the end of the line after 1")
      }
      width = fieldsInLine
    } else if fieldsInLine < width {
      throw error(expected: "\(width) fields as in line 1", found: "the end of the line after \(fieldsInLine)")
    }
    fieldsInLine = 0
  }

  private func fieldError() -> LatencyFileError {
    let found =
      if field.isEmpty {
        "an empty field"
      } else if field.contains(0) || field.count <= Self.longestField && String(validating: field, as: UTF8.self) == nil
      {
        "bytes that are not text, \(excerpt(field))"
      } else {
        excerpt(field)
      }
    return error(expected: "a decimal number from 0 to \(unit.longest) \(unit.rawValue)", found: found)
  }

  private func error(expected: String, found: String) -> LatencyFileError {
    LatencyFileError(
      .content, path: path, line: line, column: fieldsInLine > 0 ? fieldsInLine : nil, expected: expected, found: found)
  }
}
