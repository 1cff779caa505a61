import Overlays
import PropertyTesting

/// Pastry beside its sorted identifiers.
public enum PastryLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<Pastry>(
    subsystem: "overlay", laws: [tables, closestNode, prefixes],
    specimens: [
      Specimen("overlay.pastry", "Pastry with random identifiers.", of: .nodes()) {
        Pastry(nodes: $0.nodes, seed: $0.seed)
      },
      Specimen(
        "overlay.pastry.given", "Pastry with given identifiers, crowded and at the ends.", of: ChordLaws.identifiers
      ) {
        Pastry(IdentifierRing($0), seed: 1)
      },
    ],
    mutants: [
      Mutant(
        "overlay.pastry.own-digit", "A node fills the place of its own digit, too, with a node that it may be itself.",
        killedBy: [tables.id], of: .nodes(from: 20)
      ) { network in
        var overlay = Pastry(nodes: network.nodes, seed: network.seed)
        for index in overlay.table.indices where overlay.table[index] == Pastry.none { overlay.table[index] = 0 }
        return overlay
      },
      Mutant(
        "overlay.pastry.one-node", "Tables name the first node of the ring wherever they name one.",
        killedBy: [tables.id, prefixes.id, closestNode.id], of: .nodes(from: 40)
      ) { network in
        var overlay = Pastry(nodes: network.nodes, seed: network.seed)
        for index in overlay.table.indices where overlay.table[index] != Pastry.none { overlay.table[index] = 0 }
        return overlay
      },
      Mutant(
        "overlay.pastry.empty-tables", "Nodes know their leaf sets only.", killedBy: [tables.id, prefixes.id],
        of: .nodes(from: 40)
      ) { network in
        var overlay = Pastry(nodes: network.nodes, seed: network.seed)
        for index in overlay.table.indices { overlay.table[index] = Pastry.none }
        return overlay
      },
    ])

  /// The table.
  static let tables = Law<Pastry>(
    "overlay.pastry.tables",
    "Row l names for each digit but its owner's own a node that shares exactly l digits and goes on with it, where there is one."
  ) { overlay, trial in
    let digits = overlay.ring.identifiers.map(Self.digits)
    for node in try trial.nodes(of: overlay.nodeCount, atMost: 20) {
      let rows = overlay.rows(of: node)
      for shared in 0..<16 {
        let others = digits.indices.filter { $0 != node && digits[$0].prefix(shared) == digits[node].prefix(shared) }
        guard shared < rows.count else {
          try expect(others.isEmpty, "node \(node) has no row for \(shared) shared digits")
          continue
        }
        for digit in 0..<16 {
          let candidates = others.filter { digits[$0][shared] == digit && digits[node][shared] != digit }
          let known = rows[shared][digit]
          try expect(
            known.map { candidates.contains($0) } ?? candidates.isEmpty,
            "row \(shared) of node \(node) names \(known.map { "\($0)" } ?? "nobody") for digit \(digit), out of \(candidates)"
          )
        }
      }
    }
  }

  /// The owner rule, and that lookups find it.
  static let closestNode = Law<Pastry>(
    "overlay.pastry.closest-node", "A lookup ends at the node numerically closest to the key, the smaller of two."
  ) { overlay, trial in
    let identifiers = overlay.ring.identifiers
    for _ in 0..<32 {
      let key = try trial.key(near: identifiers) { $0 &+ $1 }
      let closest = identifiers.indices.min { one, other in
        min(identifiers[one] &- key, key &- identifiers[one])
          < min(identifiers[other] &- key, key &- identifiers[other])
      }
      try expect(overlay.owner(of: key) == closest, "owner \(overlay.owner(of: key)) of \(key), not \(closest ?? 0)")
      let end = try overlay.boundedPath(from: try trial.below(overlay.nodeCount), to: key).last
      try expect(end == closest, "the lookup of \(key) ends at \(end ?? 0), not \(closest ?? 0)")
    }
  }

  /// The routing rule, hop by hop.
  static let prefixes = Law<Pastry>(
    "overlay.pastry.prefixes",
    "Each hop but the last shares one digit more with the key, where a node does that, or as many and is closer."
  ) { overlay, trial in
    let identifiers = overlay.ring.identifiers
    for _ in 0..<32 {
      let key = try trial.integer(in: 0...UInt64.max)
      func shared(_ node: NodeIndex) -> Int { (identifiers[node] ^ key).leadingZeroBitCount / 4 }
      let longest = identifiers.indices.map(shared).max() ?? 0
      let path = try overlay.boundedPath(from: try trial.below(overlay.nodeCount), to: key)
      for (from, to) in zip(path, path.dropFirst()).dropLast() {
        let isCloser =
          min(identifiers[to] &- key, key &- identifiers[to]) < min(identifiers[from] &- key, key &- identifiers[from])
        try expect(
          shared(to) > shared(from) || shared(to) == shared(from) && shared(from) == longest && isCloser,
          "\(from) sends to \(to), which shares \(shared(to)) digits with \(key)")
      }
    }
  }

  private static func digits(of identifier: UInt64) -> [Int] {
    (0..<16).map { Int(identifier >> UInt64(60 - 4 * $0) & 15) }
  }
}
