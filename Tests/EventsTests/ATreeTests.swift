import Events
import Randomness
import Testing

@Suite struct ATreeTests {
  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { ATreeMatcher() }
  }

  @Test func standsEveryCase() throws {
    try MatcherCases.example { ATreeMatcher() }
    try MatcherCases.extremes { ATreeMatcher() }
    try MatcherCases.longSubscriptions { ATreeMatcher() }
  }

  @Test(arguments: MatcherTrial.shapes.indices) func growsAndShrinks(_ shape: Int) throws {
    try MatcherCases.growth({ ATreeMatcher() }, MatcherTrial.shapes[shape])
  }

  @Test func theExampleHasSevenConstraintsAndThreeGates() {
    var matcher = ATreeMatcher()
    for (number, subscription) in ScanTests.subscriptions.enumerated() {
      matcher.insert(subscription, as: SubscriptionID(number))
    }
    // Of eight constraints two are equal; s1 is a leaf, and s4 needs no node.
    #expect(matcher.leafCount == 7 && matcher.gateCount == 3)
  }

  @Test func takesAnyEnds() throws {
    try EndsTrial.run { ATreeMatcher() }
  }

  @Test func takesAnyAttributes() throws {
    try EndsTrial.runAttributes { ATreeMatcher() }
  }

  /// Formulas at random, of a few constraints so that parts are equal, with empty alls and anys among them.
  static func formula(depth: Int, using generator: inout Xoshiro256StarStar) -> ConstraintFormula {
    if depth == 0 || generator.below(4) == 0 {
      let low = Int64(generator.below(8))
      return .constraint(Constraint(UInt32(generator.below(5)), low, low + Int64(generator.below(6))))
    }
    let count = generator.below(12) == 0 ? 0 : 1 + generator.below(3)
    let parts = (0..<count).map { _ in formula(depth: depth - 1, using: &generator) }
    return generator.below(2) == 0 ? .all(parts) : .any(parts)
  }

  @Test(arguments: 1...4) func formulasComeAndGo(_ seed: UInt64) throws {
    var generator = Seed(seed).stream("a-tree formulas")
    var trial = MatcherTrial()
    (trial.attributes, trial.values, trial.eventAttributes) = (5, 12, 5)
    var matcher = ATreeMatcher()
    var scratch = matcher.makeScratch()
    var formulas: [SubscriptionID: ConstraintFormula] = [:]
    for step in 0..<4_000 {
      let id = SubscriptionID(generator.below(300))
      switch generator.below(3) {
      case 0:
        let formula = Self.formula(depth: 5, using: &generator)
        let isNew = try matcher.insert(formula, as: id)
        #expect(isNew == (formulas[id] == nil))
        if isNew { formulas[id] = formula }
      case 1:
        let wasThere = matcher.remove(id)
        #expect(wasThere == (formulas.removeValue(forKey: id) != nil))
      default:
        let event = trial.event(using: &generator)
        var matches: [SubscriptionID] = []
        matcher.match(event, using: &scratch, into: &matches)
        let expected = formulas.filter { $0.value.match(event) }.keys.sorted()
        try #require(matches.sorted() == expected, "step \(step)")
      }
      if step % 100 == 0 { try matcher.checkInvariants() }
    }
    for id in formulas.keys.sorted() { matcher.remove(id) }
    try matcher.checkInvariants()
    #expect(matcher.count == 0 && matcher.leafCount == 0 && matcher.gateCount == 0)
  }

  @Test func equalPartsAreStoredOnce() throws {
    let (a, b, c) = (Constraint(0, 1, 5), Constraint(1, 1, 5), Constraint(2, 1, 5))
    var matcher = ATreeMatcher()
    let formulas: [ConstraintFormula] = [
      .all([.constraint(a), .any([.constraint(b), .constraint(c)])]),
      .all([.any([.constraint(c), .constraint(b), .constraint(c)]), .constraint(a), .constraint(a)]),
      .any([.constraint(c), .constraint(b)]),
      .any([.any([.constraint(b)]), .all([.constraint(c)]), .any([])]),
      .constraint(a),
    ]
    for (number, formula) in formulas.enumerated() {
      let isNew = try matcher.insert(formula, as: SubscriptionID(number))
      #expect(isNew)
    }
    #expect(matcher.leafCount == 3 && matcher.gateCount == 2)
    try matcher.checkInvariants()
    matcher.remove(SubscriptionID(0))
    #expect(matcher.leafCount == 3 && matcher.gateCount == 2)
    matcher.remove(SubscriptionID(1))
    #expect(matcher.leafCount == 3 && matcher.gateCount == 1)
    matcher.remove(SubscriptionID(2))
    matcher.remove(SubscriptionID(3))
    #expect(matcher.leafCount == 1 && matcher.gateCount == 0)
    try matcher.checkInvariants()
  }

  @Test func aConjunctionIsAnAll() throws {
    var matcher = ATreeMatcher()
    let constraints = [Constraint(0, 1, 2), Constraint(4, 1, 2), Constraint(7, 3, 3)]
    matcher.insert(constraints, as: SubscriptionID(0))
    try matcher.insert(.all(constraints.reversed().map { .constraint($0) }), as: SubscriptionID(1))
    #expect(matcher.leafCount == 3 && matcher.gateCount == 1)
    try matcher.checkInvariants()
  }

  @Test func emptyAllsAndAnysNeedNoNode() throws {
    let leaf = ConstraintFormula.constraint(Constraint(0, 1, 1))
    var matcher = ATreeMatcher()
    let formulas: [ConstraintFormula] = [
      .all([]), .any([]), .all([.any([])]), .any([leaf, .all([])]), .all([leaf, .any([])]), .any([.any([]), .all([])]),
    ]
    for (number, formula) in formulas.enumerated() { try matcher.insert(formula, as: SubscriptionID(number)) }
    #expect(matcher.leafCount == 0 && matcher.gateCount == 0)
    var scratch = matcher.makeScratch()
    var matches: [SubscriptionID] = []
    matcher.match([], using: &scratch, into: &matches)
    #expect(matches.sorted() == [0, 3, 5].map { SubscriptionID($0) })
    for number in formulas.indices { matcher.remove(SubscriptionID(number)) }
    #expect(matcher.count == 0)
    try matcher.checkInvariants()
  }

  /// Alternating alls and anys, so that nothing of it can be left out: the level-n formula is met if bits of the event
  /// below n say so.
  static func nested(_ depth: Int) -> ConstraintFormula {
    var formula = ConstraintFormula.constraint(Constraint(0, 1, 1))
    for level in 1...depth {
      let part = ConstraintFormula.constraint(Constraint(UInt32(level), 1, 1))
      formula = level % 2 == 0 ? .any([part, formula]) : .all([part, formula])
    }
    return formula
  }

  @Test func deepFormulasAreTakenUpToALimit() throws {
    var matcher = ATreeMatcher()
    #expect(throws: ConstraintFormula.TooDeep.self) {
      try matcher.insert(Self.nested(201), as: SubscriptionID(0))
    }
    #expect(throws: ConstraintFormula.TooDeep.self) {
      try matcher.insert(Self.nested(5_000), as: SubscriptionID(0))
    }
    #expect(matcher.count == 0 && matcher.leafCount == 0)
    let deep = Self.nested(200)
    let isNew = try matcher.insert(deep, as: SubscriptionID(0))
    #expect(isNew && matcher.gateCount == 200 && matcher.leafCount == 201)
    try matcher.checkInvariants()
    var scratch = matcher.makeScratch()
    var generator = Seed(8).stream("a-tree depth")
    var met = 0
    for _ in 0..<200 {
      // Few anys have a part of their own that is met, so that the upper levels depend on the lower ones.
      let event = (0...200).compactMap { level in
        let isMet = level % 2 == 0 && level > 0 ? generator.below(60) == 0 : generator.below(60) != 0
        return isMet ? AttributeValue(UInt32(level), 1) : nil
      }
      var matches: [SubscriptionID] = []
      matcher.match(event, using: &scratch, into: &matches)
      #expect(matches.isEmpty == !deep.match(event))
      met += matches.count
    }
    #expect(met > 10 && met < 190)
  }

  @Test func anAllWaitsForItsRarestChild() throws {
    var matcher = ATreeMatcher()
    for number in 0..<1_000 {
      matcher.insert(
        [Constraint(0, 0, 1_000), Constraint(1, Int64(number), Int64(number)), Constraint(2, 0, 500)],
        as: SubscriptionID(number))
    }
    #expect(matcher.leafCount == 1_002 && matcher.gateCount == 1_000)
    var scratch = matcher.makeScratch()
    var matches: [SubscriptionID] = []
    matcher.match(
      [AttributeValue(0, 7), AttributeValue(1, 500), AttributeValue(2, 3)], using: &scratch, into: &matches)
    #expect(matches == [SubscriptionID(500)])
    #expect(scratch.candidates <= 5)
  }
}
