/// The smallest piece of the language.
struct EventToken: Sendable {
  enum Kind: Hashable, Sendable {
    /// A bare name or a keyword.
    case word(String)
    /// A name in back quotes, without them.
    case quotedName(String)
    /// A text or a number.
    case value(EventValue)
    case comparator(Comparator)
    case mark(Mark)
    case end
  }

  enum Comparator: Hashable, Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  enum Mark: Hashable, Sendable {
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    case comma, colon
  }

  let kind: Kind
  /// Where it stands in the text.
  let range: Range<String.Index>
}
