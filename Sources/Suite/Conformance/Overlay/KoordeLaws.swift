import Overlays
import PropertyTesting

/// Koorde beside its sorted identifiers.
public enum KoordeLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<Koorde>(
    subsystem: "overlay", laws: [pointers, shifts],
    specimens: [
      Specimen("overlay.koorde", "Koorde with random identifiers.", of: .nodes()) {
        Koorde(nodes: $0.nodes, seed: $0.seed)
      },
      Specimen(
        "overlay.koorde.given", "Koorde with given identifiers, crowded and at the ends.", of: ChordLaws.identifiers
      ) {
        Koorde(IdentifierRing($0))
      },
    ],
    mutants: [
      Mutant(
        "overlay.koorde.next-pointer",
        "Pointers lead to the first node after twice the identifier, not to the last before it.",
        killedBy: [pointers.id, shifts.id], of: .nodes(from: 8)
      ) { network in
        var overlay = Koorde(nodes: network.nodes, seed: network.seed)
        for node in overlay.rows.indices {
          overlay.rows[node].pointer = UInt32(overlay.ring.next(after: overlay.pointer(of: node)))
        }
        return overlay
      },
      Mutant(
        "overlay.koorde.self-pointer", "A node's pointer leads to itself.", killedBy: [pointers.id], of: .nodes(from: 8)
      ) { network in
        var overlay = Koorde(nodes: network.nodes, seed: network.seed)
        overlay.rows[2].pointer = 2
        return overlay
      },
    ])

  /// The table.
  static let pointers = Law<Koorde>(
    "overlay.koorde.pointers", "The de Bruijn pointer of m leads to the last node at or before 2 m."
  ) { overlay, trial in
    let identifiers = overlay.ring.identifiers
    for node in try trial.nodes(of: overlay.nodeCount, atMost: 40) {
      let point = identifiers[node] &* 2
      let expected = identifiers.lastIndex { $0 <= point } ?? identifiers.count - 1
      try expect(
        overlay.pointer(of: node) == expected, "\(node) points to \(overlay.pointer(of: node)), not \(expected)")
    }
  }

  /// The choice of the first imaginary identifier: a gap of at least 2^g points has one that ends with the key's first g bits.
  static let shifts = Law<Koorde>(
    "overlay.koorde.shifts",
    "A lookup follows pointers and successors to the owner, and no more than 64 - g pointers when 2^g points separate its start from the next node."
  ) { overlay, trial in
    for _ in 0..<24 {
      let start = try trial.below(overlay.nodeCount)
      let key = try trial.key(near: overlay.ring.identifiers) { $0 &+ $1 }
      let gap = overlay.ring.gap(after: start)
      let limit = gap == 0 ? 0 : 64 - (63 - gap.leadingZeroBitCount)
      var route = overlay.begin(from: start, to: key)
      var shifts = 0
      for steps in 0... {
        try expect(steps <= 64 * overlay.nodeCount + 64, "the lookup from \(start) does not end")
        let from = route.node
        guard overlay.advance(&route) else { break }
        if route.node == overlay.ring.next(after: from) { continue }
        shifts += 1
        try expect(route.node == overlay.pointer(of: from), "\(from) does not know \(route.node), but sends to it")
        try expect(shifts <= limit, "\(shifts) pointers followed from \(start), not up to \(limit)")
        // From the last node at or before 2 m there is less than a gap to 2 m, and then twice the way to the old imaginary identifier.
        let identifiers = overlay.ring.identifiers
        let reach = UInt128(overlay.ring.gap(after: route.node)) + 2 * UInt128(overlay.ring.gap(after: from)) + 1
        let ahead = route.imaginaryIdentifier &- identifiers[route.node]
        try expect(UInt128(ahead) <= reach, "\(route.node) is not right before \(route.imaginaryIdentifier)")
      }
      try expect(route.node == overlay.owner(of: key), "the lookup of \(key) ends at \(route.node)")
    }
  }
}
