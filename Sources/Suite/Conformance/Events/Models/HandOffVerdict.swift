import Events
import ModelChecking

/// What a search of all orders of messages found out about one guarantee of one hand-off in one scenario.
public struct HandOffVerdict: Hashable, Sendable {
  /// The answer.
  public enum Answer: Hashable, Sendable {
    /// It holds in every state that can be reached.
    case holds
    /// It does not, as so many steps show, and no fewer do.
    case violated(steps: Int)
    /// A limit was reached before.
    case undecided
  }

  /// The hand-off.
  public let handOff: HandOff
  /// The scenario, in one or two words.
  public let scenario: String
  /// The guarantee, as a sentence.
  public let guarantee: String
  /// The answer.
  public let answer: Answer
  /// Different states that were searched for it.
  public let states: Int

  /// Searches the scenarios in which hand-offs are compared: a client leaves and comes elsewhere later, changes over at once, or changes
  /// over and comes back at once.
  ///
  /// - Throws: `ModelError` if a model makes no sense.
  public static func all(
    limits: SearchLimits = SearchLimits(), workers: Int = 1, isInterrupted: @escaping () -> Bool = { false }
  ) throws -> [HandOffVerdict] {
    try HandOffScenario.compared.flatMap { scenario in
      try HandOff.allCases.flatMap { handOff in
        try verdicts(on: handOff, in: scenario, limits, workers: workers, isInterrupted)
      }
    }
  }

  /// Searches until no guarantee is left that is violated, each time without those that were.
  static func verdicts(
    on handOff: HandOff, in scenario: HandOffScenario, _ limits: SearchLimits, workers: Int,
    _ isInterrupted: @escaping () -> Bool
  ) throws -> [HandOffVerdict] {
    var open = HandOffGuarantee.allCases
    var found: [HandOffGuarantee: (answer: Answer, states: Int)] = [:]
    while !open.isEmpty {
      var checker = try Checker(scenario.model(BrokerSettings(handOff: handOff), checking: open))
      checker.strategy = .breadthFirst(workers: workers)
      checker.limits = limits
      let report = try checker.run(isInterrupted: isInterrupted)
      if case .violated(let property, let trace) = report.verdict,
        let place = open.firstIndex(where: { $0.rawValue == property })
      {
        found[open.remove(at: place)] = (.violated(steps: trace.steps.count), report.states)
        continue
      }
      var answer = Answer.undecided
      if case .holds = report.verdict { answer = .holds }
      for guarantee in open { found[guarantee] = (answer, report.states) }
      open = []
    }
    return HandOffGuarantee.allCases.compactMap { guarantee in
      found[guarantee].map {
        HandOffVerdict(
          handOff: handOff, scenario: scenario.name, guarantee: guarantee.rawValue, answer: $0.answer, states: $0.states
        )
      }
    }
  }
}

extension HandOffVerdict {
  /// What is known of the hand-offs: the guarantees that each does not give, and the steps that show it; all others hold.
  ///
  /// The strawman and the deferred unsubscription notice no events that come twice, and keep none for those who are away. If clients change
  /// over without being away, the deferred unsubscription loses nothing, but what comes over the new link may overtake what still comes over
  /// the old one.
  static let knownViolations: [(handOff: HandOff, scenario: String, guarantee: HandOffGuarantee, steps: Int)] = [
    (.strawman, "absence", .once, 9), (.strawman, "absence", .allDelivered, 11),
    (.deferredUnsubscription, "absence", .once, 9), (.deferredUnsubscription, "absence", .allDelivered, 15),
    (.strawman, "change", .once, 8), (.strawman, "change", .allDelivered, 10),
    (.deferredUnsubscription, "change", .once, 8), (.deferredUnsubscription, "change", .inOrder, 11),
    (.strawman, "coming back", .once, 8), (.strawman, "coming back", .allDelivered, 10),
    (.strawman, "coming back", .inOrder, 15), (.deferredUnsubscription, "coming back", .once, 8),
    (.deferredUnsubscription, "coming back", .inOrder, 11),
  ]

  /// Verdicts that are not what is known.
  public static func surprises(in verdicts: [HandOffVerdict]) -> [HandOffVerdict] {
    verdicts.filter { verdict in
      let known = knownViolations.first {
        $0.handOff == verdict.handOff && $0.scenario == verdict.scenario && $0.guarantee.rawValue == verdict.guarantee
      }
      return verdict.answer != .undecided && verdict.answer != known.map { .violated(steps: $0.steps) } ?? .holds
    }
  }
}

extension HandOffScenario {
  /// Those in which hand-offs are compared.
  static let compared = [absence, change, comingBack]
}
