import InputFiles

/// A line of a log, read item by item: words, strings in quotation marks, and brackets, with blanks and commas between
/// them, as in Clojure's data notation.
struct OperationLogLine {
  private let path: String
  private let number: Int
  private var rest: ArraySlice<UInt8>
  private var itemCount = 0

  /// The line `text`, which is valid UTF-8.
  init(path: String, number: Int, text: ArraySlice<UInt8>) {
    self.path = path
    self.number = number
    rest = text
    skipBlanks()
  }

  /// Whether all items have been read.
  var isAtEnd: Bool { rest.isEmpty }

  /// Reads one of `words`.
  mutating func word(_ words: String...) throws(OperationLogError) -> String {
    let item = next()
    guard let word = words.first(where: { item.elementsEqual($0.utf8) }) else {
      throw error(expected: words.joined(separator: " or "), found: item)
    }
    return word
  }

  /// Reads the next item if it is `word`; says whether it was.
  mutating func skipIfNext(_ word: String) -> Bool {
    var rest = self
    guard rest.next().elementsEqual(word.utf8) else { return false }
    self = rest
    return true
  }

  /// Reads `words`, which tell nothing new.
  mutating func skip(_ words: String...) throws(OperationLogError) {
    for expected in words {
      _ = try word(expected)
    }
  }

  /// Reads a decimal number.
  mutating func integer(_ name: String) throws(OperationLogError) -> Int {
    let item = next()
    guard let value = decimal(item) else {
      throw error(expected: "\(name), a number from 0 to \(Int.max)", found: item)
    }
    return value
  }

  /// Reads a decimal number, or `nil` for none.
  mutating func optionalInteger(_ name: String) throws(OperationLogError) -> Int? {
    let item = next()
    if item.elementsEqual("nil".utf8) {
      return nil
    }
    guard let value = decimal(item) else {
      throw error(expected: "\(name), nil or a number from 0 to \(Int.max)", found: item)
    }
    return value
  }

  /// Reads a string in quotation marks, in which a backslash comes before a quotation mark and before a backslash.
  mutating func string(_ name: String) throws(OperationLogError) -> ByteString {
    guard rest.first == UInt8(ascii: "\"") else {
      let item = next()
      throw error(expected: "\(name) in quotation marks", found: item)
    }
    itemCount += 1
    var bytes: [UInt8] = []
    var index = rest.startIndex + 1
    while index < rest.endIndex {
      switch rest[index] {
      case UInt8(ascii: "\""):
        rest = rest[(index + 1)...]
        skipBlanks()
        return ByteString(bytes)
      case UInt8(ascii: "\\"):
        index += 1
        guard index < rest.endIndex, rest[index] == UInt8(ascii: "\"") || rest[index] == UInt8(ascii: "\\") else {
          throw error(expected: "\\\" or \\\\ where \(name) has a backslash", found: rest[(index - 1)...])
        }
        bytes.append(rest[index])
      default:
        bytes.append(rest[index])
      }
      index += 1
    }
    throw error(expected: "a quotation mark at the end of \(name)", found: rest)
  }

  /// Makes sure that nothing is left.
  mutating func end() throws(OperationLogError) {
    guard isAtEnd else {
      let item = next()
      throw error(expected: "the end of the line", found: item)
    }
  }

  /// The error that a whole line is wrong.
  func error(expected: String, found: String) -> OperationLogError {
    OperationLogError(.content, path: path, line: number, expected: expected, found: found)
  }

  /// Adds `event` to `history` if it can come next there.
  func append<Object>(
    _ event: RecordedHistory<Object>.Event, to history: inout RecordedHistory<Object>
  ) throws(OperationLogError) {
    do throws(HistoryError) {
      try history.append(event)
    } catch {
      throw self.error(expected: error.expected, found: error.found)
    }
  }

  private func error(expected: String, found item: ArraySlice<UInt8>) -> OperationLogError {
    OperationLogError(
      .content, path: path, line: number, item: itemCount, expected: expected,
      found: item.isEmpty ? "the end of the line" : excerpt(item))
  }

  /// The next item, empty at the end of the line.
  private mutating func next() -> ArraySlice<UInt8> {
    itemCount += 1
    var end = rest.startIndex
    if let first = rest.first {
      end += 1
      if !isBracket(first) {
        while end < rest.endIndex && !isBracket(rest[end]) && !isBlank(rest[end]) {
          end += 1
        }
      }
    }
    let item = rest[..<end]
    rest = rest[end...]
    skipBlanks()
    return item
  }

  private mutating func skipBlanks() {
    rest = rest.drop(while: isBlank)
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\r")
  }

  private func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
  }

  private func decimal(_ item: ArraySlice<UInt8>) -> Int? {
    item.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(String(decoding: item, as: UTF8.self)) : nil
  }
}
