import Events
import PropertyTesting

/// Laws of trees of brokers, however far subscriptions are told.
enum BrokerLaws {
  static let suite = LawSuite<BrokerSubject>(
    subsystem: "events", laws: [deliversWhatFloodingWould, crossesLinksOnce, asksForWhatIsNeeded],
    specimens: SubscriptionRouting.allCases.map { specimen($0) }
      + [SubscriptionRouting.identity, .covering, .perfectMerging].map { specimen($0, advertising: true) },
    mutants: [
      Mutant(
        "events.brokers.forgets-covered", "Filters that were covered are not announced again.",
        killedBy: [deliversWhatFloodingWould.id, asksForWhatIsNeeded.id], of: .brokers
      ) { BrokerSubject($0, BrokerSettings(), fault: .forgetsCovered) },
      Mutant(
        "events.brokers.sends-twice", "Events go over every link twice.", killedBy: [crossesLinksOnce.id], of: .brokers
      ) { BrokerSubject($0, BrokerSettings(), fault: .sendsTwice) },
      Mutant(
        "events.brokers.delivers-unasked", "Whatever comes is delivered to all clients of a broker.",
        killedBy: [deliversWhatFloodingWould.id], of: .brokers
      ) { BrokerSubject($0, BrokerSettings(), fault: .deliversUnasked) },
      Mutant(
        "events.brokers.forgets-waiting", "What was asked for before it was advertised is not asked for then.",
        killedBy: [deliversWhatFloodingWould.id, asksForWhatIsNeeded.id], of: .brokers
      ) { BrokerSubject($0, settings(.covering, advertising: true), fault: .forgetsWaiting) },
    ])

  private static func specimen(
    _ routing: SubscriptionRouting, advertising: Bool = false
  ) -> Specimen<BrokerSubject> {
    Specimen(
      "events.brokers.\(advertising ? "advertised-" : "")\(routing.name)",
      "Brokers with \(routing.name) routing\(advertising ? " and advertisements" : "").", of: .brokers
    ) { BrokerSubject($0, settings(routing, advertising: advertising)) }
  }

  private static func settings(_ routing: SubscriptionRouting, advertising: Bool) -> BrokerSettings {
    var settings = BrokerSettings()
    settings.routing = routing
    settings.usesAdvertisements = advertising
    return settings
  }

  /// P9.
  static let deliversWhatFloodingWould = Law<BrokerSubject>(
    "events.brokers.deliver-what-flooding-would",
    "When all is quiet, every subscription has got just the events that it would if all events went everywhere, each once."
  ) { subject, _ in
    try expect(
      subject.delivered == subject.expected,
      "delivered: \(text(subject.delivered)); expected: \(text(subject.expected))")
  }

  /// S4.
  static let crossesLinksOnce = Law<BrokerSubject>(
    "events.brokers.cross-links-once", "No event crosses a link twice in the same direction."
  ) { subject, _ in
    let twice = subject.crossings.filter { $0.value > 1 }.keys.sorted()
    try expect(twice.isEmpty, "twice: \(twice.joined(separator: ", "))")
  }

  /// S6.
  static let asksForWhatIsNeeded = Law<BrokerSubject>(
    "events.brokers.ask-for-what-is-needed",
    "When all is quiet, brokers ask their neighbours for what somebody needs, and these know it."
  ) { subject, _ in
    try expect(subject.disagreement == nil, subject.disagreement ?? "")
  }

  private static func text(_ deliveries: [BrokerSubject.Delivery]) -> String {
    deliveries.isEmpty
      ? "nothing" : deliveries.map { "event \($0.event) to \($0.broker)/\($0.subscription)" }.joined(separator: ", ")
  }
}
