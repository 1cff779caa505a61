import Overlays
import PropertyTesting

/// D2B beside its identifiers as strings of bits.
public enum D2BLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<D2B>(
    subsystem: "overlay", laws: [neighbours, hops],
    specimens: [
      Specimen("overlay.d2b", "D2B after random joins.", of: .nodes(from: 2)) {
        try D2B(nodes: $0.nodes, seed: $0.seed)
      }
    ],
    mutants: [
      Mutant(
        "overlay.d2b.stale-neighbour", "A node still knows the neighbours of the one before it.",
        killedBy: [neighbours.id], of: .nodes(from: 8)
      ) { network in
        var overlay = try D2B(nodes: network.nodes, seed: network.seed)
        overlay.fans[3] = overlay.fans[2]
        return overlay
      },
      Mutant(
        "overlay.d2b.first-neighbour", "Nodes know only the first of their neighbours.",
        killedBy: [neighbours.id, hops.id], of: .nodes(from: 8)
      ) { network in
        var overlay = try D2B(nodes: network.nodes, seed: network.seed)
        for node in overlay.fans.indices { overlay.fans[node].count = 1 }
        return overlay
      },
    ])

  /// P4.
  static let neighbours = Law<D2B>(
    "overlay.d2b.neighbours", "U -> V when V is comparable with U less its first bit: one begins the other."
  ) { overlay, trial in
    let words = (0..<overlay.nodeCount).map { bits(of: $0, in: overlay) }
    for node in try trial.nodes(of: overlay.nodeCount, atMost: 12) {
      let suffix = words[node].dropFirst()
      let expected = words.indices.filter { other in
        other != node && (words[other].starts(with: suffix) || suffix.starts(with: words[other]))
      }
      let known = overlay.neighbours(of: node)
      try expect(known == expected, "\(node) knows \(known), not \(expected)")
    }
  }

  /// P5.
  static let hops = Law<D2B>(
    "overlay.d2b.hops",
    "A route takes no more hops than the start's identifier has bits before those that the key begins with."
  ) { overlay, trial in
    for _ in 0..<32 {
      let start = try trial.below(overlay.nodeCount)
      let key = try trial.integer(in: 0...(1 << 63 - 1) as ClosedRange<UInt64>)
      let word = bits(of: start, in: overlay)
      let path = (0..<63).map { UInt8(key >> UInt64(62 - $0) & 1) }
      let overlap = (0...word.count).last { path.starts(with: word.suffix($0)) } ?? 0
      var route = overlay.begin(from: start, to: key)
      var steps = 0
      while overlay.advance(&route) {
        steps += 1
        try expect(
          steps <= word.count - overlap, "\(steps) steps from \(start), whose last \(overlap) bits begin the key")
      }
      try expect(route.node == overlay.owner(of: key), "the lookup of \(key) ends at \(route.node)")
    }
  }

  private static func bits(of node: NodeIndex, in overlay: D2B) -> [UInt8] {
    D2B.graph.vertices(of: overlay.identifiers.word(at: node)).map { UInt8($0) }
  }
}
