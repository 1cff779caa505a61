import InputFiles

/// The text of a workload, read line by line and field by field: the bytes themselves, since there are millions of fields.
///
/// Fields are separated by blanks, which are spaces and tabs; lines end with LF or CR LF, the last perhaps with nothing. Lines without a
/// field are passed over.
struct WorkloadText {
  /// What it is called in errors.
  let path: String

  private let bytes: [UInt8]
  /// The place of the next byte to read.
  private var next = 0
  /// The end of the line, and the start of the next.
  private var lineEnd = 0
  private var nextLine = 0
  /// The number of the line, from 1, and of the field that was last read in it.
  private var line = 0
  private var field = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// Its length.
  var byteCount: Int { bytes.count }

  /// Whether the line has no more fields.
  var isAtEndOfLine: Bool { next == lineEnd }

  /// Goes to the next line that has a field, and reads the letter that says what the line is.
  mutating func begin(_ letter: UInt8, _ expected: @autoclosure () -> String) throws(WorkloadFileError) {
    guard findLine() else {
      throw WorkloadFileError(
        .content, path: path, line: line + 1, expected: expected(), found: "the end of the file")
    }
    let text = takeField()
    guard text.count == 1, bytes[text.lowerBound] == letter else { throw error(expected: expected(), found: text) }
  }

  /// Makes sure that only blank lines follow.
  mutating func end(_ expected: @autoclosure () -> String) throws(WorkloadFileError) {
    guard findLine() else { return }
    let text = takeField()
    throw error(expected: expected(), found: text)
  }

  /// Makes sure that the line has no more fields.
  mutating func endLine() throws(WorkloadFileError) {
    guard !isAtEndOfLine else { return }
    let text = takeField()
    throw error(expected: "the end of the line", found: text)
  }

  /// Reads a word that must stand there.
  mutating func skip(_ word: String) throws(WorkloadFileError) {
    let text = takeField()
    guard bytes[text].elementsEqual(word.utf8) else { throw error(expected: word, found: text) }
  }

  /// Reads a name.
  mutating func name() throws(WorkloadFileError) -> String {
    let text = takeField()
    guard let name = String(validating: bytes[text], as: UTF8.self), WorkloadLimits.isName(name) else {
      throw error(expected: WorkloadLimits.name, found: text)
    }
    return name
  }

  /// Reads a decimal number from `low` to `high`, which are not negative.
  @inline(__always)
  mutating func number(
    _ name: @autoclosure () -> String, from low: Int64, to high: Int64
  ) throws(WorkloadFileError) -> Int64 {
    let start = next
    var (value, isTooLarge): (Int64, Bool) = (0, false)
    while next < lineEnd, case let digit = bytes[next] &- UInt8(ascii: "0"), digit < 10 {
      let (tens, isFar) = value.multipliedReportingOverflow(by: 10)
      let (sum, isBeyond) = tens.addingReportingOverflow(Int64(digit))
      value = sum
      isTooLarge = isTooLarge || isFar || isBeyond
      next &+= 1
    }
    guard next > start, next == lineEnd || isBlank(bytes[next]), !isTooLarge, low <= value, value <= high else {
      next = start
      throw numberError(name(), from: low, to: high)
    }
    field &+= 1
    skipBlanks()
    return value
  }

  @inline(never)
  private mutating func numberError(_ name: String, from low: Int64, to high: Int64) -> WorkloadFileError {
    let text = takeField()
    if low > high { return error(expected: "the end of the line, as none comes after \(high)", found: text) }
    return error(expected: low == high ? "\(name) of \(low)" : "\(name) from \(low) to \(high)", found: text)
  }

  private mutating func findLine() -> Bool {
    while nextLine < bytes.count {
      next = nextLine
      lineEnd = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      nextLine = lineEnd + 1
      if lineEnd > next, bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
      line += 1
      field = 0
      skipBlanks()
      if !isAtEndOfLine { return true }
    }
    return false
  }

  /// The next field, empty at the end of the line.
  private mutating func takeField() -> Range<Int> {
    field += 1
    let start = next
    while next < lineEnd, !isBlank(bytes[next]) { next += 1 }
    let text = start..<next
    skipBlanks()
    return text
  }

  private mutating func skipBlanks() {
    while next < lineEnd, isBlank(bytes[next]) { next &+= 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private func error(expected: String, found text: Range<Int>) -> WorkloadFileError {
    WorkloadFileError(
      .content, path: path, line: line, column: field, expected: expected,
      found: text.isEmpty ? "the end of the line" : excerpt(bytes[text]))
  }
}
