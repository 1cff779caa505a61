/// Parses subscriptions by recursive descent, one level of recursion for each level of the expression.
struct SubscriptionParser {
  private var parser: EventParser
  private var depth = 0

  private static let operand = "a predicate, 'not' or '('"
  private static let comparison = "a comparison"

  init(_ text: String) throws(EventSyntaxError) {
    parser = try EventParser(text, expected: Self.operand)
  }

  mutating func subscription() throws(EventSyntaxError) -> Subscription {
    let result = try disjunction()
    try parser.end(expected: "'and', 'or' or the end")
    return result
  }

  private mutating func disjunction() throws(EventSyntaxError) -> Subscription {
    let start = parser.token.range
    var operands = [try conjunction()]
    while parser.isAt("or") {
      try parser.advance(Self.operand)
      operands.append(try conjunction())
    }
    do { return try .disjunction(of: operands) } catch { throw tooDeep(start) }
  }

  private mutating func conjunction() throws(EventSyntaxError) -> Subscription {
    let start = parser.token.range
    var operands = [try operand()]
    while parser.isAt("and") {
      try parser.advance(Self.operand)
      operands.append(try operand())
    }
    do { return try .conjunction(of: operands) } catch { throw tooDeep(start) }
  }

  private mutating func operand() throws(EventSyntaxError) -> Subscription {
    let start = parser.token.range
    depth += 1
    defer { depth -= 1 }
    if depth > Subscription.deepest { throw tooDeep(start) }
    switch parser.token.kind {
    case .word("true"):
      try parser.advance("'and', 'or' or the end")
      return .always
    case .word("false"):
      try parser.advance("'and', 'or' or the end")
      return .never
    case .word("not"):
      try parser.advance(Self.operand)
      let operand = try operand()
      do { return try .negation(of: operand) } catch { throw tooDeep(start) }
    case .mark(.openParenthesis):
      try parser.advance(Self.operand)
      let inner = try disjunction()
      guard try parser.take(.closeParenthesis, then: "'and', 'or' or the end") else {
        throw parser.failure("'and', 'or' or ')'")
      }
      return inner
    case .word("exists"):
      try parser.advance("the name of an attribute")
      return try predicate(parser.name(then: "'and', 'or' or the end"), .exists, start)
    case .quotedName: return try predicate()
    case .word(let word) where !EventText.keywords.contains(word): return try predicate()
    default: throw parser.failure(Self.operand)
    }
  }

  private func tooDeep(_ range: Range<String.Index>) -> EventSyntaxError {
    parser.failure("at most \(Subscription.deepest) levels of operators and parentheses", at: range)
  }

  private mutating func predicate() throws(EventSyntaxError) -> Subscription {
    let name = try parser.name(then: Self.comparison)
    switch parser.token.kind {
    case .comparator(let comparator):
      try parser.advance("a value")
      let place = parser.token.range
      let value = try parser.value(then: "'and', 'or' or the end")
      return try predicate(name, Self.comparison(comparator, value), place)
    case .word("in"):
      try parser.advance("'[' or '{'")
      return try membership(of: name)
    case .word("prefix"):
      try parser.advance("a text")
      guard case .value(let prefix) = parser.token.kind, prefix.valueClass == .text else {
        throw parser.failure("a text")
      }
      let place = parser.token.range
      try parser.advance("'and', 'or' or the end")
      return try predicate(name, .prefix(prefix), place)
    default: throw parser.failure(Self.comparison)
    }
  }

  private static func comparison(
    _ comparator: EventToken.Comparator, _ value: EventValue
  ) -> AttributePredicate.Comparison {
    switch comparator {
    case .equal: .equal(value)
    case .notEqual: .notEqual(value)
    case .less: .less(value)
    case .lessOrEqual: .lessOrEqual(value)
    case .greater: .greater(value)
    case .greaterOrEqual: .greaterOrEqual(value)
    }
  }

  /// What follows `in`.
  private mutating func membership(of name: String) throws(EventSyntaxError) -> Subscription {
    let start = parser.token.range
    if try parser.take(.openBracket, then: "a value") {
      let low = try parser.value(then: "','")
      guard try parser.take(.comma, then: "a value") else { throw parser.failure("','") }
      let high = try parser.value(then: "']'")
      let range = start.lowerBound..<parser.token.range.upperBound
      guard try parser.take(.closeBracket, then: "'and', 'or' or the end") else { throw parser.failure("']'") }
      return try predicate(name, .within(low, high), range)
    }
    guard try parser.take(.openBrace, then: "a value") else { throw parser.failure("'[' or '{'") }
    var values: [EventValue] = []
    repeat { values.append(try parser.value(then: "',' or '}'")) } while try parser.take(.comma, then: "a value")
    let range = start.lowerBound..<parser.token.range.upperBound
    guard try parser.take(.closeBrace, then: "'and', 'or' or the end") else { throw parser.failure("',' or '}'") }
    return try predicate(name, .oneOf(values), range)
  }

  private func predicate(
    _ name: String, _ comparison: AttributePredicate.Comparison, _ place: Range<String.Index>
  ) throws(EventSyntaxError) -> Subscription {
    do { return Subscription(try AttributePredicate(name, comparison)) } catch {
      throw parser.failure(error.expected, at: place)
    }
  }
}

extension InvalidPredicate {
  /// What should have stood in its place.
  fileprivate var expected: String {
    switch self {
    case .emptyName: "the name of an attribute"
    case .emptyRange: "a range whose low end is not above its high end"
    case .emptySet: "a value"
    case .mixedClasses: "values of one class"
    case .booleanOrder: "numbers or texts, since booleans are compared by = and != only"
    case .prefixOfNoText: "a text"
    }
  }
}
