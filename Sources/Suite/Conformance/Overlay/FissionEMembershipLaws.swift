import ExactNumbers
import Foundation
import Overlays
import PropertyTesting
import Randomness

/// Laws of FissionE in motion, checked after joins and leaves.
public enum FissionEMembershipLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<FissionENetwork>(
    subsystem: "overlay",
    laws: [
      identifiersAreCompleteCode, neighbourLengths, degrees, joinsTellNeighbours, joinThenLeaveRestores,
      objectsAreAtTheirOwners, identifiersAreShort,
    ],
    specimens: [
      Specimen("overlay.fissione", "FissionE after joins, and leaves mixed with joins.", of: .histories()) {
        $0.applied(to: FissionENetwork())
      }
    ],
    mutants: [
      mutant(
        "no-walk", "Newcomers split whatever zone they meet, as in D2B.", rule: BalanceRule(walk: .none),
        killedBy: [neighbourLengths.id, degrees.id]),
      mutant(
        "walk-out-neighbours-only", "The join walk does not look at in-neighbours.",
        rule: BalanceRule(walk: .outNeighboursOnly), killedBy: [neighbourLengths.id]),
      mutant(
        "unchecked-sibling", "Zones merge without asking the sibling's neighbours.",
        rule: BalanceRule(asksNeighboursOfSiblings: false), killedBy: [neighbourLengths.id]),
      mutant(
        "keeps-zone-on-split", "A peer keeps its identifier when its zone is split.", faults: [.keepsZoneOnSplit],
        killedBy: [identifiersAreCompleteCode.id]),
      mutant(
        "keeps-identifier-on-merge", "A peer that absorbs its sibling keeps the longer identifier.",
        faults: [.keepsIdentifierOnMerge], killedBy: [identifiersAreCompleteCode.id, joinThenLeaveRestores.id]),
      mutant(
        "keeps-objects-on-split", "Objects of the newcomer's zone are not handed over.", faults: [.keepsObjectsOnSplit],
        killedBy: [objectsAreAtTheirOwners.id]),
      mutant(
        "loses-objects-on-merge", "Objects of merged zones are lost.", faults: [.losesObjectsOnMerge],
        killedBy: [objectsAreAtTheirOwners.id, joinThenLeaveRestores.id]),
      mutant(
        "tells-out-neighbours-only", "A peer whose zone is split does not tell its in-neighbours.",
        faults: [.tellsOutNeighboursOnly], killedBy: [joinsTellNeighbours.id]),
      mutant(
        "constant-hash-without-walk", "All newcomers meet the same zone and split it.", rule: BalanceRule(walk: .none),
        faults: [.constantHash], killedBy: [identifiersAreShort.id]),
    ])

  /// P1.
  static let identifiersAreCompleteCode = Law<FissionENetwork>(
    "overlay.fissione.complete-code",
    "The identifiers form a complete prefix code: their exact shares add up to 1, and none begins another."
  ) { network, _ in
    let identifiers = network.peers.compactMap { network.identifier(of: $0) }.sorted()
    try expect(identifiers.count == network.count, "\(network.count - identifiers.count) peers have no identifier")
    let lengths = Dictionary(grouping: identifiers, by: \.length).map { (length: $0.key, words: $0.value.count) }
    let total = KeyShares(lengths: lengths, over: FissionE.graph).total
    try expect(total == Rational(1, 1), "the shares of \(identifiers) add up to \(total)")
    for (identifier, next) in zip(identifiers, identifiers.dropFirst()) {
      try expect(!identifier.isPrefix(of: next), "\(identifier) begins \(next)")
    }
  }

  /// P2.
  static let neighbourLengths = Law<FissionENetwork>(
    "overlay.fissione.neighbour-lengths", "The identifiers of neighbours differ in length by at most one symbol."
  ) { network, _ in
    for leaf in network.code.leaves {
      for other in network.code.outNeighbours(of: leaf) {
        try expect(
          abs(leaf.length - other.length) <= 1, "\(leaf.word.kautzString) -> \(other.word.kautzString)")
      }
    }
  }

  /// P3.
  static let degrees = Law<FissionENetwork>(
    "overlay.fissione.degrees", "Every peer has in-degree 2 and out-degree 1 to 4, so that N peers have 2 N edges."
  ) { network, _ in
    var edges = 0
    for leaf in network.code.leaves {
      let incoming = network.code.inNeighbours(of: leaf).count
      let outgoing = network.code.outNeighbours(of: leaf).count
      try expect(incoming == 2, "\(leaf.word.kautzString) has in-degree \(incoming)")
      try expect((1...4).contains(outgoing), "\(leaf.word.kautzString) has out-degree \(outgoing)")
      edges += outgoing
    }
    try expect(edges == 2 * network.count, "\(edges) edges among \(network.count) peers")
  }

  /// P7.
  static let joinsTellNeighbours = Law<FissionENetwork>(
    "overlay.fissione.joins-tell-neighbours",
    "A join adds one peer, and tells exactly those whose tables change: the neighbours of the peer whose zone is split, six at most."
  ) { network, trial in
    var points = Seed(UInt64(try trial.below(1 << 16))).stream("overlay.fissione.join")
    var changed = network
    let (newcomer, change) = changed.join(using: &points)
    try expect(changed.count == network.count + 1, "\(changed.count) peers after a join to \(network.count)")
    let before = tables(of: network.code)
    let after = tables(of: changed.code)
    let split = before.keys.filter { after[$0] == nil }
    try expect(split.count == 1, "\(split.count) zones were split")
    let concerned = before.keys.filter { after[$0] != nil && after[$0] != before[$0] }
    try expect(
      concerned.count == change.notified,
      "\(change.notified) peers are told of \(newcomer), the tables of \(concerned.count) change")
    try expect(concerned.count <= 6, "\(concerned.count) peers must be told")
  }

  /// The words with an edge from or to each word.
  private static func tables(of code: PathCode) -> [PathWord: Set<PathWord>] {
    Dictionary(
      uniqueKeysWithValues: code.leaves.map { leaf in
        (leaf.word, Set((code.outNeighbours(of: leaf) + code.inNeighbours(of: leaf)).map(\.word)))
      })
  }

  /// P8.
  static let joinThenLeaveRestores = Law<FissionENetwork>(
    "overlay.fissione.join-then-leave-restores",
    "A peer that joins and leaves again leaves identifiers and objects as they were."
  ) { network, trial in
    let peers = network.peers
    for _ in 0..<4 {
      var changed = network
      let peer = peers[try trial.below(peers.count)]
      guard let newcomer = changed.join(splitting: peer) else { continue }
      try expect(changed.code != network.code, "the join changed nothing")
      try expect(changed.leave(newcomer) != nil, "the newcomer cannot leave")
      try expect(changed.code == network.code, "another code after a join at \(peer) and the newcomer's leave")
      for other in peers {
        try expect(
          changed.identifier(of: other) == network.identifier(of: other)
            && Set(changed.objects(at: other)) == Set(network.objects(at: other)),
          "peer \(other.number) is not as it was")
      }
    }
  }

  /// P9.
  static let objectsAreAtTheirOwners = Law<FissionENetwork>(
    "overlay.fissione.objects-conserved", "Every object ever stored lies at its owner, and nowhere else."
  ) { network, _ in
    var found: [KautzString] = []
    for peer in network.peers {
      for object in network.objects(at: peer) {
        found.append(object)
        try expect(network.owner(of: object) == peer, "\(object) lies at peer \(peer.number)")
      }
    }
    try expect(found.count == objects.count, "\(found.count) objects of \(objects.count)")
    try expect(Set(found) == Set(objects), "some objects are lost and others doubled")
  }

  /// P11.
  static let identifiersAreShort = Law<FissionENetwork>(
    "overlay.fissione.identifier-length", "With 8 peers or more, identifiers have fewer than 2 log2 N symbols."
  ) { network, _ in
    guard network.count >= 8, let longest = network.code.leaves.map(\.length).max() else { return }
    try expect(
      Double(longest) < 2 * log2(Double(network.count)), "\(longest) symbols among \(network.count) peers")
  }

  /// Objects that every network is given before peers come and go.
  package static let objects = (0..<64).map { KautzHash.object("object \($0)".utf8) }

  private static func mutant(
    _ name: String, _ fault: String, rule: BalanceRule = .balanced, faults: Set<FissionENetwork.Fault> = [],
    killedBy: Set<String>
  ) -> Mutant<FissionENetwork> {
    Mutant("overlay.fissione.\(name)", fault, killedBy: killedBy, of: .histories()) {
      $0.applied(to: FissionENetwork(rule: rule, faults: faults))
    }
  }
}
