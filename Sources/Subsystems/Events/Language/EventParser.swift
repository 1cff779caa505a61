/// What the parsers of events and of subscriptions have in common: a token ahead, names and values.
struct EventParser {
  private var lexer: EventLexer
  private(set) var token: EventToken
  /// What stood before the token, for messages.
  private var previous: Range<String.Index>?

  /// - Parameter expected: what the message says if no token begins the text.
  init(_ text: String, expected: String) throws(EventSyntaxError) {
    lexer = EventLexer(text)
    token = try lexer.token(expected: expected, after: nil)
  }

  /// Goes on to the next token.
  ///
  /// - Parameter expected: what should follow, for the message if no token begins there.
  mutating func advance(_ expected: String) throws(EventSyntaxError) {
    previous = token.range
    token = try lexer.token(expected: expected, after: previous)
  }

  /// The error that something else was expected at the token.
  func failure(_ expected: String) -> EventSyntaxError { lexer.failure(expected, after: previous, token.range) }

  /// The error that something else was expected in a range.
  func failure(_ expected: String, at range: Range<String.Index>) -> EventSyntaxError {
    lexer.failure(expected, range)
  }

  /// Whether the token is this keyword.
  func isAt(_ keyword: String) -> Bool { token.kind == .word(keyword) }

  /// Takes a mark if it stands here.
  mutating func take(_ mark: EventToken.Mark, then expected: String) throws(EventSyntaxError) -> Bool {
    guard token.kind == .mark(mark) else { return false }
    try advance(expected)
    return true
  }

  /// Takes the name of an attribute.
  mutating func name(then expected: String) throws(EventSyntaxError) -> String {
    switch token.kind {
    case .quotedName(let name):
      try advance(expected)
      return name
    case .word(let name) where !EventText.keywords.contains(name):
      try advance(expected)
      return name
    default: throw failure("the name of an attribute")
    }
  }

  /// Takes a value.
  mutating func value(then expected: String) throws(EventSyntaxError) -> EventValue {
    let value: EventValue
    switch token.kind {
    case .value(let literal): value = literal
    case .word("true"): value = true
    case .word("false"): value = false
    case .word("inf"): value = EventValue(ExactNumber.double(.infinity))
    default: throw failure("a value")
    }
    try advance(expected)
    return value
  }

  /// Takes the end.
  func end(expected: String) throws(EventSyntaxError) {
    if token.kind != .end { throw failure(expected) }
  }
}
