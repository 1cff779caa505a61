import Events
import Randomness
import Testing

/// What every exact matcher has to stand, beside what ``MatcherTrial`` draws.
enum MatcherCases {
  /// The example of the specification.
  static func example(_ make: () -> some Matcher) throws {
    var matcher = make()
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      let isNew = matcher.insert(subscription, as: SubscriptionID(number))
      #expect(isNew)
    }
    try matcher.checkInvariants()
    for (event, expected) in ScanTests.events { #expect(matches(matcher, event) == expected) }
  }

  /// Ranges that end where the integers end, attributes that are numbered as high as can be, and events with attributes
  /// of which nobody speaks.
  static func extremes(_ make: () -> some Matcher) throws {
    var matcher = make()
    let last = UInt32.max
    let subscriptions: [[Constraint]] = [
      [Constraint(last, .min, .max)], [Constraint(last, .min, .min)], [Constraint(last, .max, .max)],
      [Constraint(last, .min, -1)], [Constraint(last, 0, .max)], [Constraint(0, 0, 0), Constraint(last, .min, .max)],
      [Constraint(last, .min + 1, .max - 1)],
    ]
    // Often enough that structures that learn from what they hold have learnt.
    for round in 0..<40 {
      for (number, subscription) in subscriptions.enumerated() {
        matcher.insert(subscription, as: SubscriptionID(100 * number + round))
      }
      try matcher.checkInvariants()
    }
    func found(_ event: [AttributeValue]) -> [Int] {
      let all = matches(matcher, event)
      let kinds = Set(all.map { $0 / 100 }).sorted()
      #expect(all.count == 40 * kinds.count)
      return kinds
    }
    #expect(found([AttributeValue(last, .min)]) == [0, 1, 3])
    #expect(found([AttributeValue(last, .max)]) == [0, 2, 4])
    #expect(found([AttributeValue(last, -1)]) == [0, 3, 6])
    #expect(found([AttributeValue(0, 0), AttributeValue(last, 0)]) == [0, 4, 5, 6])
    #expect(found([AttributeValue(0, 0), AttributeValue(17, 3), AttributeValue(last - 1, 0)]) == [])
    for number in subscriptions.indices {
      for round in 0..<40 {
        let wasThere = matcher.remove(SubscriptionID(100 * number + round))
        #expect(wasThere)
      }
      try matcher.checkInvariants()
    }
    #expect(matcher.count == 0)
    #expect(matches(matcher, [AttributeValue(last, 0)]) == [])
  }

  /// Subscriptions of more constraints than a byte counts, that fail at any one of them.
  static func longSubscriptions(_ make: () -> some Matcher) throws {
    var matcher = make()
    let lengths = [126, 127, 128, 253, 254, 255, 256, 300]
    for (number, length) in lengths.enumerated() {
      matcher.insert((0..<length).map { Constraint(UInt32($0), 10, 20) }, as: SubscriptionID(number))
    }
    try matcher.checkInvariants()
    let event = (0..<300).map { AttributeValue(UInt32($0), 15) }
    #expect(matches(matcher, event) == Array(lengths.indices))
    for failing in 0..<300 {
      var failed = event
      failed[failing].value = 21
      #expect(matches(matcher, failed) == lengths.indices.filter { lengths[$0] <= failing })
      failed.remove(at: failing)
      #expect(matches(matcher, failed) == lengths.indices.filter { lengths[$0] <= failing })
    }
    for number in lengths.indices { matcher.remove(SubscriptionID(number)) }
    try matcher.checkInvariants()
    #expect(matches(matcher, event) == [])
  }

  /// From nothing to thousands, down to a few, and up again; one scratch, made at the start, serves throughout.
  static func growth<M: Matcher>(_ make: () -> M, _ trial: MatcherTrial) throws {
    var (matcher, oracle, generator) = (make(), ScanMatcher(), trial.seed.stream("growth"))
    var scratch = matcher.makeScratch()
    func compare() throws {
      try matcher.checkInvariants()
      for _ in 0..<60 {
        let event = trial.event(using: &generator)
        var found: [SubscriptionID] = []
        matcher.match(event, using: &scratch, into: &found)
        try #require(found.sorted().map(\.index) == matches(oracle, event))
      }
    }
    for (from, to) in [(0, 3_000), (100, 5_000)] {
      for number in from..<to {
        let constraints = trial.constraints(using: &generator)
        oracle.insert(constraints, as: SubscriptionID(number))
        matcher.insert(constraints, as: SubscriptionID(number))
      }
      try compare()
      for number in 100..<to {
        oracle.remove(SubscriptionID(number))
        matcher.remove(SubscriptionID(number))
      }
      try compare()
    }
  }

  /// What a matcher finds, in order.
  static func matches(_ matcher: some Matcher, _ event: [AttributeValue]) -> [Int] {
    var scratch = matcher.makeScratch()
    var found: [SubscriptionID] = []
    matcher.match(event, using: &scratch, into: &found)
    return found.sorted().map(\.index)
  }
}
