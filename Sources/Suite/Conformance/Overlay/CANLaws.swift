import Overlays
import PropertyTesting

/// CAN beside its zones as boxes, from which a slow reading of the paper's rules is taken.
public enum CANLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<CAN>(
    subsystem: "overlay", laws: [neighbours, nearestZone],
    specimens: CAN.dimensionRange.map { dimensions in
      Specimen("overlay.can-\(dimensions)", "CAN on a torus of \(dimensions) dimensions.", of: .nodes(from: 2)) {
        try CAN(dimensions: dimensions, nodes: $0.nodes, seed: $0.seed)
      }
    },
    mutants: [
      Mutant(
        "overlay.can.forgotten-neighbour", "A node takes its first neighbour for its second, which it forgets.",
        killedBy: [neighbours.id], of: .nodes(from: 6)
      ) { network in
        var overlay = try CAN(nodes: network.nodes, seed: network.seed)
        for word in 0..<4 { overlay.entries[4 + word] = overlay.entries[word] }
        return overlay
      },
      Mutant(
        "overlay.can.stale-zones",
        "Nodes believe that their neighbours still have the zones that they had before they were halved.",
        killedBy: [nearestZone.id], of: .nodes(from: 6)
      ) { network in
        var overlay = try CAN(nodes: network.nodes, seed: network.seed)
        for shape in stride(from: 1, to: overlay.entries.count, by: 4) where overlay.entries[shape] >> 8 > 0 {
          overlay.entries[shape] -= 1 << 8
        }
        return overlay
      },
    ])

  /// Who borders on whom.
  static let neighbours = Law<CAN>(
    "overlay.can.neighbours",
    "Neighbours are the nodes whose zones lie side by side in one dimension and overlap in all others."
  ) { overlay, trial in
    for node in try trial.nodes(of: overlay.nodeCount, atMost: 12) {
      let zone = overlay.zone(of: node)
      let expected = (0..<overlay.nodeCount).filter { $0 != node && border(overlay.zone(of: $0), zone, in: overlay) }
      let known = overlay.neighbours(of: node)
      try expect(known == expected, "\(node) knows \(known), not \(expected)")
    }
  }

  /// The routing rule, hop by hop.
  static let nearestZone = Law<CAN>(
    "overlay.can.nearest-zone",
    "Each hop goes to the neighbour whose zone is nearest to the key, and is nearer to it than the one before."
  ) { overlay, trial in
    for _ in 0..<8 {
      let start = try trial.below(overlay.nodeCount)
      let key = try trial.integer(in: 0...(1 << 60 - 1) as ClosedRange<UInt64>)
      let point = overlay.coordinates(of: key)
      let path = try overlay.boundedPath(from: start, to: key)
      for (from, to) in zip(path, path.dropFirst()) {
        let reached = distance(point, overlay.zone(of: to), in: overlay)
        let nearest = overlay.neighbours(of: from).map { distance(point, overlay.zone(of: $0), in: overlay) }.min()
        try expect(reached == nearest, "\(from) sends to \(to) for \(key), which is not the nearest")
        try expect(reached < distance(point, overlay.zone(of: from), in: overlay), "\(to) is no nearer than \(from)")
      }
    }
  }

  private typealias Zone = [(low: UInt32, extent: UInt32)]

  private static func border(_ one: Zone, _ other: Zone, in overlay: CAN) -> Bool {
    let length = UInt32(1) << UInt32(overlay.coordinateBits)
    var meeting = 0
    for (side, otherSide) in zip(one, other) {
      let overlaps = side.low < otherSide.low + otherSide.extent && otherSide.low < side.low + side.extent
      if overlaps { continue }
      let meets =
        (side.low + side.extent) % length == otherSide.low || (otherSide.low + otherSide.extent) % length == side.low
      guard meets else { return false }
      meeting += 1
    }
    return meeting == 1
  }

  /// The square of the distance from a point to the nearest point of a zone: in each dimension to its first or its last coordinate.
  private static func distance(_ point: [UInt32], _ zone: Zone, in overlay: CAN) -> UInt64 {
    let length = Int(1) << overlay.coordinateBits
    return zip(point, zone).reduce(0) { sum, side in
      let (point, low, high) = (Int(side.0), Int(side.1.low), Int(side.1.low) + Int(side.1.extent) - 1)
      if (low...high).contains(point) { return sum }
      let apart = [abs(point - low), abs(point - high)].map { min($0, length - $0) }.min() ?? 0
      return sum + UInt64(apart * apart)
    }
  }
}
