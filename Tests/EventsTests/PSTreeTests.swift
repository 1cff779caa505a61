import Events
import Testing

@Suite struct PSTreeTests {
  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { PSTreeMatcher() }
  }

  @Test(arguments: MatcherTrial.shapes.indices) func growsAndShrinks(_ shape: Int) throws {
    try MatcherCases.growth({ PSTreeMatcher() }, MatcherTrial.shapes[shape])
  }

  @Test func findsWhatTheExampleSays() throws { try MatcherCases.example { PSTreeMatcher() } }

  @Test func endsOfTheIntegersAreValues() throws { try MatcherCases.extremes { PSTreeMatcher() } }

  @Test func longSubscriptionsAreMatched() throws { try MatcherCases.longSubscriptions { PSTreeMatcher() } }

  /// Ranges 0...9, 10...19, ..., 630...639 leave one space below them, one for each, and one above.
  @Test func endsCutTheValuesIntoSpaces() throws {
    var matcher = PSTreeMatcher()
    #expect(matcher.spaceCount(of: 3) == 1)
    for number in 0..<64 {
      matcher.insert([Constraint(3, Int64(10 * number), Int64(10 * number + 9))], as: SubscriptionID(number))
    }
    try matcher.checkInvariants()
    // Every third of the 128 ends is sampled and cuts on its other side as well.
    #expect(matcher.spaceCount(of: 3) == 66 + 43)
    var scratch = matcher.makeScratch()
    for value in -1...640 {
      var found: [SubscriptionID] = []
      matcher.match([AttributeValue(3, Int64(value))], using: &scratch, into: &found)
      #expect(found.map(\.index) == (0..<640).filter { $0 == value }.map { $0 / 10 })
    }
    // A value looks at nobody but who holds throughout its space: guard and constraints of the one that it finds.
    #expect(scratch.candidates == 2 * 640)
  }

  /// The access constraint is the one that lets the fewest events through: of equally popular attributes that with the
  /// narrowest range, and a rare attribute before a popular one.
  @Test func accessIsByTheMostSelectiveConstraint() throws {
    var matcher = PSTreeMatcher()
    for number in 0..<64 {
      let value = Int64(number)
      matcher.insert([Constraint(0, value, value + 40), Constraint(1, value, value)], as: SubscriptionID(number))
    }
    #expect((0..<64).allSatisfy { matcher.accessAttribute(of: SubscriptionID($0)) == 1 })
    matcher.insert([Constraint(1, 7, 8), Constraint(2, 0, 1_000)], as: SubscriptionID(64))
    #expect(matcher.accessAttribute(of: SubscriptionID(64)) == 2)
    matcher.insert([], as: SubscriptionID(65))
    #expect(matcher.accessAttribute(of: SubscriptionID(65)) == nil)
    try matcher.checkInvariants()
    #expect(
      MatcherCases.matches(matcher, [AttributeValue(0, 20), AttributeValue(1, 7), AttributeValue(2, 5)]) == [7, 64, 65])
  }

  /// Ranges that come after the cuts reach into spaces that they do not fill: they are found all the same, and only
  /// where they hold.
  @Test func rangesBetweenTheCutsAreVerified() throws {
    var matcher = PSTreeMatcher()
    for number in 0..<64 { matcher.insert([Constraint(0, 0, 999)], as: SubscriptionID(number)) }
    let spaces = matcher.spaceCount(of: 0)
    for number in 64..<100 {
      matcher.insert([Constraint(0, Int64(number), Int64(number))], as: SubscriptionID(number))
    }
    #expect(matcher.spaceCount(of: 0) == spaces)
    try matcher.checkInvariants()
    #expect(MatcherCases.matches(matcher, [AttributeValue(0, 80)]) == Array(0..<64) + [80])
    #expect(MatcherCases.matches(matcher, [AttributeValue(0, 100)]) == Array(0..<64))
  }
}
