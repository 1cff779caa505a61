import Overlays
import PropertyTesting

/// Viceroy beside its sorted identifiers and levels.
public enum ViceroyLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<Viceroy>(
    subsystem: "overlay", laws: [links, butterfly],
    specimens: [
      Specimen("overlay.viceroy", "Viceroy with random identifiers and levels.", of: .nodes()) {
        Viceroy(nodes: $0.nodes, seed: $0.seed)
      },
      Specimen(
        "overlay.viceroy.given", "Viceroy with given identifiers, crowded and at the ends, and few levels.",
        of: ChordLaws.identifiers
      ) {
        Viceroy(IdentifierRing($0), levels: $0.map { 1 + Int($0 % 3) })
      },
    ],
    mutants: [
      Mutant(
        "overlay.viceroy.left-only", "Right links lead where left links do.", killedBy: [links.id],
        of: .nodes(from: 16)
      ) { network in
        var overlay = Viceroy(nodes: network.nodes, seed: network.seed)
        for node in overlay.rows.indices { overlay.rows[node].right = overlay.rows[node].left }
        return overlay
      },
      Mutant(
        "overlay.viceroy.never-descends", "Nodes know nobody of the level below, and messages go along the ring.",
        killedBy: [links.id, butterfly.id], of: .nodes(from: 16)
      ) { network in
        var overlay = Viceroy(nodes: network.nodes, seed: network.seed)
        for node in overlay.rows.indices {
          (overlay.rows[node].left, overlay.rows[node].right) = (Viceroy.none, Viceroy.none)
        }
        return overlay
      },
      Mutant(
        "overlay.viceroy.climbs-down", "The link to the level above leads to the level below.",
        killedBy: [links.id, butterfly.id], of: .nodes(from: 16)
      ) { network in
        var overlay = Viceroy(nodes: network.nodes, seed: network.seed)
        for node in overlay.rows.indices where overlay.rows[node].up != Viceroy.none {
          overlay.rows[node].up = overlay.rows[node].left
        }
        return overlay
      },
    ])

  /// The table.
  static let links = Law<Viceroy>(
    "overlay.viceroy.links",
    "A node of level l links to the first nodes of the levels l - 1 and l + 1 at or after it, to the first of level l + 1 at or after a point 2^-l further on, and to its neighbours on its level."
  ) { overlay, trial in
    let identifiers = overlay.ring.identifiers
    for node in try trial.nodes(of: overlay.nodeCount, atMost: 20) {
      let level = overlay.level(of: node)
      func nearest(_ level: Int, _ distance: (NodeIndex) -> UInt64) -> NodeIndex? {
        identifiers.indices.filter { overlay.level(of: $0) == level }.min { distance($0) < distance($1) }
      }
      func after(_ point: UInt64) -> (NodeIndex) -> UInt64 { { identifiers[$0] &- point } }
      let here = identifiers[node]
      let expected = Viceroy.Links(
        up: nearest(level - 1, after(here)), left: nearest(level + 1, after(here)),
        right: nearest(level + 1, after(here &+ (1 << (64 - UInt64(level))))),
        next: nearest(level, after(here &+ 1)) ?? node,
        previous: nearest(level) { here &- 1 &- identifiers[$0] } ?? node)
      try expect(overlay.links(of: node) == expected, "\(node) has \(overlay.links(of: node)), not \(expected)")
    }
  }

  /// The routing rule, hop by hop.
  static let butterfly = Law<Viceroy>(
    "overlay.viceroy.butterfly",
    "A message climbs level by level to a root, comes down level by level until it would pass the key, and then nears it along a ring."
  ) { overlay, trial in
    let identifiers = overlay.ring.identifiers
    for _ in 0..<24 {
      let key = try trial.key(near: identifiers) { $0 &+ $1 }
      let path = try overlay.boundedPath(from: try trial.below(overlay.nodeCount), to: key)
      var rest = path[...]
      while let (from, to) = rest.firstHop, overlay.level(of: to) == overlay.level(of: from) - 1,
        overlay.links(of: from).up == to
      {
        rest = rest.dropFirst()
      }
      let root = rest.first ?? 0
      try expect(
        rest.count == 1 || overlay.links(of: root).up == nil,
        "the message stops climbing at \(root), on its way \(path)")
      while let (from, to) = rest.firstHop, let link = below(from, towards: key, in: overlay),
        identifiers[link] &- identifiers[from] <= key &- identifiers[from]
      {
        try expect(to == link, "\(from) sends down to \(to), not to \(link), on the way \(path)")
        rest = rest.dropFirst()
      }
      for (from, to) in zip(rest, rest.dropFirst()) {
        let before = min(key &- identifiers[from], identifiers[from] &- key)
        let isLast = to == path.last
        try expect(
          isLast || min(key &- identifiers[to], identifiers[to] &- key) < before,
          "\(from) sends to \(to), which is no nearer to \(key), on the way \(path)")
        try expect(overlay.neighbours(of: from).contains(to), "\(from) does not know \(to), but sends to it")
      }
      try expect(path.last == overlay.owner(of: key), "the lookup of \(key) ends at \(path.last ?? 0)")
    }
  }

  /// The first node of the next level at or after a node, or at or after the point 2^-l further on for a key that is as far as that.
  private static func below(_ node: NodeIndex, towards key: UInt64, in overlay: Viceroy) -> NodeIndex? {
    let identifiers = overlay.ring.identifiers
    let level = overlay.level(of: node)
    let step = UInt64(1) << UInt64(64 - level)
    let point = identifiers[node] &+ (key &- identifiers[node] < step ? 0 : step)
    return identifiers.indices.filter { overlay.level(of: $0) == level + 1 }
      .min { identifiers[$0] &- point < identifiers[$1] &- point }
  }
}

extension ArraySlice<NodeIndex> {
  /// The first two nodes of a path.
  fileprivate var firstHop: (from: NodeIndex, to: NodeIndex)? {
    count < 2 ? nil : (self[startIndex], self[startIndex + 1])
  }
}
