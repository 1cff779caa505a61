import Events
import Randomness
import Testing

/// What the counting, tree, interval and pivot matchers are all put to, besides ``MatcherTrial``.
enum ClassicMatcherTrials {
  /// The example of the specification.
  static func runExample<M: Matcher & ~Copyable>(_ make: () -> M) throws {
    var matcher = make()
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      let isNew = matcher.insert(subscription, as: SubscriptionID(number))
      #expect(isNew)
    }
    try matcher.checkInvariants()
    var scratch = matcher.makeScratch()
    for (event, expected) in ScanTests.events {
      let found = matches(of: event, in: matcher, &scratch)
      #expect(found == expected)
    }
    let (again, unknown, beyond) = (
      matcher.insert(ScanTests.subscriptions[1], as: SubscriptionID(0)), matcher.remove(SubscriptionID(5)),
      matcher.remove(SubscriptionID(70_000))
    )
    #expect(!again && !unknown && !beyond)
    for number in ScanTests.subscriptions.indices {
      let (removed, removedAgain) = (matcher.remove(SubscriptionID(number)), matcher.remove(SubscriptionID(number)))
      #expect(removed && !removedAgain)
    }
    let count = matcher.count
    #expect(count == 0)
    for (event, _) in ScanTests.events {
      let found = matches(of: event, in: matcher, &scratch)
      #expect(found.isEmpty)
    }
    try matcher.checkInvariants()
  }

  static func matches<M: Matcher & ~Copyable>(
    of event: [AttributeValue], in matcher: borrowing M, _ scratch: inout M.Scratch
  ) -> [Int] {
    var matches: [SubscriptionID] = []
    matcher.match(event, using: &scratch, into: &matches)
    return matches.map(\.index).sorted()
  }

  /// Ends at and next to the limits of the integers and of the 16 bits of short records, attributes with the largest
  /// numbers, and constraints whose ends have been set in the wrong order: all against the scan.
  static func runLimits<M: Matcher & ~Copyable>(_ make: () -> M) throws {
    var generator = Seed(7).stream("limits")
    let limits: [Int64] = [
      .min, .min + 1, -32_769, -32_768, -32_767, -1, 0, 1, 32_766, 32_767, 32_768, .max - 1, .max,
    ]
    let attributes: [UInt32] = [0, 65_535, 65_536, .max - 1, .max]
    var matcher = make()
    var oracle = ScanMatcher()
    var (scratch, oracleScratch) = (matcher.makeScratch(), oracle.makeScratch())
    for step in 0..<3_000 {
      let id = SubscriptionID(generator.below(400))
      if step % 4 == 3 {
        let wasThere = oracle.remove(id)
        let wasRemoved = matcher.remove(id)
        #expect(wasRemoved == wasThere)
      } else {
        let constraints: [Constraint] = attributes.filter { _ in generator.below(3) == 0 }.map { attribute in
          let ends = [limits[generator.below(limits.count)], limits[generator.below(limits.count)]].sorted()
          var constraint = Constraint(attribute, ends[0], ends[generator.below(2)])
          if generator.below(30) == 0 { (constraint.low, constraint.high) = (ends[1], ends[0]) }
          return constraint
        }
        let isNew = oracle.insert(constraints, as: id)
        let wasTaken = matcher.insert(constraints, as: id)
        #expect(wasTaken == isNew)
      }
      let event = (attributes + [77]).sorted().filter { _ in generator.below(3) > 0 }.map {
        AttributeValue($0, limits[generator.below(limits.count)])
      }
      let found = matches(of: event, in: matcher, &scratch)
      let expected = matches(of: event, in: oracle, &oracleScratch)
      try #require(found == expected, "step \(step)")
      if step % 200 == 0 { try matcher.checkInvariants() }
    }
    try matcher.checkInvariants()
  }

  /// Removing all and beginning again leaves no memory behind that grows.
  static func runChurn<M: Matcher & ~Copyable>(_ make: () -> M) throws {
    var trial = MatcherTrial()
    (trial.attributes, trial.values, trial.constraints) = (20, 48, 6)
    var generator = Seed(3).stream("churn")
    var matcher = make()
    var bytes: [Int] = []
    for _ in 0..<60 {
      for number in 0..<600 { matcher.insert(trial.constraints(using: &generator), as: SubscriptionID(number)) }
      bytes.append(matcher.bytes)
      for number in 0..<600 { matcher.remove(SubscriptionID(number * 7 % 600)) }
      let count = matcher.count
      #expect(count == 0)
      try matcher.checkInvariants()
    }
    #expect(2 * bytes[59] < 3 * bytes[20], "\(bytes)")
  }
}
