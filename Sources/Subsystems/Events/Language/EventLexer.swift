/// Cuts a text into tokens, one at a time.
///
/// It goes by Unicode scalars, so that whatever follows a quotation mark cannot merge with it into one character.
struct EventLexer {
  let text: String
  private let scalars: String.UnicodeScalarView
  private var place: String.Index

  init(_ text: String) {
    self.text = text
    scalars = text.unicodeScalars
    place = scalars.startIndex
  }

  private var next: Unicode.Scalar? { place < scalars.endIndex ? scalars[place] : nil }

  private mutating func advance() { place = scalars.index(after: place) }

  private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
    while let scalar = next, condition(scalar) { advance() }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    advance()
    return true
  }

  /// What stands in a range, for a message: the beginning is enough.
  private func found(_ range: Range<String.Index>) -> String {
    if range.isEmpty { return "the end" }
    let beginning = scalars[range].prefix(24)
    let isWhole = beginning.endIndex == range.upperBound
    return EventText.quoted(String(beginning), in: "'") + (isWhole ? "" : "...")
  }

  /// The error that something else was expected, after something.
  func failure(
    _ expected: String, after previous: Range<String.Index>? = nil, _ range: Range<String.Index>
  ) -> EventSyntaxError {
    let phrase = previous.map { "\(expected) after \(found($0))" } ?? expected
    return EventSyntaxError(at: range.lowerBound, of: text, expected: phrase, found: found(range))
  }

  /// The end of the text, or the one scalar here.
  private var here: Range<String.Index> { place..<(next == nil ? place : scalars.index(after: place)) }

  /// The next token; the end, again and again, when there is none.
  ///
  /// - Parameters:
  ///   - expected: what the message says if no token begins here.
  ///   - previous: what stands before it, if anything does.
  mutating func token(expected: String, after previous: Range<String.Index>?) throws(EventSyntaxError) -> EventToken {
    skip { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    let start = place
    guard let first = next else { return EventToken(kind: .end, range: start..<start) }
    let kind: EventToken.Kind
    if EventText.beginsName(first) {
      skip(while: EventText.continuesName)
      kind = .word(String(scalars[start..<place]))
    } else if first == "\"" {
      kind = .value(EventValue(try quoted(in: "\"")))
    } else if first == "`" {
      let name = try quoted(in: "`")
      if name.isEmpty { throw failure("a name", start..<place) }
      kind = .quotedName(name)
    } else if EventText.isDigit(first) || first == "-" {
      kind = .value(try number())
    } else {
      guard let mark = mark() else { throw failure(expected, after: previous, here) }
      kind = mark
    }
    return EventToken(kind: kind, range: start..<place)
  }

  /// The longest comparator or mark that stands here.
  private mutating func mark() -> EventToken.Kind? {
    let start = place
    guard let scalar = next else { return nil }
    advance()
    switch scalar {
    case "=": return .comparator(.equal)
    case "<": return .comparator(take("=") ? .lessOrEqual : .less)
    case ">": return .comparator(take("=") ? .greaterOrEqual : .greater)
    case "!" where take("="): return .comparator(.notEqual)
    case "(": return .mark(.openParenthesis)
    case ")": return .mark(.closeParenthesis)
    case "[": return .mark(.openBracket)
    case "]": return .mark(.closeBracket)
    case "{": return .mark(.openBrace)
    case "}": return .mark(.closeBrace)
    case ",": return .mark(.comma)
    case ":": return .mark(.colon)
    default:
      place = start
      return nil
    }
  }

  /// A number: `-`? (`inf` | digits (`.` digits)? ((`e` | `E`) (`+` | `-`)? digits)?).
  private mutating func number() throws(EventSyntaxError) -> EventValue {
    let start = place
    let isNegative = take("-")
    if isNegative, next == "i" {
      skip(while: EventText.continuesName)
      guard scalars[start..<place].elementsEqual("-inf".unicodeScalars) else {
        throw failure("a number after '-'", start..<place)
      }
      return EventValue(ExactNumber.double(-.infinity))
    }
    try digits()
    var isInteger = true
    if take(".") {
      isInteger = false
      try digits()
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    if let scalar = next, EventText.continuesName(scalar) {
      skip(while: EventText.continuesName)
      throw failure("a number", start..<place)
    }
    return try isInteger ? integer(start..<place) : double(start..<place)
  }

  private mutating func digits() throws(EventSyntaxError) {
    guard let scalar = next, EventText.isDigit(scalar) else {
      throw failure("a digit", here)
    }
    skip(while: EventText.isDigit)
  }

  private func integer(_ range: Range<String.Index>) throws(EventSyntaxError) -> EventValue {
    guard let integer = Int64(text[range]) else { throw failure("an integer of 64 bits", range) }
    return EventValue(integer)
  }

  private func double(_ range: Range<String.Index>) throws(EventSyntaxError) -> EventValue {
    guard let double = Double(text[range]), let number = ExactNumber(double), double.isFinite else {
      throw failure("a number in the range of doubles", range)
    }
    return EventValue(number)
  }

  /// A text between quotes on one line, and what it means.
  private mutating func quoted(in quote: Unicode.Scalar) throws(EventSyntaxError) -> String {
    advance()
    var result = String.UnicodeScalarView()
    while let scalar = next, scalar != "\n", scalar != "\r" {
      advance()
      if scalar == quote { return String(result) }
      result.append(scalar == "\\" ? try escaped() : scalar)
    }
    throw failure("\(quote) at the end of what it begins", here)
  }

  /// What an escape stands for, its backslash being behind us.
  private mutating func escaped() throws(EventSyntaxError) -> Unicode.Scalar {
    let start = place
    guard let scalar = next else { throw failure("an escape after the backslash", here) }
    advance()
    switch scalar {
    case "\\", "\"", "`": return scalar
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "u":
      guard take("{") else { throw failure("'{' after '\\u'", here) }
      let digits = place
      skip { $0.properties.isASCIIHexDigit }
      let number = UInt32(text[digits..<place], radix: 16)
      guard let number, let scalar = Unicode.Scalar(number), take("}") else {
        throw failure("'\\u{...}' with the number of a Unicode scalar in hexadecimal digits", start..<place)
      }
      return scalar
    default: throw failure("an escape: \\\", \\`, \\\\, \\n, \\t, \\r or \\u{...}", start..<place)
    }
  }
}
