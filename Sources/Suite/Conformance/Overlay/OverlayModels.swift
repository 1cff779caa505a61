import ModelChecking

/// Models of the protocols by which overlays are kept up.
public enum OverlayModels {
  /// All of them.
  public static let all: [ModelCheck] = chord + fissione + peers

  /// Zave's corrected Chord with lists of two, and what becomes of it without each of its parts.
  static let chord: [ModelCheck] =
    [5, 6].flatMap { identifiers in
      [
        maintenance(
          identifiers,
          "Corrected Chord among \(identifiers) identifiers, from every ring of three, whoever joins or fails.",
          expected: identifiers == 5 ? own(9_657, 51_325, depth: 33) : own(2_419_617, 19_859_120, depth: 52)),
        induction(
          identifiers,
          "Zave's invariant of corrected Chord among \(identifiers) identifiers, from every state that satisfies it.",
          expected: identifiers == 5 ? own(591, 2_946, depth: 1) : own(11_942, 86_252, depth: 1)),
      ]
    } + [
      ModelCheck(
        "overlay.chord.repair-5", subsystem: "overlay",
        "Corrected Chord among five identifiers, from when nobody joins or fails any more.",
        expected: own(19_314, 93_302, depth: 34)
      ) { ChordMaintenance(identifiers: 5, settles: true) }
      .broken(
        "keeps-dead-predecessors", "A failed predecessor is kept until somebody nearer comes.",
        breaks: ChordMaintenance.repairs
      ) { ChordMaintenance(identifiers: 5, rules: changing { $0.replacesDeadPredecessors = false }, settles: true) },
      shortLists(5, expected: own(71_647, 487_585, depth: 40)),
      shortLists(6, expected: own(22_467_932, 216_263_234, depth: 64)).large,
    ]

  private static func own(_ states: Int, _ transitions: Int, depth: Int) -> ModelCheck.Counts {
    .init(states, transitions, depth: depth, source: "this suite")
  }

  private static func changing(_ change: (inout ChordMaintenance.Rules) -> Void) -> ChordMaintenance.Rules {
    var rules = ChordMaintenance.Rules()
    change(&rules)
    return rules
  }

  private static func maintenance(_ identifiers: Int, _ summary: String, expected: ModelCheck.Counts) -> ModelCheck {
    let check = ModelCheck(
      "overlay.chord.maintenance-\(identifiers)", subsystem: "overlay", summary, expected: expected
    ) { ChordMaintenance(identifiers: identifiers) }
    guard identifiers == 5 else { return check.large }
    return
      check
      .broken("original", "Chord as first published.", breaks: "every member has a live successor") {
        ChordMaintenance(identifiers: identifiers, rules: .original)
      }
      .broken(
        "joins-with-successor", "Newcomers know their successor only.", breaks: "every member has a live successor"
      ) {
        ChordMaintenance(identifiers: identifiers, rules: changing { $0.joinsWithList = false })
      }
      .broken("starts-alone", "A ring begins with one member.", breaks: "principals are more than entries") {
        ChordMaintenance(identifiers: identifiers, rules: changing { $0.startsWithThree = false })
      }
      .broken(
        "blind-adoption", "A successor's predecessor is adopted dead or alive.",
        breaks: "principals are more than entries"
      ) {
        ChordMaintenance(identifiers: identifiers, rules: changing { $0.asksCandidates = false })
      }
      .broken(
        "keeps-dead-predecessors", "A failed predecessor is kept until somebody nearer comes.",
        breaks: "repairs rest in the ideal ring, and only there"
      ) { ChordMaintenance(identifiers: identifiers, rules: changing { $0.replacesDeadPredecessors = false }) }
      .broken(
        "spares-nobody", "Any member may fail that leaves all others a live successor.", breaks: "one ordered ring"
      ) {
        ChordMaintenance(identifiers: identifiers, rules: changing { $0.sparesPrincipals = false })
      }
  }

  /// Padding is no fault to leave out: with lists of two entries, nothing depends on it.
  private static func shortLists(_ identifiers: Int, expected: ModelCheck.Counts) -> ModelCheck {
    ModelCheck(
      "overlay.chord.short-lists-\(identifiers)", subsystem: "overlay",
      "Corrected Chord whose lists may become short, among \(identifiers) identifiers.", expected: expected
    ) { ChordMaintenance(identifiers: identifiers, rules: changing { $0.padsLists = false }) }
  }

  private static func induction(_ identifiers: Int, _ summary: String, expected: ModelCheck.Counts) -> ModelCheck {
    let check = ModelCheck(
      "overlay.chord.induction-\(identifiers)", subsystem: "overlay", summary, expected: expected
    ) { ChordInduction(identifiers: identifiers) }
    guard identifiers == 5 else { return check }
    return
      check
      .broken(
        "joins-with-successor", "Newcomers know their successor only.", breaks: "every member has a live successor"
      ) {
        ChordInduction(identifiers: identifiers, rules: changing { $0.joinsWithList = false })
      }
      .broken(
        "blind-adoption", "A successor's predecessor is adopted dead or alive.",
        breaks: "principals are more than entries"
      ) {
        ChordInduction(identifiers: identifiers, rules: changing { $0.asksCandidates = false })
      }
      .broken(
        "spares-nobody", "Any member may fail that leaves all others a live successor.",
        breaks: "principals are more than entries"
      ) {
        ChordInduction(identifiers: identifiers, rules: changing { $0.sparesPrincipals = false })
      }
  }

  /// Networks that grow, and changes of them that race each other.
  static let fissione: [ModelCheck] = [
    ModelCheck(
      "overlay.fissione.growth", subsystem: "overlay",
      "All FissionE networks of up to twelve peers that joins lead to.",
      expected: .init(143, source: "prototype")
    ) { CodeGrowth(peers: 12) }
    .broken(
      "no-walk", "Newcomers split whatever peer they meet, as in D2B.",
      breaks: "neighbours differ by one symbol at most"
    ) {
      CodeGrowth(peers: 6, asksNeighbours: false)
    },
    ModelCheck(
      "overlay.fissione.second-look", subsystem: "overlay",
      "Two changes of up to eight peers at once, each with a second look at neighbours.",
      expected: own(1_036, 2_698, depth: 9)
    ) { CodeRace(peers: 8, guarding: .secondLook) }
    .broken("no-second-look", "Changes are made as agreed on.", breaks: "neighbours differ by one symbol at most") {
      CodeRace(peers: 8, guarding: .none)
    },
    ModelCheck(
      "overlay.fissione.locks", subsystem: "overlay",
      "Two changes of up to fourteen peers at once, with locks on peers and neighbours.",
      expected: own(3_925, 7_885, depth: 21)
    ) { CodeRace(peers: 14, guarding: .locks) }
    .broken("on-peers-only", "Neighbours are not locked.", breaks: "neighbours differ by one symbol at most") {
      CodeRace(peers: 8, guarding: .locksOnPeers)
    },
    ModelCheck(
      "overlay.fissione.promises", subsystem: "overlay",
      "Splits of up to ten peers, made at once, while two merges have their neighbours' promise to stay as they are.",
      expected: own(415, 1_363, depth: 7)
    ) { CodeRace(peers: 10, guarding: .promises) }
    .broken("no-promises", "Nobody promises anything.", breaks: "neighbours differ by one symbol at most") {
      CodeRace(peers: 8, guarding: .emptyPromises)
    },
  ]

  /// Peers themselves, message by message.
  static let peers: [ModelCheck] = [
    ModelCheck(
      "overlay.chord.join", subsystem: "overlay",
      "A newcomer among three of Chord's peers with lists of two, with four questions of all.",
      expected: own(38_657, 437_693, depth: 16)
    ) { try RingHandover.join() }
    .broken(
      "knows-no-predecessor", "Newcomers do not know whom they follow.", breaks: RingHandover.oneOwner
    ) {
      try RingHandover.join(fault: .knowsNoPredecessor)
    },
    ModelCheck(
      "overlay.fissione.join", subsystem: "overlay",
      "A newcomer among three of FissionE's peers, with three beats and two questions of all.",
      expected: own(18_284, 156_907, depth: 13)
    ) { try ZoneHandover.join() }
    .broken("lets-go-of-offers", "A zone that is offered is let go at once.", breaks: ZoneHandover.everyPath) {
      try ZoneHandover.join(fault: .letsGoOfOffers)
    }
    .broken("yields-nothing", "Nobody gives way to a stronger claim.", breaks: ZoneHandover.oneOwner) {
      try ZoneHandover.join(fault: .yieldsNothing)
    },
    ModelCheck(
      "overlay.fissione.leave", subsystem: "overlay",
      "One of four of FissionE's peers leaves, with two beats and two questions of all.",
      expected: own(5_962, 47_123, depth: 11)
    ) {
      try ZoneHandover.model(
        ZoneHandover.zones("01", "02", "1", "2"), holders: [0, 1, 2, 3], leaving: [0], .init(beats: 2, questions: 2))
    },
    ModelCheck(
      "overlay.fissione.merge-and-join", subsystem: "overlay",
      "Halves become one while a newcomer comes to a neighbour, with two beats and two questions of all.",
      expected: own(170_541, 1_981_201, depth: 22)
    ) { try ZoneHandover.mergeAndJoin() }
    .broken(
      "merges-unasked", "Halves become one without the neighbours' promise.", breaks: ZoneHandover.balance
    ) {
      try ZoneHandover.mergeAndJoin(fault: .mergesUnasked)
    },
  ]
}
