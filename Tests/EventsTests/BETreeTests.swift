import Events
import Randomness
import Testing

@Suite struct BETreeTests {
  @Test(arguments: MatcherTrial.shapes.indices, [1, 3, 10, 48]) func namesComeAndGo(
    _ shape: Int, _ capacity: Int
  ) throws {
    try MatcherTrial.shapes[shape].run { BETreeMatcher(capacity: capacity) }
  }

  @Test(arguments: [1, 10, 48]) func standsEveryCase(_ capacity: Int) throws {
    try MatcherCases.example { BETreeMatcher(capacity: capacity) }
    try MatcherCases.extremes { BETreeMatcher(capacity: capacity) }
    try MatcherCases.longSubscriptions { BETreeMatcher(capacity: capacity) }
  }

  @Test(arguments: MatcherTrial.shapes.indices) func growsAndShrinks(_ shape: Int) throws {
    try MatcherCases.growth({ BETreeMatcher(capacity: 8) }, MatcherTrial.shapes[shape])
  }

  @Test func takesAnyEnds() throws {
    try EndsTrial.run { BETreeMatcher(capacity: 2) }
  }

  @Test func takesAnyAttributes() throws {
    try EndsTrial.runAttributes { BETreeMatcher(capacity: 4) }
  }

  @Test func whatLacksAnAttributePassesItsSubtreesBy() throws {
    var matcher = BETreeMatcher(capacity: 10)
    for number in 0..<1_000 {
      let value = Int64(number % 100)
      matcher.insert([Constraint(0, value, value + 5), Constraint(1, 0, 9)], as: SubscriptionID(number))
    }
    var scratch = matcher.makeScratch()
    var matches: [SubscriptionID] = []
    matcher.match([AttributeValue(2, 3)], using: &scratch, into: &matches)
    #expect(scratch.candidates == 0 && matches.isEmpty)
    matcher.match([AttributeValue(0, 50), AttributeValue(1, 3)], using: &scratch, into: &matches)
    #expect(matches.count == 60)
    // Those whose range does not cross a border lie in an interval of eight values or less.
    #expect(scratch.candidates < 500)
  }

  @Test func equalSubscriptionsStayInOneListThatGrows() throws {
    var matcher = BETreeMatcher(capacity: 5)
    let subscription = [Constraint(0, 7, 7), Constraint(3, 1, 2)]
    for number in 0..<500 { matcher.insert(subscription, as: SubscriptionID(number)) }
    try matcher.checkInvariants()
    #expect(matcher.nodeCount == 3)
    var scratch = matcher.makeScratch()
    var matches: [SubscriptionID] = []
    matcher.match([AttributeValue(0, 7), AttributeValue(3, 2)], using: &scratch, into: &matches)
    #expect(matches.count == 500)
    for number in 0..<500 where number != 250 { matcher.remove(SubscriptionID(number)) }
    try matcher.checkInvariants()
    matches = []
    matcher.match([AttributeValue(0, 7), AttributeValue(3, 2)], using: &scratch, into: &matches)
    #expect(matches == [SubscriptionID(250)])
  }

  @Test func deletionLeavesNothingBehind() throws {
    var trial = MatcherTrial()
    (trial.attributes, trial.constraints, trial.values) = (30, 6, 1_000)
    var generator = Seed(5).stream("be-tree deletion")
    var matcher = BETreeMatcher(capacity: 4)
    for round in 0..<3 {
      for number in 0..<2_000 {
        let isNew = matcher.insert(trial.constraints(using: &generator), as: SubscriptionID(number))
        #expect(isNew)
      }
      try matcher.checkInvariants()
      #expect(matcher.nodeCount > 100)
      for number in 0..<2_000 {
        let id = SubscriptionID(round == 1 ? number : 1_999 - number)
        let wasThere = matcher.remove(id)
        #expect(wasThere)
        if number % 250 == 0 { try matcher.checkInvariants() }
      }
      #expect(matcher.nodeCount == 1 && matcher.count == 0)
      try matcher.checkInvariants()
    }
  }

  @Test func readersDoNotDisturbEachOther() throws {
    let trial = MatcherTrial()
    var generator = Seed(6).stream("be-tree readers")
    var matcher = BETreeMatcher(capacity: 3)
    for number in 0..<300 { matcher.insert(trial.constraints(using: &generator), as: SubscriptionID(number)) }
    var (one, other) = (matcher.makeScratch(), matcher.makeScratch())
    for _ in 0..<200 {
      let (event, between) = (trial.event(using: &generator), trial.event(using: &generator))
      var (first, ignored, second): ([SubscriptionID], [SubscriptionID], [SubscriptionID]) = ([], [], [])
      matcher.match(event, using: &one, into: &first)
      matcher.match(between, using: &other, into: &ignored)
      matcher.match(event, using: &other, into: &second)
      #expect(first == second)
    }
  }
}
