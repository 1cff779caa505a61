import Events
import Testing

/// Constraints whose ends are the smallest and largest values and those around every border that a matcher may have
/// inside, held against the meaning of matching, each with each; and attributes of any number.
enum EndsTrial {
  /// The ends of 64 bits, those around zero, and those around the borders of 24-bit codes of values that begin with 0
  /// and with 1,000.
  static let ends: [Int64] = {
    var ends: [Int64] = [.min, .min + 1, -(1 << 62), -1, 0, 1, 999, 1_000, 1 << 62, .max - 1, .max]
    let reach: Int64 = 1 << 23 - 1
    for border in [-reach, reach, 1_000 - reach, 1_000 + reach] { ends += (border - 3)...(border + 3) }
    return ends
  }()

  static func run<M: Matcher & ~Copyable>(
    _ make: () -> M, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for first: Int64 in [0, 1_000, .min, .max] {
      var matcher = make()
      var scratch = matcher.makeScratch()
      var ranges = [Constraint(0, first, first)]
      for low in ends { for high in ends where low <= high { ranges.append(Constraint(0, low, high)) } }
      for (number, range) in ranges.enumerated() {
        let isNew = matcher.insert([range, Constraint(1, range.low, .max)], as: SubscriptionID(number))
        #expect(isNew, sourceLocation: sourceLocation)
      }
      try matcher.checkInvariants()
      for value in ends {
        for event in [[AttributeValue(0, value), AttributeValue(1, value)], [AttributeValue(0, value)]] {
          var matches: [SubscriptionID] = []
          matcher.match(event, using: &scratch, into: &matches)
          let expected = ranges.indices.filter { event.count == 2 && ranges[$0].admits(value) }
          let isRight = matches.sorted() == expected.map { SubscriptionID($0) }
          #expect(isRight, "\(event)", sourceLocation: sourceLocation)
        }
      }
      for number in ranges.indices { matcher.remove(SubscriptionID(number)) }
      try matcher.checkInvariants()
    }
  }

  /// More attributes than 16 bits number, among them the last.
  static func runAttributes<M: Matcher & ~Copyable>(
    _ make: () -> M, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var matcher = make()
    var scratch = matcher.makeScratch()
    let attributes = (0..<70_000).map { $0 * 50_000 } + [Int(UInt32.max)]
    for (number, attribute) in attributes.enumerated() {
      matcher.insert(
        [Constraint(UInt32(attribute), 1, Int64(1 + number % 3))], as: SubscriptionID(number))
    }
    for number in [0, 1, 65_534, 65_535, 65_536, 69_999, 70_000] {
      for value in Int64(0)...4 {
        var matches: [SubscriptionID] = []
        matcher.match(
          [AttributeValue(UInt32(attributes[number]), value)], using: &scratch, into: &matches)
        let isMatch = value >= 1 && value <= 1 + number % 3
        #expect(matches == (isMatch ? [SubscriptionID(number)] : []), sourceLocation: sourceLocation)
      }
    }
    try matcher.checkInvariants()
  }
}
