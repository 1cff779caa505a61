import Events
import Randomness

/// Values, events and subscriptions drawn at random, with a liking for the edges of what they can be.
struct ModelDraws {
  var names = ["a", "b", "c", "d"]
  var depth = 3
  /// Operands of a conjunction or disjunction, at most.
  var operands = 4

  static let integers: [Int64] = [
    .min, .min + 1, -(1 << 62) - 1, -(1 << 62), -(1 << 62) + 1, -(1 << 53) - 2, -(1 << 53) - 1, -(1 << 53), -3, -2, -1,
    0, 1, 2, 3, 4, 5, 1 << 53, 1 << 53 + 1, 1 << 53 + 2, 1 << 53 + 3, 1 << 62 - 1, 1 << 62, 1 << 62 + 1, .max - 1, .max,
  ]

  static let doubles: [Double] = [
    -.infinity, -1e300, -0x1p63, -0x1.0000000000001p63, -0x1p62, -0x1.0000000000001p53, -1.5, -0.5,
    -.leastNonzeroMagnitude, -0.0,
    .leastNonzeroMagnitude,
    0.1, 0.5, 1.5, 2.5, 2.0.nextUp, 2.0.nextDown, 0x1p53, 0x1p53.nextDown - 0.5, 0x1p52 + 0.5, 0x1p62, 0x1p62.nextDown,
    0x1p63, 0x1p63.nextDown, 0x1p63.nextUp, 1e300, .greatestFiniteMagnitude, .infinity,
  ]

  static let texts = [
    "", "a", "b", "ab", "abc", "a\0", "a\0\0", "\0", "\0\0\0\0\0\0\0\0", "\0\0\0\0\0\0\0\0\0", "abcdefg", "abcdefgh",
    "abcdefgh\0", "abcdefghi", "abcdefghij", "abcdefgi", "abcdefg\0", "sports/football", "sports/tennis", "sports/",
    "\u{E9}", "e\u{301}", "\u{212B}", "\u{C5}", "\u{10FFFF}", "\u{FFFF}", "\u{1F468}\u{200D}\u{1F469}", "\"\\`\n\t\r",
  ]

  static let numbers: [EventValue] =
    integers.map { EventValue($0) } + doubles.compactMap { try? EventValue($0) }

  func value(using generator: inout Xoshiro256StarStar) -> EventValue {
    switch generator.below(6) {
    case 0: EventValue(generator.coin(0.5))
    case 1: text(using: &generator)
    default: number(using: &generator)
    }
  }

  func text(using generator: inout Xoshiro256StarStar) -> EventValue {
    EventValue(Self.texts[generator.below(Self.texts.count)])
  }

  func number(using generator: inout Xoshiro256StarStar) -> EventValue {
    switch generator.below(4) {
    case 0: Self.numbers[generator.below(Self.numbers.count)]
    case 1: EventValue(floatLiteral: Double(generator.below(21) - 10) / 2)
    default: EventValue(generator.below(11) - 5)
    }
  }

  func event(using generator: inout Xoshiro256StarStar) throws -> Event {
    var attributes: [(name: String, value: EventValue)] = []
    for name in names + ["elsewhere"] where generator.coin(0.7) {
      attributes.append((name, value(using: &generator)))
    }
    attributes.permute(using: &generator)
    return try Event(attributes: attributes)
  }

  func predicate(using generator: inout Xoshiro256StarStar) throws -> AttributePredicate {
    let name = names[generator.below(names.count)]
    let isText = generator.below(3) == 0
    func literal() -> EventValue { isText ? text(using: &generator) : number(using: &generator) }
    switch generator.below(12) {
    case 0: return try AttributePredicate(name, .exists)
    case 1: return try AttributePredicate(name, .equal(EventValue(generator.coin(0.5))))
    case 2: return try AttributePredicate(name, .notEqual(EventValue(generator.coin(0.5))))
    case 3: return try AttributePredicate(name, .equal(literal()))
    case 4: return try AttributePredicate(name, .notEqual(literal()))
    case 5: return try AttributePredicate(name, .less(literal()))
    case 6: return try AttributePredicate(name, .lessOrEqual(literal()))
    case 7: return try AttributePredicate(name, .greater(literal()))
    case 8: return try AttributePredicate(name, .greaterOrEqual(literal()))
    case 9: return try AttributePredicate(name, .oneOf((0...generator.below(4)).map { _ in literal() }))
    case 10 where isText: return try AttributePredicate(name, .prefix(literal()))
    default:
      let (one, other) = (literal(), literal())
      return (try? AttributePredicate(name, .within(one, other))) ?? (try AttributePredicate(name, .within(other, one)))
    }
  }

  func subscription(using generator: inout Xoshiro256StarStar) throws -> Subscription {
    try subscription(depth: depth, using: &generator)
  }

  private func subscription(depth: Int, using generator: inout Xoshiro256StarStar) throws -> Subscription {
    if depth == 0 || generator.below(4) == 0 {
      return switch generator.below(30) {
      case 0: .always
      case 1: .never
      default: Subscription(try predicate(using: &generator))
      }
    }
    if generator.below(4) == 0 { return try .negation(of: subscription(depth: depth - 1, using: &generator)) }
    let parts = try (0...generator.below(operands)).map { _ in try subscription(depth: depth - 1, using: &generator) }
    return try generator.coin(0.5) ? .conjunction(of: parts) : .disjunction(of: parts)
  }
}
