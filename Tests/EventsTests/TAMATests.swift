import Events
import Testing

@Suite struct TAMATests {
  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { TAMAMatcher() }
  }

  /// Whatever the cells, and wherever the domain lies.
  @Test(arguments: [(1, 0...0), (2, 0...23), (4, -5...1_000), (11, .min ... .max), (30, 5...20), (1, .min ... .max)])
  func exactWithAnyTree(_ depth: Int, _ domain: ClosedRange<Int64>) throws {
    for trial in MatcherTrial.shapes { try trial.run { TAMAMatcher(depth: depth, domain: domain) } }
  }

  @Test(arguments: [(1, 0...0), (2, 0...23), (4, -5...1_000), (11, 0...1_023), (11, .min ... .max), (30, 5...20)])
  func approximateMissesNothing(_ depth: Int, _ domain: ClosedRange<Int64>) throws {
    for trial in MatcherTrial.shapes {
      try trial.run({ TAMAMatcher(depth: depth, domain: domain, mode: .approximate) }, isExact: false)
    }
  }

  /// With a cell for each value, and values and ends inside the domain, the approximate mode finds what the scan finds.
  @Test func approximateIsExactWithACellForEachValue() throws {
    // Values are drawn from -2 on, and ranges end below 64, 2,048 and 64.
    for (shape, depth) in [(0, 7), (2, 12), (4, 7)] {
      let domain = -2...Int64(1 << (depth - 1)) - 3
      try MatcherTrial.shapes[shape].run { TAMAMatcher(depth: depth, domain: domain, mode: .approximate) }
    }
  }

  @Test(arguments: MatcherTrial.shapes.indices) func growsAndShrinks(_ shape: Int) throws {
    try MatcherCases.growth({ TAMAMatcher() }, MatcherTrial.shapes[shape])
  }

  @Test func findsWhatTheExampleSays() throws {
    try MatcherCases.example { TAMAMatcher() }
    try MatcherCases.example { TAMAMatcher(mode: .approximate) }
  }

  @Test func endsOfTheIntegersAreValues() throws { try MatcherCases.extremes { TAMAMatcher() } }

  @Test func longSubscriptionsAreVerified() throws {
    try MatcherCases.longSubscriptions { TAMAMatcher() }
    try MatcherCases.longSubscriptions { TAMAMatcher(mode: .approximate) }
  }

  /// Eight cells of four values: ranges are rounded outward, and the approximate mode errs where they end, and there
  /// only.
  @Test func falsePositivesAreAtRangeEdges() throws {
    var (approximate, exact) = (
      TAMAMatcher(depth: 4, domain: 0...31, mode: .approximate), TAMAMatcher(depth: 4, domain: 0...31)
    )
    for number in 0..<3 {
      let range = [Constraint(0, 6, 13), Constraint(0, 8, 11), Constraint(0, 40, 50)][number]
      approximate.insert([range], as: SubscriptionID(number))
      exact.insert([range], as: SubscriptionID(number))
    }
    func both(_ value: Int64) -> [[Int]] {
      [approximate, exact].map { MatcherCases.matches($0, [AttributeValue(0, value)]) }
    }
    #expect(both(3) == [[], []])
    #expect(both(4) == [[0], []])
    #expect(both(6) == [[0], [0]])
    #expect(both(9) == [[0, 1], [0, 1]])
    #expect(both(15) == [[0], []])
    #expect(both(16) == [[], []])
    // Beyond the domain all values are in the last cell.
    #expect(both(28) == [[2], []])
    #expect(both(45) == [[2], [2]])
    #expect(both(60) == [[2], []])
    #expect(both(27) == [[], []])
  }

  /// A value meets a range at one node, whichever of its nodes that is.
  @Test func aRangeIsCountedOnce() throws {
    var matcher = TAMAMatcher(depth: 8, domain: 0...127)
    matcher.insert([Constraint(0, 1, 126)], as: SubscriptionID(0))
    var scratch = matcher.makeScratch()
    for value in 1...126 {
      var found: [SubscriptionID] = []
      let before = scratch.candidates
      matcher.match([AttributeValue(0, Int64(value))], using: &scratch, into: &found)
      #expect(found == [SubscriptionID(0)])
      #expect(scratch.candidates - before == 2)
    }
    #expect(MatcherCases.matches(matcher, [AttributeValue(0, 0)]) == [])
    #expect(MatcherCases.matches(matcher, [AttributeValue(0, 127)]) == [])
  }
}
