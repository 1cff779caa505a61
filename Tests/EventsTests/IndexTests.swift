import Events
import Randomness
import Testing

/// The index on single subscriptions and at the edges of values.
@Suite struct IndexTests {
  typealias Index = SubscriptionIndex<ScanMatcher, String>

  /// An index of these subscriptions, each named by its text.
  private func index(_ texts: [String], schema: EventSchema = .none) throws -> Index {
    var index = Index(ScanMatcher(), schema: schema)
    for text in texts {
      let isNew = index.insert(try Subscription(parsing: text), as: text)
      #expect(isNew)
    }
    try index.checkInvariants()
    return index
  }

  @Test func findsWhatTheExampleSays() throws {
    let texts = [
      "price in [10, 20] and sym = \"IBM\"", "price in [15, 30]", "vol >= 50 and sym = \"IBM\"",
      "price = 20 and vol in [40, 60] and sym = \"HP\"", "true",
    ]
    let index = try index(texts)
    var scratch = index.makeScratch()
    for (text, expected) in [
      ("{price: 20, vol: 50, sym: \"IBM\"}", [0, 1, 2, 4]), ("{price: 20, sym: \"HP\"}", [1, 4]), ("{vol: 50}", [4]),
      ("{price: 20, vol: 60, sym: \"HP\"}", [1, 3, 4]), ("{price: 20.5, sym: \"IBM\"}", [1, 4]),
    ] {
      var found: [String] = []
      index.match(try Event(parsing: text), using: &scratch, into: &found)
      #expect(found.sorted() == expected.map { texts[$0] }.sorted(), "\(text)")
    }
    #expect(scratch.evaluations == 0)
    #expect(scratch.candidates == 25)
  }

  @Test func namesThatAreTakenOrUnknownChangeNothing() throws {
    var index = try index(["a = 1 or b = 2"])
    let again = index.insert(.always, as: "a = 1 or b = 2")
    let unknown = index.remove("c")
    #expect(!again && !unknown)
    #expect(index.count == 1 && index.conjunctionCount == 2 && index.dimensionCount == 2)
    let (removed, removedAgain) = (index.remove("a = 1 or b = 2"), index.remove("a = 1 or b = 2"))
    #expect(removed && !removedAgain)
    #expect(index.count == 0 && index.conjunctionCount == 0 && index.dimensionCount == 0)
    try index.checkInvariants()
  }

  @Test func aDisjunctionIsFoundOnce() throws {
    let index = try index(["a > 1 or a > 2 or b != 3", "a = 5 or not exists c"])
    var scratch = index.makeScratch()
    for _ in 0..<3 {
      var found: [String] = []
      index.match(try Event(parsing: "{a: 5, b: 4}"), using: &scratch, into: &found)
      #expect(found.sorted() == ["a = 5 or not exists c", "a > 1 or a > 2 or b != 3"])
    }
  }

  @Test func dimensionsAndSymbolsAreGivenAgain() throws {
    var index = Index(ScanMatcher())
    for round in 0..<100 {
      let text = "x\(round) = \"\(round)\" and y\(round) > 5 and y\(round) = 7.5 and exists z"
      index.insert(try Subscription(parsing: text), as: "\(round)")
      #expect(index.dimensionCount == (round == 0 ? 3 : 5))
      if round > 0 { index.remove("\(round - 1)") }
      #expect(index.dimensionCount == 3)
      try index.checkInvariants()
    }
    let bytes = index.bytes
    #expect(bytes > 0 && bytes < 10_000)
  }

  @Test func comparisonsWithIntegersAndEqualitiesAreNeverAskedAgain() throws {
    let texts = [
      "a > 1", "a >= 1", "a < 1", "a <= 1", "a = 1", "a in [-1, 1] and b > 0", "not a < 1", "not (a > 1 and b >= 1)",
      "not a in [0, 1]", "s = \"x\"", "s = \"y\" and t = true", "not t = true", "exists s", "a > 0 and not a != 1",
      "s prefix \"x\"", "s < \"x\"", "s >= \"x\"", "s in {\"x\", \"y\"} and s != \"y\"", "a in {1, 5} and a < 3",
    ]
    let index = try index(texts)
    var scratch = index.makeScratch()
    for a in [-1, -0.5, 0, 0.5, 1, 1.5, 2] as [EventValue] {
      for s in ["x", "y", "z"] as [EventValue] {
        let event = try Event(["a": a, "b": a, "s": s, "t": a == 1 ? true : false])
        var found: [String] = []
        index.match(event, using: &scratch, into: &found)
        #expect(found.sorted() == texts.filter { (try? Subscription(parsing: $0).matches(event)) == true }.sorted())
      }
    }
    #expect(scratch.evaluations == 0)
  }

  @Test func comparisonsWithFractionsAreNeverAskedAgain() throws {
    let index = try index(["a > 0.25", "a >= 0.25", "a < 0.25", "a <= 0.25", "a in [0.25, 0.75]", "a in [0, 0.25]"])
    var scratch = index.makeScratch()
    var found: [String] = []
    for a in [-1, 0, 0.125, 0.25, 0.25.nextUp, 0.5, 1] {
      index.match(try Event(["a": EventValue(a)]), using: &scratch, into: &found)
    }
    #expect(found.count == 3 + 4 + 3 + 4 + 3 + 3)
    #expect(scratch.evaluations == 0)
  }

  @Test func setsAreAskedAgainOnlyWhereTheyMust() throws {
    let index = try index(["a in {1, 2, 3}", "s in {\"x\", \"y\"}"])
    var scratch = index.makeScratch()
    var found: [String] = []
    for a in 0...4 { index.match(try Event(["a": EventValue(a), "s": "y"]), using: &scratch, into: &found) }
    #expect(scratch.evaluations == 0)
    #expect(found.count == 3 + 5)
    index.match(try Event(["a": 2.5]), using: &scratch, into: &found)
    #expect(scratch.evaluations == 1)
    #expect(found.count == 3 + 5)
  }

  @Test func matchersNeedNotBeCopyable() throws {
    var index = SubscriptionIndex<UniqueMatcher, Int>(UniqueMatcher())
    index.insert(try Subscription(parsing: "a in [1, 5] or a > 10"), as: 7)
    var scratch = index.makeScratch()
    var found: [Int] = []
    for a in [0, 1, 5, 6, 11] { index.match(try Event(["a": EventValue(a)]), using: &scratch, into: &found) }
    #expect(found == [7, 7, 7])
    let wasThere = index.remove(7)
    #expect(wasThere)
    try index.checkInvariants()
  }

  @Test func manyReadersFindTheSame() async throws {
    let texts = (0..<40).map { "a in [\($0), \($0 + 9)] or a != \($0) and s prefix \"abcdefghi\"" }
    let index = try index(texts)
    let results = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var scratch = index.makeScratch()
          var found: [String] = []
          for a in 0..<200 {
            guard let event = try? Event(["a": EventValue(a), "s": "abcdefghij"]) else { continue }
            index.match(event, using: &scratch, into: &found)
          }
          return found.count
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    // Each event satisfies every subscription: the number that the second alternative excludes lies in the first.
    #expect(results == [8_000, 8_000, 8_000, 8_000])
  }

  /// Every comparison with every literal of a kind, on every value of it.
  private func checkEdges(_ values: [EventValue], schema: EventSchema = .none) throws {
    var index = SubscriptionIndex<ScanMatcher, Subscription>(ScanMatcher(), schema: schema)
    var all: [Subscription] = []
    for literal in values {
      var comparisons: [AttributePredicate.Comparison] = [
        .equal(literal), .notEqual(literal), .less(literal), .lessOrEqual(literal), .greater(literal),
        .greaterOrEqual(literal), .prefix(literal),
      ]
      comparisons += values.flatMap { [.within(literal, $0), .oneOf([literal, $0])] }
      for comparison in comparisons {
        guard let predicate = try? AttributePredicate("x", comparison) else { continue }
        let subscription = Subscription(predicate)
        for subscription in try [subscription, .negation(of: subscription)] {
          // Sets and ranges of one value come twice.
          if index.insert(subscription, as: subscription) { all.append(subscription) }
        }
      }
    }
    try index.checkInvariants()
    var scratch = index.makeScratch()
    for value in values {
      let event = try Event(["x": value])
      var found: [Subscription] = []
      index.match(event, using: &scratch, into: &found)
      let expected = all.filter { $0.matches(event) }
      #expect(found.count == expected.count && Set(found) == Set(expected), "\(value)")
    }
  }

  @Test func edgesOfNumbers() throws { try checkEdges(ModelDraws.numbers) }

  @Test func edgesOfDeclaredIntegers() throws {
    try checkEdges(ModelDraws.numbers, schema: try EventSchema(["x": .integer()]))
  }

  @Test func edgesOfTexts() throws { try checkEdges(ModelDraws.texts.map { EventValue($0) }) }

  @Test(
    arguments: [
      ("price in [10, 20] and vol > 5", "price 10...20, vol 6...9223372036854775807"),
      ("not (a < 5 or a > 9)", "a 5...9"),
      ("b < 5.5 and a >= -0.5", "a 0...9223372036854775807, b -9223372036854775808...5"),
      ("a in {3, 1, 2}", "a 1...3"), ("a in {1, 3} and a < 2", "a 1...1"), ("true", ""), ("a != 5", nil),
      ("a = \"x\"", nil),
      ("a = 1 or b = 1", nil), ("a = 1 and a = 2", nil), ("exists a", nil), ("a in {1, 3}", nil), ("a = true", nil),
      ("false", nil), ("a = 1 or false", "a 1...1"), ("a > 9223372036854775807", nil), ("not exists a", nil),
      ("a > 5 and a < 6", nil), ("a <= inf", "a -9223372036854775808...9223372036854775807"),
    ] as [(String, String?)]) func integerRangesAreTold(_ text: String, _ expected: String?) throws
  {
    let ranges = try Subscription(parsing: text).integerRanges
    let told = ranges?.map { "\($0.attribute) \($0.range.lowerBound)...\($0.range.upperBound)" }
    #expect(told?.joined(separator: ", ") == expected)
  }

  /// What no integer meets is still found when an event breaks the promise of integers, whatever else is in the index.
  @Test(arguments: ["y = 0.5", "y > 0.25 and y < 0.75", "x = 1 or y = 0.5", "not y != 0.5"])
  func promisesThatEventsBreakHideNothing(_ text: String) throws {
    let schema = try EventSchema(["y": .integer(Int64.min...Int64.max)], isOpen: true)
    var index = SubscriptionIndex<ScanMatcher, Int>(ScanMatcher(), schema: schema)
    let subscription = try Subscription(parsing: text)
    index.insert(subscription, as: 1)
    var scratch = index.makeScratch()
    let event = try Event(parsing: "{y: 0.5}")
    var alone: [Int] = []
    index.match(event, using: &scratch, into: &alone)
    index.insert(try Subscription(parsing: "y > 3"), as: 2)
    index.remove(2)
    var after: [Int] = []
    index.match(event, using: &scratch, into: &after)
    #expect(subscription.matches(event) && alone == [1] && after == [1])
    #expect(subscription.integerRanges == nil)
  }
}

/// The scan as a matcher that cannot be copied.
private struct UniqueMatcher: Matcher, ~Copyable {
  private var scan = ScanMatcher()

  var count: Int { scan.count }
  var bytes: Int { scan.bytes }

  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    scan.insert(constraints, as: id)
  }

  mutating func remove(_ id: SubscriptionID) -> Bool { scan.remove(id) }

  func makeScratch() -> CandidateCount { scan.makeScratch() }

  func match(_ event: Span<AttributeValue>, using scratch: inout CandidateCount, into matches: inout [SubscriptionID]) {
    scan.match(event, using: &scratch, into: &matches)
  }

  func checkInvariants() throws { try scan.checkInvariants() }
}
