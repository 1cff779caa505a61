import Overlays
import PropertyTesting

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
      let end = try overlay.boundedPath(from: try trial.below(overlay.nodeCount), to: key).last
      try expect(end == closest, "the lookup of \(key) ends at \(end ?? 0), not \(closest ?? 0)")
    }
  }
}
