import Events
import PropertyTesting

/// Laws of the index that puts subscriptions of the language onto a matcher.
enum IndexLaws {
  static let suite = suite(of: MatchingImplementation.all.filter(\.isExact))

  /// The laws, applied to indexes over certain matchers.
  static func suite(of implementations: [MatchingImplementation]) -> LawSuite<IndexSubject> {
    LawSuite(
      subsystem: "events", laws: [findsByMeaning, keepsNothing],
      specimens: implementations.map { implementation in
        Specimen("events.index.\(implementation.id)", "An index over \(implementation.id).", of: .index) { recipe in
          IndexSubject(recipe: recipe) { implementation.make(.ofLaws) }
        }
      },
      mutants: mutants)
  }

  /// P1 for the language, on an index through which subscriptions have come and gone.
  static let findsByMeaning = Law<IndexSubject>(
    "events.index.finds-by-meaning",
    "Whatever subscriptions have come and gone, an event finds just those that are true of it, each once."
  ) { subject, _ in
    try subject.goThrough { index, live in
      var scratch = index.makeScratch()
      for event in subject.recipe.events {
        var found: [Int] = []
        index.match(event, using: &scratch, into: &found)
        let expected = live.filter { $0.value.matches(event) }.keys.sorted()
        try expect(found.sorted() == expected, "\(event) finds \(found.sorted()), not \(expected)")
      }
    }
  }

  /// P7 for the index.
  static let keepsNothing = Law<IndexSubject>(
    "events.index.keeps-nothing",
    "Inside, an index is as it should be after every change; when all subscriptions have left, nothing of them is there."
  ) { subject, _ in
    try subject.goThrough { index, live in
      try expect(index.count == live.count, "\(index.count) subscriptions are counted, not \(live.count)")
      if live.isEmpty {
        try expect(
          index.conjunctionCount == 0 && index.dimensionCount == 0,
          "\(index.conjunctionCount) conjunctions over \(index.dimensionCount) dimensions are left")
      }
      do { try index.checkInvariants() } catch { try expect(false, "with \(live.keys.sorted()): \(error)") }
    }
  }

  private static let mutants: [Mutant<IndexSubject>] = [
    mutant("takes-sets-for-ranges", "Of a set only its least and its greatest value are kept.", findsByMeaning) {
      try $0.replacing { predicate in
        guard case .oneOf(let values) = predicate.comparison else { return predicate }
        return try AttributePredicate(predicate.attribute, .within(values[0], values[values.count - 1]))
      }
    },
    mutant("forgets-an-alternative", "The last of several alternatives is not kept.", findsByMeaning) { subscription in
      guard case .disjunction(let operands) = subscription.form, operands.count > 1 else { return subscription }
      return try .disjunction(of: operands.dropLast())
    },
    mutant("mistakes-ends", "Comparisons with ends are kept as those without.", findsByMeaning) {
      try $0.replacing { predicate in
        guard case .lessOrEqual(let value) = predicate.comparison else { return predicate }
        return try AttributePredicate(predicate.attribute, .less(value))
      }
    },
    Mutant(
      "events.index.miscounts", "The matcher below never counts down.", killedBy: [keepsNothing.id], of: .index
    ) { recipe in IndexSubject(recipe: recipe) { MatcherBox(FaultyPivot(fault: .countsUpOnly)) } },
  ]

  private static func mutant(
    _ name: String, _ fault: String, _ law: Law<IndexSubject>,
    _ kept: @escaping @Sendable (Subscription) throws -> Subscription
  ) -> Mutant<IndexSubject> {
    Mutant("events.index.\(name)", fault, killedBy: [law.id], of: .index) { recipe in
      IndexSubject(recipe: recipe) {
        MatcherBox(ScanMatcher())
      } kept: { subscription in
        (try? kept(subscription)) ?? subscription
      }
    }
  }
}

extension Subscription {
  /// The same with other predicates.
  fileprivate func replacing(_ predicate: (AttributePredicate) throws -> AttributePredicate) throws -> Subscription {
    switch form {
    case .predicate(let old): Subscription(try predicate(old))
    case .negation(let operand): try .negation(of: operand.replacing(predicate))
    case .conjunction(let operands): try .conjunction(of: operands.map { try $0.replacing(predicate) })
    case .disjunction(let operands): try .disjunction(of: operands.map { try $0.replacing(predicate) })
    }
  }
}
