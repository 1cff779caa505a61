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
        Chord(identifiers: $0)
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
      let path = overlay.path(from: start, to: key)
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

/// Kademlia beside its sorted identifiers.
public enum KademliaLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<Kademlia>(
    subsystem: "overlay", laws: [buckets, closestNode],
    specimens: [
      Specimen("overlay.kademlia", "Kademlia with random identifiers.", of: .nodes()) { network in
        Kademlia(nodes: network.nodes, seed: network.seed)
      },
      Specimen(
        "overlay.kademlia.given", "Kademlia with given identifiers, crowded and at the ends.", of: ChordLaws.identifiers
      ) { Kademlia(identifiers: $0, seed: 1) },
    ],
    mutants: [
      Mutant(
        "overlay.kademlia.mixed-buckets", "A node keeps a contact in the bucket of another distance.",
        killedBy: [buckets.id], of: .nodes(from: 24)
      ) { network in
        var overlay = Kademlia(nodes: network.nodes, seed: network.seed)
        overlay.contacts.swapAt(0, overlay.buckets(of: 0).reduce(0) { $0 + $1.contacts.count } - 1)
        return overlay
      },
      Mutant(
        "overlay.kademlia.isolated-node", "All contacts with one node have been replaced by another.",
        killedBy: [closestNode.id, buckets.id], of: .nodes(from: 8)
      ) { network in
        var overlay = Kademlia(nodes: network.nodes, seed: network.seed)
        for index in overlay.contacts.indices where overlay.contacts[index] == 1 { overlay.contacts[index] = 0 }
        return overlay
      },
    ])

  /// The table.
  static let buckets = Law<Kademlia>(
    "overlay.kademlia.buckets",
    "Bucket p holds different nodes that share exactly p leading bits with its owner: k of them, or all there are."
  ) { overlay, _ in
    for node in 0..<min(overlay.nodeCount, 40) {
      let shared = overlay.identifiers.map { (overlay.identifiers[node] ^ $0).leadingZeroBitCount }
      let buckets = Dictionary(uniqueKeysWithValues: overlay.buckets(of: node).map { ($0.sharedBits, $0.contacts) })
      for bits in 0..<64 {
        let candidates = shared.indices.filter { shared[$0] == bits }
        let contacts = buckets[bits] ?? []
        try expect(
          Set(contacts).isSubset(of: candidates) && Set(contacts).count == contacts.count,
          "bucket \(bits) of node \(node) is \(contacts), out of \(candidates)")
        try expect(
          contacts.count == min(Kademlia.bucketSize, candidates.count),
          "bucket \(bits) of node \(node) has \(contacts.count) of \(candidates.count) nodes")
      }
    }
  }

  /// The owner rule, and that lookups find it.
  static let closestNode = Law<Kademlia>(
    "overlay.kademlia.closest-node",
    "A lookup ends at the node closest to the key by XOR."
  ) { overlay, trial in
    for _ in 0..<32 {
      let key = try trial.key(near: overlay.identifiers) { $0 ^ $1 }
      let closest = overlay.identifiers.indices.min { overlay.identifiers[$0] ^ key < overlay.identifiers[$1] ^ key }
      try expect(overlay.owner(of: key) == closest, "owner \(overlay.owner(of: key)) of \(key), not \(closest ?? 0)")
      var route = overlay.begin(from: try trial.below(overlay.nodeCount), to: key)
      while overlay.advance(&route) {}
      try expect(route.node == closest, "the lookup of \(key) ends at \(route.node), not \(closest ?? 0)")
    }
  }
}

extension Trial {
  /// A key anywhere, or one at or right beside an identifier, where one-off errors live.
  fileprivate func key(
    near identifiers: [UInt64], _ beside: (UInt64, UInt64) -> UInt64
  ) throws(Rejection) -> UInt64 {
    if try below(2) == 1 { return try integer(in: 0...UInt64.max) }
    return beside(identifiers[try below(identifiers.count)], UInt64(try below(2)))
  }
}
