import Events
import Randomness
import Testing

@Suite struct PivotTests {
  @Test(arguments: PivotPolicy.allCases) func findsWhatTheExampleSays(_ policy: PivotPolicy) throws {
    try ClassicMatcherTrials.runExample { PivotMatcher(policy) }
  }

  @Test(arguments: PivotPolicy.allCases) func endsMayLieAnywhere(_ policy: PivotPolicy) throws {
    try ClassicMatcherTrials.runLimits { PivotMatcher(policy) }
  }

  @Test(arguments: PivotPolicy.allCases) func churnLeavesNothingBehind(_ policy: PivotPolicy) throws {
    try ClassicMatcherTrials.runChurn { PivotMatcher(policy) }
  }

  @Test(arguments: PivotPolicy.allCases, MatcherTrial.shapes.indices)
  func namesComeAndGo(_ policy: PivotPolicy, _ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { PivotMatcher(policy) }
  }

  /// Popularity 3, 2, 3; by it the pivots of the four subscriptions that have one.
  @Test func pivotsOfTheExample() throws {
    var matcher = PivotMatcher(.leastPopular)
    // In this order the first comes when its two attributes are not yet equally popular.
    for number in [4, 1, 3, 2, 0] { matcher.insert(ScanTests.subscriptions[number], as: SubscriptionID(number)) }
    matcher.rebuild()
    try matcher.checkInvariants()
    let popularity = (0..<3).map { matcher.popularity(of: $0) }
    let pivots = (0..<5).map { matcher.pivot(of: SubscriptionID($0)) }
    #expect(popularity == [3, 2, 3])
    #expect(pivots == [0, 0, 1, 1, nil])
    matcher.remove(SubscriptionID(3))
    let popularityLater = (0..<3).map { matcher.popularity(of: $0) }
    #expect(popularityLater == [2, 1, 2])
  }

  /// The event of a price and a symbol looks at two subscriptions instead of four.
  @Test func candidatesOfTheExample() throws {
    var matcher = PivotMatcher(.leastPopular)
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      matcher.insert(subscription, as: SubscriptionID(number))
    }
    matcher.rebuild()
    for (place, expected) in [(0, 4), (1, 2), (2, 2), (3, 4)] {
      var scratch = matcher.makeScratch()
      _ = ClassicMatcherTrials.matches(of: ScanTests.events[place].event, in: matcher, &scratch)
      #expect(scratch.candidates == expected)
    }
  }

  @Test func policiesChooseDifferently() {
    let wideOnRare = [Constraint(0, 0, 1), Constraint(1, 0, 99)]
    for (policy, expected) in [
      (PivotPolicy.leastPopular, UInt32(1)), (.leastPopularSelective, 0), (.mostPopular, 0),
    ] {
      var matcher = PivotMatcher(policy)
      for number in 0..<3 { matcher.insert([Constraint(0, 0, 99)], as: SubscriptionID(number)) }
      matcher.insert(wideOnRare, as: SubscriptionID(3))
      let pivot = matcher.pivot(of: SubscriptionID(3))
      #expect(pivot == expected)
    }
  }

  /// What was chosen at insertion stays when popularity changes, until all is filed anew.
  @Test func pivotsStayUntilTheyAreChosenAnew() throws {
    var matcher = PivotMatcher(.leastPopular)
    matcher.insert([Constraint(0, 1, 1), Constraint(1, 1, 1)], as: SubscriptionID(0))
    let first = matcher.pivot(of: SubscriptionID(0))
    for number in 1..<4 { matcher.insert([Constraint(0, 1, 5)], as: SubscriptionID(number)) }
    let later = matcher.pivot(of: SubscriptionID(0))
    matcher.rebuild()
    let anew = matcher.pivot(of: SubscriptionID(0))
    #expect(first == 0 && later == 0 && anew == 1)
    let removed = matcher.remove(SubscriptionID(0))
    #expect(removed)
    try matcher.checkInvariants()
  }

  /// Another order of insertion, and filing anew, change nothing that is found.
  @Test(arguments: PivotPolicy.allCases, MatcherTrial.shapes.indices)
  func orderDoesNotMatter(_ policy: PivotPolicy, _ shape: Int) throws {
    let trial = MatcherTrial.shapes[shape]
    var generator = Seed(9).stream("order")
    let subscriptions = (0..<500).map { _ in trial.constraints(using: &generator) }
    var forward = PivotMatcher(policy)
    var backward = PivotMatcher(policy)
    for number in 0..<500 { forward.insert(subscriptions[number], as: SubscriptionID(number)) }
    for number in (0..<500).reversed() { backward.insert(subscriptions[number], as: SubscriptionID(number)) }
    var scratch = forward.makeScratch()
    let events = (0..<300).map { _ in trial.event(using: &generator) }
    let found = events.map { ClassicMatcherTrials.matches(of: $0, in: forward, &scratch) }
    let foundBackward = events.map { ClassicMatcherTrials.matches(of: $0, in: backward, &scratch) }
    #expect(found == foundBackward)
    forward.rebuild()
    try forward.checkInvariants()
    let foundAnew = events.map { ClassicMatcherTrials.matches(of: $0, in: forward, &scratch) }
    #expect(found == foundAnew)
    #expect(found.contains { !$0.isEmpty })
  }

  /// Cells are learnt: an event of one value looks only at what asks for this value.
  @Test func cellsPartTheValues() throws {
    var matcher = PivotMatcher()
    for number in 0..<1_024 {
      let value = Int64(number % 32)
      matcher.insert([Constraint(0, value, value)], as: SubscriptionID(number))
    }
    try matcher.checkInvariants()
    var scratch = matcher.makeScratch()
    let found = ClassicMatcherTrials.matches(of: [AttributeValue(0, 7)], in: matcher, &scratch)
    #expect(found == (0..<1_024).filter { $0 % 32 == 7 })
    #expect(scratch.candidates == 32)
  }
}
