import Events
import PropertyTesting

/// Laws of what subscriptions mean, and of the language in which they are written.
enum SubscriptionLaws {
  static let suite = LawSuite<SubscriptionRules>(
    subsystem: "events", laws: [whatIsToldStays, negationTurnsOperators, writingReadsBack, errorsTellWhere],
    specimens: [
      Specimen("events.subscriptions", "The language of subscriptions.", of: .constant(SubscriptionSpace())) { _ in
        SubscriptionRules()
      }
    ],
    mutants: mutants)

  /// Kleene's logic is monotone in what is known (Kleene 1952, section 64); `exists`, which asks what is known, is set apart.
  static let whatIsToldStays = Law<SubscriptionRules>(
    "events.subscriptions.what-is-told-stays",
    "What is true or false of an event stays so when it has more attributes, unless the subscription asks which there are."
  ) { rules, trial in
    let subscription = try trial.draw(.subscription, "subscription")
    try assume(subscription.predicates.allSatisfy { $0.comparison != .exists })
    let event = try trial.draw(.namedEvent, "event")
    let place = try trial.below(max(1, event.count))
    let fewer = event.attributes.enumerated().filter { $0.offset != place }.map(\.element)
    let (before, after) = (rules.truth(subscription, try Event(attributes: fewer)), rules.truth(subscription, event))
    try expect(
      before == .unknown || after == before, "it is \(after), and \(before) without attribute \(place) of the event")
  }

  /// De Morgan's laws and double negation, of all three values.
  static let negationTurnsOperators = Law<SubscriptionRules>(
    "events.subscriptions.negation-turns-operators",
    "To deny all of two is to say the opposite of one, and the other way round; what is denied twice is said."
  ) { rules, trial in
    let (one, other) = (try trial.draw(.subscription, "one"), try trial.draw(.subscription, "other"))
    let event = try trial.draw(.namedEvent, "event")
    let (notOne, notOther) = (try Subscription.negation(of: one), try Subscription.negation(of: other))
    let pairs: [(String, Subscription, Subscription)] = [
      (
        "not (one and other)", try .negation(of: .conjunction(of: [one, other])),
        try .disjunction(of: [notOne, notOther])
      ),
      (
        "not (one or other)", try .negation(of: .disjunction(of: [one, other])),
        try .conjunction(of: [notOne, notOther])
      ),
      ("not not one", try .negation(of: notOne), one),
    ]
    for (name, left, right) in pairs {
      let (truth, same) = (rules.truth(left, event), rules.truth(right, event))
      try expect(truth == same, "\(name) is \(truth), and said in the other way \(same)")
    }
  }

  static let writingReadsBack = Law<SubscriptionRules>(
    "events.language.writing-reads-back", "What is written of subscriptions and events reads back as the same."
  ) { rules, trial in
    let subscription = try trial.draw(.subscription, "subscription")
    let text = rules.write(subscription)
    switch rules.read(text) {
    case .subscription(let again): try expect(again == subscription, "\(text) reads as \(again)")
    case .refused(_, let column, let found): try expect(false, "\(text) is refused at column \(column), for \(found)")
    }
    let event = try trial.draw(.namedEvent, "event")
    let eventText = rules.writeEvent(event)
    let again = try? Event(parsing: eventText)
    try expect(again == event, "\(eventText) reads as \(again.map(\.description) ?? "no event")")
  }

  /// All that stands before the place is right so far, and with what stands there it is not.
  static let errorsTellWhere = Law<SubscriptionRules>(
    "events.language.errors-tell-where",
    "Any text is read or refused; it is refused where it first stops being a subscription: what stands before wants only more."
  ) { rules, trial in
    let tokens = try trial.draw(.array(of: .element(of: tokens), count: 0...9), "tokens")
    let text = tokens.joined(separator: " ")
    switch rules.read(text) {
    case .subscription(let subscription):
      try expect((try? Subscription(parsing: rules.write(subscription))) == subscription, "\(subscription) differs")
    case .refused(let line, let column, let found):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let isInside = line >= 1 && line <= lines.count && column >= 1 && column <= lines[line - 1].count + 1
      try expect(isInside, "line \(line), column \(column) is not in \(text)")
      let before = lines[..<(line - 1)].map { $0 + "\n" }.joined() + lines[line - 1].prefix(column - 1)
      if case .refused(_, _, let missing) = rules.read(before) {
        try expect(missing == "the end", "\(before) is wrong at \(missing) before line \(line), column \(column)")
      }
      try expect(
        found == "the end" || before.utf8.count < text.utf8.count,
        "line \(line), column \(column) of \(text) is its end, and not \(found)")
    }
  }

  private static let tokens = [
    "a", "=", "1", "and", "or", "not", "(", ")", "b", "<", "\"x\"", "in", "[", ",", "]", "{", "}", "exists", "prefix",
    "true",
    "-2.5", "`in`", "\n", "!=", ">=", "inf", ":",
  ]

  private static let mutants: [Mutant<SubscriptionRules>] = [
    mutant("closes-the-world", "A comparison of what an event lacks is false.", whatIsToldStays) { rules in
      rules.truth = { $0.truth(on: $1, absent: .no) { !$0 } }
    },
    mutant("denies-the-unknown", "What is unknown is true when it is denied.", negationTurnsOperators) { rules in
      rules.truth = { $0.truth(on: $1, absent: .unknown) { $0 == .yes ? .no : .yes } }
    },
    mutant("omits-parentheses", "Parentheses are not written.", writingReadsBack) { rules in
      rules.write = { $0.description.filter { $0 != "(" && $0 != ")" } }
    },
    mutant("escapes-nothing", "Quotation marks are written as they are.", writingReadsBack) { rules in
      rules.writeEvent = { $0.description.replacing("\\\"", with: "\"") }
    },
    mutant("counts-from-zero", "The first column is 0.", errorsTellWhere) { rules in
      rules.read = moved { _, line, column in (line: line, column: column - 1) }
    },
    mutant("points-at-the-end", "Errors are told at the end of the text.", errorsTellWhere) { rules in
      rules.read = moved { text, _, _ in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (line: lines.count, column: lines[lines.count - 1].count + 1)
      }
    },
  ]

  /// Reads rightly, and tells errors elsewhere.
  private static func moved(
    _ move: @escaping @Sendable (_ text: String, _ line: Int, _ column: Int) -> (line: Int, column: Int)
  ) -> @Sendable (String) -> SubscriptionRules.Reading {
    { text in
      let reading = SubscriptionRules().read(text)
      guard case .refused(let line, let column, let found) = reading else { return reading }
      let place = move(text, line, column)
      return .refused(line: place.line, column: place.column, found: found)
    }
  }

  private static func mutant(
    _ name: String, _ fault: String, _ law: Law<SubscriptionRules>,
    _ change: @escaping @Sendable (inout SubscriptionRules) -> Void
  ) -> Mutant<SubscriptionRules> {
    Mutant("events.subscriptions.\(name)", fault, killedBy: [law.id], of: .constant(SubscriptionSpace())) { _ in
      var rules = SubscriptionRules()
      change(&rules)
      return rules
    }
  }
}
