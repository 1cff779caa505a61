import Overlays
import PropertyTesting
import Randomness

/// Chord beside its sorted identifiers, from which a slow reading of the paper's rules is taken.
public enum ChordLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<Chord>(
    subsystem: "overlay", laws: [fingers, closestPrecedingFinger],
    specimens: [
      Specimen("overlay.chord", "Chord with random identifiers.", of: .nodes()) { network in
        Chord(nodes: network.nodes, seed: network.seed)
      },
      Specimen("overlay.chord.given", "Chord with given identifiers, crowded and at the ends.", of: identifiers) {
        Chord(IdentifierRing($0))
      },
    ],
    mutants: [
      Mutant(
        "overlay.chord.short-fingers", "Each finger is what should be the next nearer one.",
        killedBy: [fingers.id, closestPrecedingFinger.id], of: .nodes(from: 16)
      ) { network in
        var overlay = Chord(nodes: network.nodes, seed: network.seed)
        let row = overlay.rowRange(of: 0)
        for word in row.lowerBound + Chord.header..<row.upperBound - 1 { overlay.rows[word] = overlay.rows[word + 1] }
        return overlay
      }
    ])

  /// Identifiers in ascending order, at least two.
  static let identifiers = Generator<[UInt64]>.sorted(of: .integer(in: 0...UInt64.max), count: 2...200)
    .filter { zip($0, $0.dropFirst()).allSatisfy(<) }

  /// The table.
  static let fingers = Law<Chord>(
    "overlay.chord.fingers", "Finger i of node n is the first node at or after n + 2^i."
  ) { overlay, _ in
    for node in 0..<min(overlay.nodeCount, 40) {
      let expected = (0..<64).map { overlay.owner(of: overlay.identifiers[node] &+ 1 << UInt64($0)) }
      try expect(overlay.fingers(of: node) == expected, "node \(node): \(overlay.fingers(of: node)), not \(expected)")
    }
  }

  /// The routing rule, hop by hop.
  static let closestPrecedingFinger = Law<Chord>(
    "overlay.chord.closest-preceding-finger",
    "Each hop goes to the finger that most closely precedes the key, and to the successor where that is the owner."
  ) { overlay, trial in
    for _ in 0..<48 {
      let start = try trial.below(overlay.nodeCount)
      let key = try trial.key(near: overlay.identifiers) { $0 &+ $1 }
      let path = try overlay.boundedPath(from: start, to: key)
      for (from, to) in zip(path, path.dropFirst()) {
        let here = overlay.identifiers[from]
        let successor = (from + 1) % overlay.nodeCount
        let distance = key &- here
        let preceding = overlay.fingers(of: from).filter {
          $0 != from && overlay.identifiers[$0] &- here < distance
        }
        let expected = preceding.max { overlay.identifiers[$0] &- here < overlay.identifiers[$1] &- here } ?? successor
        try expect(to == expected, "\(from) sends to \(to) for \(key), not to \(expected)")
      }
    }
  }
}
