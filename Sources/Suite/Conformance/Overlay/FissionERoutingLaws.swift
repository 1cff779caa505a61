import Overlays
import PropertyTesting
import Randomness

/// A finished FissionE beside the code it was laid out from.
public struct FissionESubject: Sendable {
  let code: PathCode
  let overlay: FissionE
  /// The routes that are judged, ends included.
  var route: Router = { $0.path(from: $1, to: $2) }
  var longRoute: Router = { $0.longPath(from: $1, to: $2) }

  typealias Router = @Sendable (FissionE, NodeIndex, KautzString) -> [NodeIndex]

  package init(_ code: PathCode, tampering: (inout FissionE) -> Void = { _ in }) throws {
    var overlay = try FissionE(code)
    tampering(&overlay)
    self.code = code
    self.overlay = overlay
  }

  func routing(_ router: @escaping Router) -> FissionESubject {
    var subject = self
    subject.route = router
    return subject
  }

  func routingLong(_ router: @escaping Router) -> FissionESubject {
    var subject = self
    subject.longRoute = router
    return subject
  }
}

/// Laws of FissionE laid out for routing.
public enum FissionERoutingLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<FissionESubject>(
    subsystem: "overlay", laws: [tablesFollowEdgeRule, routeLength, longPath],
    specimens: [
      Specimen("overlay.fissione", "FissionE laid out after joins and leaves.", of: .histories()) {
        try FissionESubject(code($0))
      }
    ],
    mutants: [
      Mutant(
        "overlay.fissione.swapped-halves", "A peer mistakes which of its two neighbourhoods is split.",
        killedBy: [tablesFollowEdgeRule.id], of: .histories()
      ) { history in
        try FissionESubject(code(history)) { overlay in
          for peer in overlay.fans.indices where overlay.fans[peer] >> 27 & 3 == 1 || overlay.fans[peer] >> 27 & 3 == 2
          {
            overlay.fans[peer] ^= 3 << 27
          }
        }
      },
      Mutant(
        "overlay.fissione.ignores-overlap", "Routes go the whole way even where identifiers overlap.",
        killedBy: [routeLength.id], of: .histories()
      ) { history in
        try FissionESubject(code(history)).routing { $0.longPath(from: $1, to: $2) }
      },
      Mutant(
        "overlay.fissione.side-step", "On the way, a message stands beside the peer that it should have reached.",
        killedBy: [routeLength.id], of: .histories()
      ) { history in
        try FissionESubject(code(history)).routing { overlay, start, key in
          var path = overlay.path(from: start, to: key)
          for hop in path.indices.dropFirst().dropLast() { path[hop] = (path[hop] + 1) % overlay.nodeCount }
          return path
        }
      },
      Mutant(
        "overlay.fissione.false-start", "Every long path first goes to a neighbour and sets out from there.",
        killedBy: [longPath.id], of: .histories()
      ) { history in
        try FissionESubject(code(history)).routingLong { overlay, start, key in
          guard overlay.owner(of: key) != start else { return [start] }
          return [start] + overlay.longPath(from: overlay.neighbours(of: start)[0], to: key)
        }
      },
      Mutant(
        "overlay.fissione.rotated-tables", "Every peer uses the neighbour table of the next.",
        killedBy: [longPath.id, tablesFollowEdgeRule.id], of: .histories()
      ) { history in
        try FissionESubject(code(history)) { overlay in
          for peer in overlay.fans.indices { overlay.fans[peer] = overlay.fans[(peer + 1) % overlay.nodeCount] }
        }
      },
    ])

  /// P4: where the layout leads under every pair of next symbols is what the edge rule says, recomputed from the code.
  static let tablesFollowEdgeRule = Law<FissionESubject>(
    "overlay.fissione.table-follows-edge-rule",
    "The neighbours of every peer are the words that the edge rule names, and each is entered by its own symbols."
  ) { subject, trial in
    let leaves = subject.code.leaves
    var symbols = try trial.stream()
    for (index, leaf) in leaves.enumerated() {
      let expected = subject.code.outNeighbours(of: leaf).map(\.word.kautzString)
      let found = subject.overlay.neighbours(of: index).map(subject.overlay.identifier)
      try expect(found == expected, "\(leaf.word.kautzString) -> \(found), not \(expected)")
      for neighbour in expected {
        // A key that begins with the neighbour's identifier after all but the first symbol of the peer's.
        guard let key = key(through: leaf.word.kautzString, to: neighbour, using: &symbols) else { continue }
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
  ) { subject, trial in
    for _ in 0..<64 {
      let (start, identifier, key) = try departure(in: subject.overlay, trial)
      let overlap = exact(identifier).overlap(with: exact(key))
      let running = identifier.symbols + key.symbols.dropFirst(overlap)
      let path = subject.route(subject.overlay, start, key)
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
  ) { subject, trial in
    for _ in 0..<64 {
      let (start, identifier, key) = try departure(in: subject.overlay, trial)
      let path = subject.longRoute(subject.overlay, start, key)
      let bound = identifier.length - (identifier.last == key.first ? 1 : 0)
      try expect(path.last == subject.overlay.owner(of: key), "the long path from \(identifier) misses the owner")
      try expect(
        path.count - 1 <= max(bound, 0), "\(path.count - 1) hops from \(identifier), at most \(bound) are allowed")
    }
  }

  private static func departure(
    in overlay: FissionE, _ trial: Trial
  ) throws(Rejection) -> (start: NodeIndex, identifier: KautzString, key: KautzString) {
    let start = try trial.below(overlay.nodeCount)
    var keys = try trial.stream()
    return (start, overlay.identifier(of: start), overlay.randomKey(using: &keys))
  }

  private static func code(_ history: MembershipRecipe) -> PathCode {
    history.applied(to: FissionENetwork()).code
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
      // One of the two symbols that may follow.
      symbols.append((symbols[symbols.count - 1] + 1 + generator.below(2)) % 3)
    }
    return KautzString(symbols: symbols)
  }
}
