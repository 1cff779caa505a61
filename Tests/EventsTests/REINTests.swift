import Events
import Testing

@Suite struct REINTests {
  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { REINMatcher() }
  }

  @Test(arguments: MatcherTrial.shapes.indices) func growsAndShrinks(_ shape: Int) throws {
    try MatcherCases.growth({ REINMatcher() }, MatcherTrial.shapes[shape])
  }

  @Test func findsWhatTheExampleSays() throws { try MatcherCases.example { REINMatcher() } }

  @Test func endsOfTheIntegersAreValues() throws { try MatcherCases.extremes { REINMatcher() } }

  @Test func longSubscriptionsAreMatched() throws { try MatcherCases.longSubscriptions { REINMatcher() } }

  @Test func bordersAreLearntFromTheEnds() throws {
    var matcher = REINMatcher()
    #expect(matcher.bucketCount(of: 7) == 0)
    matcher.insert([Constraint(7, 0, 0)], as: SubscriptionID(0))
    #expect(matcher.bucketCount(of: 7) == 1)
    // Ends that crowd near zero and thin out to the end of the integers.
    for number in 1..<40_000 {
      let low = Int64(1) << Int64(number % 60) + Int64(number)
      matcher.insert([Constraint(7, low, low + 5)], as: SubscriptionID(number))
    }
    try matcher.checkInvariants()
    #expect((100...1_000).contains(matcher.bucketCount(of: 7)))
    var scratch = matcher.makeScratch()
    var found: [SubscriptionID] = []
    matcher.match([AttributeValue(7, 20_000)], using: &scratch, into: &found)
    // Each of the others is marked once, and few more than those are compared.
    #expect(scratch.candidates < 40_000 + 1_000)
  }

  /// As published, for events that have all attributes: sparse events find too much.
  @Test func withoutMarksForAbsentAttributesTooMuchIsFound() throws {
    var matcher = REINMatcher()
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      matcher.insert(subscription, as: SubscriptionID(number))
    }
    matcher.marksAbsentAttributes = false
    let (full, sparse) = (ScanTests.events[0], ScanTests.events[1])
    #expect(MatcherCases.matches(matcher, full.event) == full.matches)
    #expect(MatcherCases.matches(matcher, sparse.event) == [1, 3, 4])
    matcher.marksAbsentAttributes = true
    #expect(MatcherCases.matches(matcher, sparse.event) == sparse.matches)
  }
}
