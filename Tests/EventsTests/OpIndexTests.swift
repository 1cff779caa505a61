import Events
import Testing

@Suite struct OpIndexTests {
  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { OpIndexMatcher() }
  }

  @Test(arguments: MatcherTrial.shapes.indices) func growsAndShrinks(_ shape: Int) throws {
    try MatcherCases.growth({ OpIndexMatcher() }, MatcherTrial.shapes[shape])
  }

  @Test func findsWhatTheExampleSays() throws { try MatcherCases.example { OpIndexMatcher() } }

  @Test func endsOfTheIntegersAreValues() throws { try MatcherCases.extremes { OpIndexMatcher() } }

  @Test func longSubscriptionsAreVerified() throws { try MatcherCases.longSubscriptions { OpIndexMatcher() } }

  /// Prices are asked for three times, volumes twice, symbols three times; price comes before symbol.
  @Test func pivotsAreTheLeastPopularAttributes() throws {
    var matcher = OpIndexMatcher()
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      matcher.insert(subscription, as: SubscriptionID(number))
    }
    matcher.rebuild()
    try matcher.checkInvariants()
    #expect((0..<5).map { matcher.pivot(of: SubscriptionID($0)) } == [0, 0, 1, 1, nil])
    for (event, expected) in ScanTests.events { #expect(MatcherCases.matches(matcher, event) == expected) }
  }

  /// Popularity is not that of a removal's moment but that of the insertion's: what is filed early stays where it was.
  @Test func aSubscriptionStaysWhereItWasFiled() throws {
    var matcher = OpIndexMatcher()
    matcher.insert([Constraint(1, 0, 9), Constraint(2, 0, 9)], as: SubscriptionID(0))
    #expect(matcher.pivot(of: SubscriptionID(0)) == 1)
    for number in 1..<20 { matcher.insert([Constraint(1, 0, 9)], as: SubscriptionID(number)) }
    #expect(matcher.pivot(of: SubscriptionID(0)) == 1)
    var rebuilt = matcher
    rebuilt.rebuild()
    #expect(rebuilt.pivot(of: SubscriptionID(0)) == 2)
    let event = [AttributeValue(1, 5), AttributeValue(2, 5)]
    #expect(MatcherCases.matches(matcher, event) == Array(0..<20))
    #expect(MatcherCases.matches(rebuilt, event) == Array(0..<20))
    let wasThere = matcher.remove(SubscriptionID(0))
    #expect(wasThere)
    try matcher.checkInvariants()
    #expect(MatcherCases.matches(matcher, event) == Array(1..<20))
  }

  /// Whoever is filed under an attribute that the event lacks costs nothing; of an ordered list only the run that is
  /// met is counted.
  @Test func onlyWhatIsMetInGroupsOfTheEventIsCounted() throws {
    var matcher = OpIndexMatcher()
    for number in 0..<1_000 { matcher.insert([Constraint(0, Int64(number), 2_000)], as: SubscriptionID(number)) }
    for number in 1_000..<2_000 { matcher.insert([Constraint(1, 0, 9)], as: SubscriptionID(number)) }
    matcher.rebuild()
    var scratch = matcher.makeScratch()
    var found: [SubscriptionID] = []
    matcher.match([AttributeValue(0, 99)], using: &scratch, into: &found)
    #expect(found.count == 100)
    // 100 low ends are not above the value, and all 1,000 high ends not below.
    #expect(scratch.candidates == 1_100)
  }
}
