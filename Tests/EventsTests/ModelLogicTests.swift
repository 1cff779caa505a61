import Events
import Randomness
import Testing

/// Kleene's logic, the laws that it keeps, and the limits of expressions.
@Suite struct ModelLogicTests {
  /// On the event `{x: 1}`.
  private static let constants: [(Truth, Subscription)] = {
    let texts: [(Truth, String)] = [(.no, "x = 2"), (.unknown, "y = 2"), (.yes, "x = 1")]
    return texts.compactMap { pair in (try? Subscription(parsing: pair.1)).map { (pair.0, $0) } }
  }()

  @Test func tablesAreKleenes() throws {
    #expect(Self.constants.count == 3)
    let event = try Event(["x": 1])
    let and: [[Truth]] = [[.no, .no, .no], [.no, .unknown, .unknown], [.no, .unknown, .yes]]
    let or: [[Truth]] = [[.no, .unknown, .yes], [.unknown, .unknown, .yes], [.yes, .yes, .yes]]
    let not: [Truth] = [.yes, .unknown, .no]
    for (row, left) in Self.constants.enumerated() {
      #expect(left.1.truth(on: event) == left.0)
      #expect(try Subscription.negation(of: left.1).truth(on: event) == not[row])
      for (column, right) in Self.constants.enumerated() {
        #expect(try Subscription.conjunction(of: [left.1, right.1]).truth(on: event) == and[row][column])
        #expect(try Subscription.disjunction(of: [left.1, right.1]).truth(on: event) == or[row][column])
      }
    }
    #expect(Subscription.always.truth(on: event) == .yes)
    #expect(Subscription.never.truth(on: event) == .no)
  }

  @Test(arguments: [
    (#"price in [10, 20] and sym = 1"#, [true, false, false, false]),
    (#"price in [15, 30]"#, [true, true, false, true]),
    (#"vol >= 50 and sym = 1"#, [true, false, false, false]),
    (#"price = 20 and vol in [40, 60] and sym = 2"#, [false, false, false, true]),
    (#"true"#, [true, true, true, true]), (#"not exists vol"#, [false, true, false, false]),
    (#"vol != 50"#, [false, false, false, true]), (#"not vol = 50"#, [false, false, false, true]),
    (#"not (vol < 50 or vol > 55)"#, [true, false, true, false]), (#"false"#, [false, false, false, false]),
    (#"vol < 50 or not exists price"#, [false, false, true, false]),
  ]) func theExampleIsAsItShouldBe(_ text: String, _ expected: [Bool]) throws {
    let events = try [
      "{price: 20, vol: 50, sym: 1}", "{price: 20, sym: 2}", "{vol: 50}", "{price: 20, vol: 60, sym: 2}",
    ]
    .map { try Event(parsing: $0) }
    let subscription = try Subscription(parsing: text)
    #expect(events.map { subscription.matches($0) } == expected)
  }

  @Test func lawsHoldOfThreeValues() throws {
    var generator = Seed(3).stream("laws")
    let draws = ModelDraws()
    var seen: Set<Truth> = []
    for _ in 0..<3_000 {
      let (a, b, c) = try (
        draws.subscription(using: &generator), draws.subscription(using: &generator),
        draws.subscription(using: &generator)
      )
      let event = try draws.event(using: &generator)
      func truth(_ subscription: Subscription) -> Truth { subscription.truth(on: event) }
      let (notA, notB) = try (Subscription.negation(of: a), Subscription.negation(of: b))
      seen.insert(truth(a))
      #expect(try truth(.negation(of: notA)) == truth(a))
      #expect(try truth(.negation(of: .conjunction(of: [a, b]))) == truth(.disjunction(of: [notA, notB])))
      #expect(try truth(.negation(of: .disjunction(of: [a, b]))) == truth(.conjunction(of: [notA, notB])))
      #expect(try truth(.conjunction(of: [a, b, c])) == truth(.conjunction(of: [c, a, b])))
      #expect(try truth(.disjunction(of: [a, b, c])) == truth(.disjunction(of: [c, b, a])))
      #expect(
        try truth(.conjunction(of: [a, .disjunction(of: [b, c])]))
          == truth(.disjunction(of: [.conjunction(of: [a, b]), .conjunction(of: [a, c])])))
    }
    #expect(seen.count == 3)
  }

  @Test func likeOperatorsAreOne() throws {
    let (a, b, c) = try (Subscription(parsing: "a = 1"), Subscription(parsing: "b = 1"), Subscription(parsing: "c = 1"))
    let nested = try Subscription.conjunction(of: [.conjunction(of: [a, b]), .always, .conjunction(of: [c])])
    #expect(nested == (try .conjunction(of: [a, b, c])))
    #expect(nested.depth == 2)
    #expect(try Subscription.disjunction(of: [.never, a]) == a)
    #expect(try Subscription.conjunction(of: []) == .always)
  }

  @Test func expressionsAreNotTooDeep() throws {
    var expression = try Subscription(parsing: "a = 1")
    for level in 2...Subscription.deepest {
      expression = try .negation(of: expression)
      #expect(expression.depth == level)
    }
    let deepest = expression
    #expect(throws: SubscriptionTooDeep.self) { try Subscription.negation(of: deepest) }
    #expect(throws: SubscriptionTooDeep.self) { try Subscription.conjunction(of: [deepest, .never]) }
    #expect(throws: SubscriptionTooDeep.self) { try Subscription.disjunction(of: [deepest, deepest]) }
    #expect(try Subscription(parsing: deepest.description) == deepest)
    #expect(deepest.matches(try Event(["a": 2])))
  }

  @Test func schemasFindMistakes() throws {
    let schema = try EventSchema(["price": .integer(0...100), "sym": .text, "load": .number, "on": .boolean])
    try schema.check(Event(["price": 100, "sym": "IBM", "load": 0.5, "on": true]))
    try schema.check(Event(["price": 7.0, "load": 1]))
    try schema.check(
      Subscription(parsing: #"price < 10.5 and sym prefix "I" or not exists on and load = 1 or on = true"#))
    #expect(throws: SchemaViolation.outOfRange("price", 0...100, 101)) { try schema.check(Event(["price": 101])) }
    #expect(throws: SchemaViolation.wrongClass("price", .integer(0...100), 0.5)) {
      try schema.check(Event(["price": 0.5]))
    }
    #expect(throws: SchemaViolation.wrongClass("sym", .text, 1)) { try schema.check(Event(["sym": 1])) }
    #expect(throws: SchemaViolation.unknown("volume")) { try schema.check(Event(["volume": 1])) }
    #expect(throws: SchemaViolation.unknown("volume")) { try schema.check(Subscription(parsing: "exists volume")) }
    let wrong = try AttributePredicate("on", .equal(1))
    #expect(throws: SchemaViolation.wrongComparison(wrong, .boolean)) { try schema.check(Subscription(wrong)) }
    #expect(throws: SchemaViolation.duplicate("x")) { try EventSchema(["x": .text, "x": .text]) }
    #expect(throws: SchemaViolation.emptyName) { try EventSchema(["": .text]) }
    let open = try EventSchema(["x": .integer()], isOpen: true)
    try open.check(Event(["y": "anything", "x": -5]))
    try EventSchema.none.check(Event(["y": "anything"]))
    #expect(open["x"] == .integer() && open["y"] == nil)
    #expect(
      SchemaViolation.wrongComparison(wrong, .boolean).description
        == "on is a boolean, and is not compared as in 'on = 1'")
  }
}
