import Events
import Testing

/// The oracle itself, on the example of the specification.
@Suite struct ScanTests {
  /// Attributes price, vol and sym are 0, 1 and 2.
  static let subscriptions: [[Constraint]] = [
    [Constraint(0, 10, 20), Constraint(2, 1, 1)], [Constraint(0, 15, 30)],
    [Constraint(1, 50, .max), Constraint(2, 1, 1)],
    [Constraint(0, 20, 20), Constraint(1, 40, 60), Constraint(2, 2, 2)], [],
  ]

  static let events: [(event: [AttributeValue], matches: [Int])] = [
    ([AttributeValue(0, 20), AttributeValue(1, 50), AttributeValue(2, 1)], [0, 1, 2, 4]),
    ([AttributeValue(0, 20), AttributeValue(2, 2)], [1, 4]),
    ([AttributeValue(1, 50)], [4]),
    ([AttributeValue(0, 20), AttributeValue(1, 60), AttributeValue(2, 2)], [1, 3, 4]),
  ]

  @Test func findsWhatTheExampleSays() throws {
    var matcher = ScanMatcher()
    for (number, subscription) in Self.subscriptions.enumerated() {
      let isNew = matcher.insert(subscription, as: SubscriptionID(number))
      #expect(isNew)
    }
    var scratch = matcher.makeScratch()
    for (event, expected) in Self.events {
      var matches: [SubscriptionID] = []
      matcher.match(event, using: &scratch, into: &matches)
      #expect(matches == expected.map { SubscriptionID($0) })
    }
    #expect(scratch.candidates == 20)
  }

  @Test func aNameThatIsTakenOrUnknownChangesNothing() throws {
    var matcher = ScanMatcher()
    let first = matcher.insert(Self.subscriptions[0], as: SubscriptionID(7))
    let again = matcher.insert(Self.subscriptions[1], as: SubscriptionID(7))
    #expect(first && !again)
    let (unknown, beyond) = (matcher.remove(SubscriptionID(6)), matcher.remove(SubscriptionID(70_000)))
    #expect(!unknown && !beyond)
    #expect(matcher.count == 1)
    let (removed, removedAgain) = (matcher.remove(SubscriptionID(7)), matcher.remove(SubscriptionID(7)))
    #expect(removed && !removedAgain)
    try matcher.checkInvariants()
  }

  /// What all others are held against is held against the meaning of matching, one subscription at a time.
  @Test(arguments: MatcherTrial.shapes.indices) func findsWhatEachSubscriptionSays(_ shape: Int) throws {
    let trial = MatcherTrial.shapes[shape]
    var generator = trial.seed.stream("scan")
    var matcher = ScanMatcher()
    var scratch = matcher.makeScratch()
    var live: [SubscriptionID: [Constraint]] = [:]
    for step in 0..<2_000 {
      let id = SubscriptionID(generator.below(trial.names))
      if generator.below(3) == 0 {
        let wasThere = live.removeValue(forKey: id) != nil
        let wasRemoved = matcher.remove(id)
        #expect(wasRemoved == wasThere)
      } else {
        let constraints = trial.constraints(using: &generator)
        let isNew = matcher.insert(constraints, as: id)
        #expect(isNew == (live[id] == nil))
        if isNew { live[id] = constraints }
      }
      guard step % 5 == 0 else { continue }
      let event = trial.event(using: &generator)
      var found: [SubscriptionID] = []
      matcher.match(event, using: &scratch, into: &found)
      let values = Dictionary(uniqueKeysWithValues: event.map { ($0.attribute, $0.value) })
      let expected = live.filter { subscription in
        subscription.value.allSatisfy { constraint in
          values[constraint.attribute].map { (constraint.low...constraint.high).contains($0) } ?? false
        }
      }
      #expect(found.sorted() == expected.keys.sorted(), "step \(step)")
    }
    try matcher.checkInvariants()
  }
}
