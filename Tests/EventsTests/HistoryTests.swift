import Events
import Randomness
import Testing

/// What a matcher has been through must not show: not in what it finds, nor in what it holds or reads.
@Suite struct HistoryTests {
  /// Matches one event, and says how many subscriptions were looked at.
  private func look<M: Matcher & ~Copyable>(_ matcher: borrowing M, _ event: [AttributeValue]) -> (
    found: Int, tests: Int
  ) {
    var scratch = matcher.makeScratch()
    var matches: [SubscriptionID] = []
    matcher.match(event, using: &scratch, into: &matches)
    return (matches.count, scratch.candidates)
  }

  @Test func valuesThatGrowStayTellable() throws {
    var matcher = AdaptiveMatcher()
    for step in 0..<200_000 {
      matcher.insert([Constraint(0, Int64(step), Int64(step))], as: SubscriptionID(step % 1_000))
      matcher.remove(SubscriptionID((step + 1) % 1_000))
    }
    let last = look(matcher, [AttributeValue(0, 199_999)])
    #expect(last.found == 1 && last.tests < 50)
    try matcher.checkInvariants()
  }

  @Test func oneOutlierDoesNotBlurAllOthers() throws {
    var matcher = BlockMatcher()
    matcher.insert([Constraint(0, 0, .max - 1)], as: SubscriptionID(0))
    for number in 1..<20_000 {
      matcher.insert([Constraint(0, Int64(number), Int64(number))], as: SubscriptionID(number))
    }
    let found = look(matcher, [AttributeValue(0, 77)])
    #expect(found.found == 2 && found.tests < 200)
    try matcher.checkInvariants()
  }

  @Test func attributesThatAreGoneLeaveNothing() throws {
    var matcher = BlockMatcher()
    for number in 0..<2 { matcher.insert([Constraint(0, 1, 1), Constraint(1, 5, 6)], as: SubscriptionID(number)) }
    let before = matcher.bytes
    for attribute in UInt32(2)..<4_000 {
      for number in 2..<6 {
        matcher.insert(
          [Constraint(0, 1, 1), Constraint(attribute, Int64(number), Int64(number) + 1)], as: SubscriptionID(number))
      }
      for number in 2..<6 { matcher.remove(SubscriptionID(number)) }
    }
    var scratch = matcher.makeScratch()
    var matches: [SubscriptionID] = []
    matcher.match([AttributeValue(0, 1), AttributeValue(1, 5)], using: &scratch, into: &matches)
    #expect(matches.count == 2 && scratch.bytesRead < 5_000)
    // What an attribute has been called is remembered, some hundred bytes each.
    let after = matcher.bytes
    #expect(after < before + 1_200_000)
    try matcher.checkInvariants()
  }

  @Test func freeLanesAreTakenUp() throws {
    var matcher = BlockMatcher()
    let constraint = [Constraint(0, 1, 1), Constraint(1, 2, 3)]
    for number in 0..<20_000 { matcher.insert(constraint, as: SubscriptionID(number)) }
    let before = matcher.bytes
    var generator = Seed(3).stream("history")
    for _ in 0..<40 {
      var names = Set<Int>()
      for _ in 0..<2_000 { names.insert(generator.below(20_000)) }
      for name in names.sorted() { matcher.remove(SubscriptionID(name)) }
      for name in names.sorted() { matcher.insert(constraint, as: SubscriptionID(name)) }
    }
    let after = matcher.bytes
    #expect(after < before * 5 / 4)
    let found = look(matcher, [AttributeValue(0, 1), AttributeValue(1, 2)]).found
    #expect(found == 20_000)
    try matcher.checkInvariants()
  }

  @Test func bitmapsOfThoseWhoLeftAreGivenBack() throws {
    var matcher = BitsetMatcher()
    let workload = WorkloadRecipe.d.workload(subscriptions: 20_000)
    for number in 0..<20_000 { matcher.insert(Array(workload.subscription(number)), as: SubscriptionID(number)) }
    let full = matcher.bytes
    for number in 1..<20_000 { matcher.remove(SubscriptionID(number)) }
    let left = matcher.bytes
    #expect(left < full / 4)
    try matcher.checkInvariants()
  }

  @Test(arguments: [40, 63, 64, 65, 300, 5_000]) func longSubscriptionsAreMet(_ length: Int) throws {
    try meetsLong(length, AdaptiveMatcher())
    try meetsLong(length, BlockMatcher())
    try meetsLong(length, BitsetMatcher())
  }

  private func meetsLong<M: Matcher & ~Copyable>(_ length: Int, _ empty: consuming M) throws {
    var matcher = empty
    let long = (0..<length).map { Constraint(UInt32($0), 10, 20) }
    for number in 0..<5 { matcher.insert(long, as: SubscriptionID(number)) }
    var event = (0..<length).map { AttributeValue(UInt32($0), 15) }
    let met = look(matcher, event).found
    #expect(met == 5)
    event[length - 1].value = 21
    let missed = look(matcher, event).found
    #expect(missed == 0)
    try matcher.checkInvariants()
  }

  /// Codes that stand for many values each, up to the ends of the integers.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64]) func codesReachTheEnds(_ seed: UInt64) throws {
    var generator = Seed(seed).stream("ends")
    func value() -> Int64 {
      let word = Int64(bitPattern: generator.next())
      return [word, word >> 8, .max - (word >> 40).magnitude.clamped, .min, .max, word >> 50][generator.below(6)]
    }
    var matcher = AdaptiveMatcher()
    var oracle = ScanMatcher()
    for step in 0..<6_000 {
      let id = SubscriptionID(generator.below(1_500))
      if generator.below(3) == 0 {
        let removed = (matcher.remove(id), oracle.remove(id))
        #expect(removed.0 == removed.1)
      } else {
        let ends = (0..<2).map { _ in (value(), value()) }
        let constraints = ends.enumerated().map {
          Constraint(UInt32($0.offset), min($0.element.0, $0.element.1), max($0.element.0, $0.element.1))
        }
        oracle.insert(constraints, as: id)
        matcher.insert(constraints, as: id)
      }
      if step % 10 == 0 {
        let event = [AttributeValue(0, value()), AttributeValue(1, value())]
        let (found, expected) = (look(matcher, event).found, look(oracle, event).found)
        #expect(found == expected, "step \(step)")
      }
    }
    try matcher.checkInvariants()
  }
}

extension UInt64 {
  fileprivate var clamped: Int64 { Int64(Swift.min(self, UInt64(Int64.max))) }
}
