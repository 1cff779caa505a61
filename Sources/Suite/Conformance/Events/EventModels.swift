import Events
import ModelChecking

/// Models of brokers and of clients that move between them: the participants themselves, message by message.
public enum EventModels {
  /// All of them.
  public static let all: [ModelCheck] = markers + relocations + others

  private static func own(_ states: Int, _ transitions: Int, depth: Int) -> ModelCheck.Counts {
    .init(states, transitions, depth: depth, source: "this suite")
  }

  private static func check(
    _ name: String, _ handOff: HandOff, _ scenario: HandOffScenario, _ summary: String, acknowledging: UInt16 = 0,
    checking guarantees: [HandOffGuarantee] = HandOffGuarantee.allCases, expected: ModelCheck.Counts
  ) -> ModelCheck {
    ModelCheck("events.hand-off.\(name)", subsystem: "events", summary, expected: expected) {
      try scenario.model(settings(handOff, acknowledging: acknowledging), checking: guarantees)
    }
  }

  private static func settings(_ handOff: HandOff, acknowledging: UInt16) -> BrokerSettings {
    var settings = BrokerSettings(handOff: handOff)
    settings.acknowledgesEvery = acknowledging
    return settings
  }

  /// Hand-off by markers, which guarantees everything.
  static let markers: [ModelCheck] = [
    check(
      "marker.absence", .marker, .absence,
      "A client leaves one of three brokers and comes to another one, by markers, while three events are published.",
      expected: own(19_035, 62_662, depth: 31)
    )
    .broken("sends-twice", "Events go over every link twice.", breaks: HandOffGuarantee.linkOnce.rawValue) {
      try HandOffScenario.absence.model(BrokerSettings(handOff: .marker), fault: .sendsTwice, checking: [.linkOnce])
    },
    check(
      "marker.coming-back", .marker, .comingBack,
      "A client changes over from one of three brokers to another one and back at once, by markers.",
      expected: own(49_916, 162_004, depth: 39)
    )
    .broken("unsubscribes-first", "The old place unsubscribes first.", breaks: HandOffGuarantee.allDelivered.rawValue) {
      try HandOffScenario.comingBack.model(BrokerSettings(handOff: .marker), fault: .unsubscribesFirst)
    }
    .broken(
      "forgets-covered", "Filters that were covered are not announced again.",
      breaks: HandOffGuarantee.askedFor.rawValue
    ) {
      try HandOffScenario.comingBack.model(BrokerSettings(handOff: .marker), fault: .forgetsCovered)
    }
    .broken("keeps-duplicates", "Events that come twice are not noticed.", breaks: HandOffGuarantee.once.rawValue) {
      try HandOffScenario.comingBack.model(BrokerSettings(handOff: .marker), fault: .keepsDuplicates)
    }
    .broken("releases-early", "New events are not held.", breaks: HandOffGuarantee.inOrder.rawValue) {
      try HandOffScenario.comingBack.model(BrokerSettings(handOff: .marker), fault: .releasesEarly)
    }
    .broken(
      "flips-without-marker", "The old place is told ahead of the events on the path.",
      breaks: HandOffGuarantee.allDelivered.rawValue
    ) {
      try HandOffScenario.comingBack.model(BrokerSettings(handOff: .marker), fault: .flipsWithoutMarker)
    }
    .broken(
      "ignores-epochs", "Messages of an earlier move are taken for those of the last.",
      breaks: HandOffGuarantee.oneAnchor.rawValue
    ) {
      try HandOffScenario.comingBack.model(BrokerSettings(handOff: .marker), fault: .ignoresEpochs)
    }
    .broken(
      "ignores-epochs-and-leaves-something", "The same, and what is left of it.",
      breaks: HandOffGuarantee.nothingLeft.rawValue
    ) {
      try HandOffScenario.comingBack.model(
        BrokerSettings(handOff: .marker), fault: .ignoresEpochs, checking: [.nothingLeft])
    },
    check(
      "marker.exchange", .marker, .exchange, "Two clients change places, by markers, while an event is published.",
      expected: own(69_794, 304_624, depth: 30)),
    check(
      "marker.subtree", .marker, .subtree,
      "Two brokers with a client each move as one, by markers, while something is published among them and elsewhere.",
      expected: own(105_451, 367_099, depth: 32)
    )
    .broken(
      "delivers-unasked", "Whatever comes is delivered to all clients of a broker.",
      breaks: HandOffGuarantee.matching.rawValue
    ) {
      try HandOffScenario.subtree.model(
        BrokerSettings(handOff: .marker), fault: .deliversUnasked, checking: [.matching])
    },
    check(
      "marker.wandering", .marker, .wandering,
      "A client is away twice, at one of three brokers in between and back at the first one in the end, by markers.",
      expected: own(54_726, 180_983, depth: 41)),
    check(
      "marker.ending", .marker, .ending,
      "A client moves, by markers, while a subscription ends that has been covering others.",
      expected: own(26_231, 95_731, depth: 28)
    )
    .broken(
      "forgets-covered", "Filters that were covered are not announced again.",
      breaks: HandOffGuarantee.allDelivered.rawValue
    ) {
      try HandOffScenario.ending.model(
        BrokerSettings(handOff: .marker), fault: .forgetsCovered, checking: [.allDelivered])
    },
    check(
      "marker.acknowledging", .marker, .absence,
      "A client leaves one of three brokers and comes to another one, by markers, and acknowledges every event.",
      acknowledging: 1, expected: own(33_052, 107_498, depth: 37)
    )
    .broken(
      "keeps-nothing-sent", "What is sent over a moving link is not kept until it is acknowledged.",
      breaks: HandOffGuarantee.allDelivered.rawValue
    ) {
      try HandOffScenario.absence.model(settings(.marker, acknowledging: 1), fault: .keepsNothingSent)
    },
    check(
      "marker.tour", .marker, .tour,
      "A client goes from leaf to leaf of a star of four brokers, by markers, and on before the first move is done.",
      expected: own(218_790, 930_087, depth: 41)
    ).large,
  ]

  /// REBECA's relocation, which guarantees the same.
  static let relocations: [ModelCheck] = [
    check(
      "relocation.absence", .relocation, .absence,
      "A client leaves one of three brokers and comes to another one, by relocation, while three events are published.",
      expected: own(32_208, 108_499, depth: 37)),
    check(
      "relocation.coming-back", .relocation, .comingBack,
      "A client changes over from one of three brokers to another one and back at once, by relocation.",
      expected: own(78_868, 263_746, depth: 50)),
    check(
      "relocation.exchange", .relocation, .exchange,
      "Two clients change places, by relocation, while an event is published.",
      expected: own(106_802, 497_920, depth: 34)),
    check(
      "relocation.acknowledging", .relocation, .absence,
      "A client leaves one of three brokers and comes to another one, by relocation, and acknowledges every second event.",
      acknowledging: 2, expected: own(34_817, 117_298, depth: 40)),
    check(
      "relocation.tour", .relocation, .tour,
      "A client goes from leaf to leaf of a star of four brokers, by relocation, and on before the first move is done.",
      expected: own(472_709, 2_104_863, depth: 51)
    ).large,
  ]

  /// What the others do not guarantee is checked as if they did, and must be rejected.
  static let others: [ModelCheck] = [
    check(
      "strawman.absence", .strawman, .absence,
      "What is left of the guarantees if a client's subscriptions end with its link.",
      checking: [.matching, .inOrder, .linkOnce, .oneAnchor, .askedFor, .nothingLeft],
      expected: own(10_765, 34_284, depth: 24)
    )
    .broken("loses-nothing", "As if no event were lost.", breaks: HandOffGuarantee.allDelivered.rawValue) {
      try HandOffScenario.absence.model(BrokerSettings(handOff: .strawman), checking: [.allDelivered])
    }
    .broken("delivers-once", "As if no event came twice.", breaks: HandOffGuarantee.once.rawValue) {
      try HandOffScenario.absence.model(BrokerSettings(handOff: .strawman), checking: [.once])
    },
    check(
      "deferred.change", .deferredUnsubscription, .change,
      "What is left of the guarantees if a client subscribes at a new place before it unsubscribes at the old one.",
      checking: [.matching, .linkOnce, .oneAnchor, .askedFor, .allDelivered, .nothingLeft],
      expected: own(7_530, 21_559, depth: 26)
    )
    .broken("delivers-once", "As if no event came twice.", breaks: HandOffGuarantee.once.rawValue) {
      try HandOffScenario.change.model(BrokerSettings(handOff: .deferredUnsubscription), checking: [.once])
    }
    .broken("delivers-in-order", "As if no event overtook another one.", breaks: HandOffGuarantee.inOrder.rawValue) {
      try HandOffScenario.change.model(BrokerSettings(handOff: .deferredUnsubscription), checking: [.inOrder])
    }
    .broken(
      "loses-nothing", "As if no event were lost during an absence.", breaks: HandOffGuarantee.allDelivered.rawValue
    ) {
      try HandOffScenario.absence.model(BrokerSettings(handOff: .deferredUnsubscription), checking: [.allDelivered])
    },
  ]
}
