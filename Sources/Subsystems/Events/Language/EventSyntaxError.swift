/// Where a text stops being a subscription or an event, and what was expected there.
public struct EventSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int

  /// The column, in characters from 1.
  public let column: Int

  /// What could have stood there, such as `a value after '<'`.
  public let expected: String

  /// What stands there, such as `'and'` or `the end`.
  public let found: String

  init(at place: String.Index, of text: String, expected: String, found: String) {
    let before = text.unicodeScalars[..<place]
    let lineStart = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
    line = before.count { $0 == "\n" } + 1
    column = text[lineStart..<place].count + 1
    self.expected = expected
    self.found = found
  }

  /// Such as `column 7: expected a value after '<', found 'and'`, with the line unless it is the first.
  public var description: String {
    (line == 1 ? "" : "line \(line), ") + "column \(column): expected \(expected), found \(found)"
  }
}
