import Events
import Randomness
import Testing

/// Subscriptions and events that are drawn at random, and a matcher that is held against the scan while they come and go.
struct MatcherTrial {
  var attributes: UInt32 = 8
  var values: Int64 = 24
  /// The most constraints of a subscription.
  var constraints = 4
  /// The width of ranges, at most.
  var width: Int64 = 10
  /// The most attributes of an event.
  var eventAttributes = 6
  /// Insertions, removals and events, one in three each.
  var steps = 3_000
  /// Names are drawn from so many, so that they are given again.
  var names = 300
  var seed = Seed(1)

  func constraints(using generator: inout Xoshiro256StarStar) -> [Constraint] {
    let count = generator.below(constraints + 1)
    var chosen = Set<UInt32>()
    for _ in 0..<count { chosen.insert(UInt32(generator.below(Int(attributes)))) }
    return chosen.sorted().map { attribute in
      let low = Int64(generator.below(Int(values)))
      let isEquality = generator.below(3) == 0
      return Constraint(attribute, low, isEquality ? low : low + Int64(generator.below(Int(width))))
    }
  }

  func event(using generator: inout Xoshiro256StarStar) -> [AttributeValue] {
    var chosen = Set<UInt32>()
    for _ in 0..<generator.below(eventAttributes + 1) { chosen.insert(UInt32(generator.below(Int(attributes)))) }
    return chosen.sorted().map { AttributeValue($0, Int64(generator.below(Int(values) + 4)) - 2) }
  }

  /// Holds a matcher against the scan; with `isExact` false it may find more, but never less.
  func run<M: Matcher & ~Copyable>(
    _ make: () -> M, isExact: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var generator = seed.stream("matcher trial")
    var matcher = make()
    var oracle = ScanMatcher()
    var (scratch, oracleScratch) = (matcher.makeScratch(), oracle.makeScratch())
    for step in 0..<steps {
      let id = SubscriptionID(generator.below(names))
      switch generator.below(3) {
      case 0:
        let constraints = constraints(using: &generator)
        let isNew = oracle.insert(constraints.span, as: id)
        let wasTaken = matcher.insert(constraints.span, as: id)
        #expect(wasTaken == isNew, sourceLocation: sourceLocation)
      case 1:
        let wasThere = oracle.remove(id)
        let wasRemoved = matcher.remove(id)
        #expect(wasRemoved == wasThere, sourceLocation: sourceLocation)
      default:
        let event = event(using: &generator)
        var (found, expected): ([SubscriptionID], [SubscriptionID]) = ([], [])
        matcher.match(event.span, using: &scratch, into: &found)
        oracle.match(event.span, using: &oracleScratch, into: &expected)
        if isExact {
          try #require(found.sorted() == expected.sorted(), "step \(step)", sourceLocation: sourceLocation)
        } else {
          try #require(Set(found).isSuperset(of: expected), "step \(step)", sourceLocation: sourceLocation)
          try #require(Set(found).count == found.count, "step \(step)", sourceLocation: sourceLocation)
        }
      }
      let count = matcher.count
      #expect(count == oracle.count, sourceLocation: sourceLocation)
      if step % 100 == 0 { try matcher.checkInvariants() }
    }
  }

  /// Several shapes of subscriptions and events, from a few attributes with wide ranges to many with values far apart.
  static let shapes: [MatcherTrial] = {
    var sparse = MatcherTrial()
    (sparse.attributes, sparse.eventAttributes, sparse.constraints) = (60, 15, 7)
    var dense = MatcherTrial()
    (dense.attributes, dense.eventAttributes, dense.values, dense.width) = (5, 10, 1_000, 500)
    var extreme = MatcherTrial()
    (extreme.attributes, extreme.values, extreme.width) = (3, 1 << 60, 1 << 59)
    var crowded = MatcherTrial()
    (crowded.attributes, crowded.values, crowded.names, crowded.steps) = (3, 4, 3_000, 12_000)
    return [MatcherTrial(), sparse, dense, extreme, crowded]
  }()
}
