import ExactNumbers
import Foundation
import Overlays
import Randomness

/// Laws of FissionE in motion, checked after joins and leaves.
public enum FissionEMembershipLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<FissionENetwork>(
    subsystem: "overlay",
    laws: [
      identifiersAreCompleteCode, neighbourLengths, degrees, joinThenLeaveRestores, objectsAreAtTheirOwners,
      identifiersAreShort,
    ],
    specimens: [
      Specimen("overlay.fissione", "FissionE after joins, and leaves mixed with joins.") { number, seed in
        churned(FissionENetwork(), case: number, seed: seed)
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

  /// P8.
  static let joinThenLeaveRestores = Law<FissionENetwork>(
    "overlay.fissione.join-then-leave-restores",
    "A peer that joins and leaves again leaves identifiers and objects as they were."
  ) { network, generator in
    let peers = network.peers
    for _ in 0..<4 {
      var changed = network
      let peer = peers[generator.below(peers.count)]
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
    var found = 0
    for peer in network.peers {
      for object in network.objects(at: peer) {
        found += 1
        try expect(network.owner(of: object) == peer, "\(object) lies at peer \(peer.number)")
      }
    }
    try expect(found == storedObjects, "\(found) objects of \(storedObjects)")
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
  private static let storedObjects = 64

  /// Lets peers join, then join and leave at random: four changes for each peer.
  static func churned(_ network: FissionENetwork, case number: Int, seed: Seed) -> FissionENetwork {
    var network = network
    var generator = seed.stream("overlay.fissione.churn")
    let size = OverlayLaws.nodes(inCase: number)
    for index in 0..<storedObjects { network.store(KautzHash.object("object \(index)".utf8)) }
    while network.count < size { _ = network.join(using: &generator) }
    for _ in 0..<4 * size {
      if generator.coin(0.5) {
        _ = network.join(using: &generator)
      } else {
        let peers = network.peers
        _ = network.leave(peers[generator.below(peers.count)])
      }
    }
    return network
  }

  private static func mutant(
    _ name: String, _ fault: String, rule: BalanceRule = .balanced, faults: Set<FissionENetwork.Fault> = [],
    killedBy: Set<String>
  ) -> Mutant<FissionENetwork> {
    Mutant("overlay.fissione.\(name)", fault, killedBy: killedBy) { number, seed in
      churned(FissionENetwork(rule: rule, faults: faults), case: number, seed: seed)
    }
  }
}

/// A finished FissionE beside the code it was laid out from.
public struct FissionESubject: Sendable {
  let code: PathCode
  let overlay: FissionE
  /// The route that is judged, ends included.
  let route: @Sendable (NodeIndex, KautzString) -> [NodeIndex]

  init(_ code: PathCode, tampering: (inout FissionE) -> Void = { _ in }) throws {
    var overlay = try FissionE(code)
    tampering(&overlay)
    self.code = code
    self.overlay = overlay
    route = { [overlay] in overlay.path(from: $0, to: $1) }
  }

  init(_ code: PathCode, route: @escaping @Sendable (FissionE, NodeIndex, KautzString) -> [NodeIndex]) throws {
    let overlay = try FissionE(code)
    self.code = code
    self.overlay = overlay
    self.route = { route(overlay, $0, $1) }
  }
}

/// Laws of FissionE laid out for routing.
public enum FissionERoutingLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<FissionESubject>(
    subsystem: "overlay", laws: [tablesFollowEdgeRule, routeLength, longPath],
    specimens: [
      Specimen("overlay.fissione", "FissionE laid out after joins and leaves.") { number, seed in
        try FissionESubject(code(number, seed))
      }
    ],
    mutants: [
      Mutant(
        "overlay.fissione.swapped-halves", "A peer mistakes which of its two neighbourhoods is split.",
        killedBy: [tablesFollowEdgeRule.id]
      ) { number, seed in
        try FissionESubject(code(number + 2, seed)) { overlay in
          for peer in overlay.fans.indices where overlay.fans[peer] >> 27 & 3 == 1 || overlay.fans[peer] >> 27 & 3 == 2
          {
            overlay.fans[peer] ^= 3 << 27
          }
        }
      },
      Mutant(
        "overlay.fissione.ignores-overlap", "Routes go the whole way even where identifiers overlap.",
        killedBy: [routeLength.id]
      ) { number, seed in
        try FissionESubject(code(number, seed)) { $0.longPath(from: $1, to: $2) }
      },
      Mutant(
        "overlay.fissione.detour", "Every long path makes one more round to its end.", killedBy: [longPath.id]
      ) { number, seed in
        try FissionESubject(code(number, seed)) { overlay in
          for peer in overlay.fans.indices { overlay.fans[peer] = overlay.fans[(peer + 1) % overlay.nodeCount] }
        }
      },
    ])

  /// P4: where the layout leads under every pair of next symbols is what the edge rule says, recomputed from the code.
  static let tablesFollowEdgeRule = Law<FissionESubject>(
    "overlay.fissione.table-follows-edge-rule",
    "The neighbours of every peer are the words that the edge rule names, and each is entered by its own symbols."
  ) { subject, generator in
    let leaves = subject.code.leaves
    for (index, leaf) in leaves.enumerated() {
      let expected = subject.code.outNeighbours(of: leaf).map(\.word.kautzString)
      let found = subject.overlay.neighbours(of: index).map(subject.overlay.identifier)
      try expect(found == expected, "\(leaf.word.kautzString) -> \(found), not \(expected)")
      for neighbour in expected {
        // A key that begins with the neighbour's identifier after all but the first symbol of the peer's.
        guard let key = key(through: leaf.word.kautzString, to: neighbour, using: &generator) else { continue }
        let path = subject.overlay.longPath(from: index, to: key)
        try expect(
          path.count < 2 || subject.overlay.identifier(of: path[1]) == neighbour,
          "\(leaf.word.kautzString) sends to \(path.dropFirst().first.map(subject.overlay.identifier) ?? leaf.word.kautzString), not \(neighbour)"
        )
      }
    }
  }

  /// P5, as tight as it is: since neighbours differ by at most one symbol, routes have exactly this length.
  static let routeLength = Law<FissionESubject>(
    "overlay.fissione.route-length",
    "A route from U takes |U| hops less the longest suffix of U that the key begins with; each peer on it is a prefix of the running string."
  ) { subject, generator in
    for _ in 0..<64 {
      let start = generator.below(subject.overlay.nodeCount)
      let key = subject.overlay.randomKey(using: &generator)
      let identifier = subject.overlay.identifier(of: start)
      let overlap = exact(identifier).overlap(with: exact(key))
      let running = identifier.symbols + key.symbols.dropFirst(overlap)
      let path = subject.route(start, key)
      try expect(
        path.count - 1 == identifier.length - overlap,
        "\(path.count - 1) hops from \(identifier) with overlap \(overlap)")
      for (offset, peer) in path.enumerated() {
        let symbols = subject.overlay.identifier(of: peer).symbols
        try expect(running.dropFirst(offset).starts(with: symbols), "hop \(offset) from \(identifier) is off the way")
      }
    }
  }

  /// The long-path mode.
  static let longPath = Law<FissionESubject>(
    "overlay.fissione.long-path",
    "The long path from U ends at the owner after at most |U| hops, one less where U ends as the key begins."
  ) { subject, generator in
    for _ in 0..<64 {
      let start = generator.below(subject.overlay.nodeCount)
      let key = subject.overlay.randomKey(using: &generator)
      let identifier = subject.overlay.identifier(of: start)
      let path = subject.overlay.longPath(from: start, to: key)
      let bound = identifier.length - (identifier.last == key.first ? 1 : 0)
      try expect(path.last == subject.overlay.owner(of: key), "the long path from \(identifier) misses the owner")
      try expect(
        path.count - 1 <= max(bound, 0), "\(path.count - 1) hops from \(identifier), at most \(bound) are allowed")
    }
  }

  private static func code(_ number: Int, _ seed: Seed) -> PathCode {
    FissionEMembershipLaws.churned(FissionENetwork(), case: number, seed: seed).code
  }

  private static func exact(_ string: KautzString) -> ExactKautzString {
    guard let exact = ExactKautzString(base: 2, symbols: string.symbols) else {
      preconditionFailure("a packed Kautz string is a Kautz string")
    }
    return exact
  }

  /// A random key whose long path from `peer` leads over `neighbour`: the neighbour's own symbols beyond the peer's,
  /// then any. Nil where the neighbour is all overlap.
  private static func key(
    through peer: KautzString, to neighbour: KautzString, using generator: inout Xoshiro256StarStar
  ) -> KautzString? {
    var symbols = Array(neighbour.symbols.dropFirst(peer.length - 1))
    guard !symbols.isEmpty else { return nil }
    while symbols.count < KautzHash.objectLength {
      let next = generator.below(3)
      if next != symbols[symbols.count - 1] { symbols.append(next) }
    }
    return KautzString(symbols: symbols)
  }
}
