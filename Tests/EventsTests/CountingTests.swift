import Events
import Randomness
import Testing

@Suite struct CountingTests {
  @Test func findsWhatTheExampleSays() throws { try ClassicMatcherTrials.runExample { CountingMatcher() } }

  @Test func endsMayLieAnywhere() throws { try ClassicMatcherTrials.runLimits { CountingMatcher() } }

  @Test func churnLeavesNothingBehind() throws { try ClassicMatcherTrials.runChurn { CountingMatcher() } }

  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { CountingMatcher() }
  }

  @Test func countsOfTheExample() throws {
    var matcher = CountingMatcher()
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      matcher.insert(subscription, as: SubscriptionID(number))
    }
    var scratch = matcher.makeScratch()
    _ = ClassicMatcherTrials.matches(of: ScanTests.events[3].event, in: matcher, &scratch)
    for (number, expected) in [(1, 2), (1, 1), (1, 2), (3, 3)].enumerated() {
      let progress = matcher.progress(of: SubscriptionID(number), in: scratch)
      #expect(try #require(progress) == expected)
    }
  }

  /// A count is never more than the constraints, and equal to them just for what matches.
  @Test(arguments: MatcherTrial.shapes.indices) func countsAreFullForMatchesAlone(_ shape: Int) throws {
    let trial = MatcherTrial.shapes[shape]
    var generator = Seed(11).stream("counts")
    var matcher = CountingMatcher()
    for number in 0..<200 { matcher.insert(trial.constraints(using: &generator), as: SubscriptionID(number)) }
    for number in stride(from: 0, to: 200, by: 3) { matcher.remove(SubscriptionID(number)) }
    var scratch = matcher.makeScratch()
    for _ in 0..<200 {
      let found = ClassicMatcherTrials.matches(of: trial.event(using: &generator), in: matcher, &scratch)
      for number in 0..<200 where number % 3 != 0 {
        guard let progress = matcher.progress(of: SubscriptionID(number), in: scratch) else {
          Issue.record("s\(number) is not known")
          continue
        }
        #expect(progress.count <= progress.need)
        #expect((progress.count == progress.need) == found.contains(number))
      }
      #expect(found.allSatisfy { $0 % 3 != 0 })
    }
  }

  /// Counters keep what they counted long ago, which must not be taken for new when the epochs begin again.
  @Test func epochsRunOut() throws {
    var matcher = CountingMatcher()
    let both = [Constraint(0, 1, 1), Constraint(1, 1, 1)]
    matcher.insert(both, as: SubscriptionID(0))
    var scratch = matcher.makeScratch()
    let half = [AttributeValue(0, 1)]
    let whole = [AttributeValue(0, 1), AttributeValue(1, 1)]
    // Leaves a count of one under the first epochs and under the last.
    for _ in 0..<3 {
      let found = ClassicMatcherTrials.matches(of: half, in: matcher, &scratch)
      #expect(found.isEmpty)
    }
    scratch.skipEpochs(to: (1 << 24) - 3)
    for _ in 0..<6 {
      let found = ClassicMatcherTrials.matches(of: half, in: matcher, &scratch)
      let progress = matcher.progress(of: SubscriptionID(0), in: scratch)
      #expect(found.isEmpty)
      #expect(try #require(progress) == (1, 2))
    }
    scratch.skipEpochs(to: (1 << 24) - 2)
    for _ in 0..<6 {
      let found = ClassicMatcherTrials.matches(of: whole, in: matcher, &scratch)
      #expect(found == [0])
    }
  }

  /// So many constraints that a byte does not hold their number, and that there are few epochs: these run out in
  /// earnest.
  @Test func manyConstraints() throws {
    var matcher = CountingMatcher()
    matcher.insert([Constraint(3, 0, 9)], as: SubscriptionID(0))
    var scratch = matcher.makeScratch()
    let first = ClassicMatcherTrials.matches(of: [AttributeValue(3, 5)], in: matcher, &scratch)
    #expect(first == [0])
    for (id, count) in [(1, 254), (2, 255), (3, 256), (4, 70_000)] {
      matcher.insert((0..<UInt32(count)).map { Constraint($0, 0, 9) }, as: SubscriptionID(id))
    }
    try matcher.checkInvariants()
    for (count, expected) in [
      (3, []), (4, [0]), (253, [0]), (254, [0, 1]), (255, [0, 1, 2]), (256, [0, 1, 2, 3]), (69_999, [0, 1, 2, 3]),
      (70_000, [0, 1, 2, 3, 4]),
    ] {
      let event = (0..<UInt32(count)).map { AttributeValue($0, 5) }
      let found = ClassicMatcherTrials.matches(of: event, in: matcher, &scratch)
      #expect(found == expected)
    }
    let event = (0..<UInt32(4)).map { AttributeValue($0, 5) }
    for _ in 0..<70_000 {
      var matches: [SubscriptionID] = []
      matcher.match(event, using: &scratch, into: &matches)
      #expect(matches == [SubscriptionID(0)])
    }
    matcher.remove(SubscriptionID(4))
    try matcher.checkInvariants()
  }

  /// With few values each is a cell of its own, and nothing is tested: a count for each satisfied constraint is all the
  /// work.
  @Test func fewValuesNeedNoTests() throws {
    var matcher = CountingMatcher()
    for number in 0..<256 {
      let low = Int64(number % 40)
      matcher.insert([Constraint(0, low, low + 7)], as: SubscriptionID(number))
    }
    var scratch = matcher.makeScratch()
    let found = ClassicMatcherTrials.matches(of: [AttributeValue(0, 20)], in: matcher, &scratch)
    #expect(found.count == scratch.candidates)
    #expect(found == (0..<256).filter { 13...20 ~= $0 % 40 })
  }
}
