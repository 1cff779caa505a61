import Events
import Randomness
import Testing

/// Random subscriptions that come and go, and random events, held against the subscriptions one by one.
@Suite struct IndexTrialTests {
  private struct Trial {
    var draws = ModelDraws()
    var schema = EventSchema.none
    var steps = 6_000
    /// Names are drawn from so many, so that they are given again.
    var names = 120
    var seed: Seed

    func run() throws {
      var generator = seed.stream("index trial")
      var index = SubscriptionIndex<ScanMatcher, Int>(ScanMatcher(), schema: schema)
      var live: [Int: Subscription] = [:]
      var scratch = index.makeScratch()
      var matched = 0
      for step in 0..<steps {
        let id = generator.below(names)
        switch generator.below(3) {
        case 0:
          let subscription = try draws.subscription(using: &generator)
          let isNew = index.insert(subscription, as: id)
          #expect(isNew == (live[id] == nil))
          if isNew { live[id] = subscription }
        case 1:
          let wasThere = index.remove(id)
          #expect(wasThere == (live.removeValue(forKey: id) != nil))
        default:
          let event = try draws.event(using: &generator)
          var found: [Int] = []
          index.match(event, using: &scratch, into: &found)
          let expected = live.filter { $0.value.matches(event) }.map(\.key)
          try #require(
            found.sorted() == expected.sorted(),
            "step \(step): \(event) \(Set(found).symmetricDifference(expected).compactMap { live[$0] })")
          matched += found.count
        }
        #expect(index.count == live.count)
        if step % 200 == 0 { try index.checkInvariants() }
      }
      #expect(matched > steps)
      for id in live.keys {
        #expect(index[id] == live[id])
        index.remove(id)
      }
      #expect(index.conjunctionCount == 0 && index.dimensionCount == 0)
      try index.checkInvariants()
    }
  }

  @Test(arguments: 0..<4) func findsWhatDirectEvaluationFinds(_ number: UInt64) throws {
    try Trial(seed: Seed(20 + number)).run()
  }

  @Test func findsItUnderASchemaThatEventsBreak() throws {
    var trial = Trial(seed: 31)
    trial.schema = try EventSchema(["a": .integer(), "b": .integer(-5...5), "c": .text], isOpen: true)
    try trial.run()
  }

  /// Deep and wide enough that normal forms are cut off.
  @Test func findsItWhereNormalFormsAreTooLarge() throws {
    var trial = Trial(seed: 32)
    (trial.draws.depth, trial.draws.operands, trial.steps, trial.names) = (6, 7, 1_500, 60)
    try trial.run()
  }

  @Test func manyAttributesAndFewValues() throws {
    var trial = Trial(seed: 33)
    trial.draws.names = (0..<40).map { "n\($0)" } + ["\u{E9}", "e\u{301}"]
    trial.draws.depth = 2
    try trial.run()
  }

  /// What logic says is the same is found by the same events.
  @Test func equivalentSubscriptionsAreFoundTogether() throws {
    var generator = Seed(34).stream("metamorphic")
    let draws = ModelDraws()
    for round in 0..<150 {
      let operands = try (0..<3).map { _ in try draws.subscription(using: &generator) }
      let negations = try operands.map { try Subscription.negation(of: $0) }
      let shuffled = [operands[2], operands[0], operands[1]]
      let all = try Subscription.conjunction(of: operands)
      let any = try Subscription.disjunction(of: operands)
      let groups = try [
        [
          all, .negation(of: .negation(of: all)), .negation(of: .disjunction(of: negations)),
          .conjunction(of: shuffled),
        ],
        [
          any, .negation(of: .negation(of: any)), .negation(of: .conjunction(of: negations)),
          .disjunction(of: shuffled),
        ],
      ]
      var index = SubscriptionIndex<ScanMatcher, [Int]>(ScanMatcher())
      for (group, members) in groups.enumerated() {
        for (member, subscription) in members.enumerated() { index.insert(subscription, as: [group, member]) }
      }
      var scratch = index.makeScratch()
      for _ in 0..<20 {
        var found: [[Int]] = []
        index.match(try draws.event(using: &generator), using: &scratch, into: &found)
        for group in groups.indices {
          let members = found.count { $0[0] == group }
          #expect(members == 0 || members == groups[group].count, "round \(round)")
        }
        // A conjunction is found only with the disjunction of the same operands.
        #expect(!found.contains { $0[0] == 0 } || found.contains { $0[0] == 1 })
      }
    }
  }

  @Test func aSetOfAHundredAlternativesStillNarrowsTheSearch() throws {
    let alternatives = (0..<100).map { "b = \($0 * 2)" }.joined(separator: " or ")
    var index = SubscriptionIndex<ScanMatcher, Int>(ScanMatcher())
    index.insert(try Subscription(parsing: "a = 1 and (\(alternatives))"), as: 1)
    #expect(index.conjunctionCount == 1)
    var scratch = index.makeScratch()
    var found: [Int] = []
    for (a, b) in [(1, 4), (1, 5), (2, 4), (2, 5)] {
      index.match(try Event(["a": EventValue(a), "b": EventValue(b)]), using: &scratch, into: &found)
    }
    #expect(found == [1])
    #expect(scratch.evaluations == 2)
  }

  @Test func readersOfAnIndexThatGrewGoOn() throws {
    var index = SubscriptionIndex<ScanMatcher, Int>(ScanMatcher())
    var scratch = index.makeScratch()
    for number in 0..<500 {
      index.insert(try Subscription(parsing: "a = \(number) or b = \(number)"), as: number)
      var found: [Int] = []
      index.match(try Event(["a": EventValue(number), "b": EventValue(number)]), using: &scratch, into: &found)
      #expect(found == [number])
    }
  }
}
