import ExactNumbers
import Overlays
import PropertyTesting
import Randomness

/// A finished overlay with its key type erased, as the laws that hold for every overlay see it.
public struct OverlaySubject: Sendable {
  /// The number of nodes.
  public let nodeCount: Int
  /// The exact division of the key space, when the overlay knows it.
  public let keyShares: KeyShares?

  let neighbours: @Sendable (NodeIndex) -> [NodeIndex]
  let distances: @Sendable (NodeIndex) -> [Int?]
  let lookup: @Sendable (Trial) throws -> Lookup
  let interleaved: @Sendable (_ count: Int, Trial) throws -> [(alone: Lookup, together: Lookup)]

  /// What one lookup did.
  struct Lookup: Equatable, Sendable {
    var start: NodeIndex
    var owner: NodeIndex
    var end: NodeIndex
    var hops: Int
    var path: [NodeIndex]
  }

  /// Wraps an overlay.
  public init<O: Overlay>(_ overlay: O) {
    nodeCount = overlay.nodeCount
    keyShares = overlay.keyShares
    neighbours = { overlay.neighbours(of: $0) }
    distances = { overlay.distances(from: $0) }
    lookup = { trial in
      let start = try trial.below(overlay.nodeCount)
      var keys = try trial.stream()
      let key = overlay.randomKey(using: &keys)
      var route = overlay.begin(from: start, to: key)
      var steps = 0
      while overlay.advance(&route) {
        steps += 1
        try expect(steps <= overlay.mostSteps, "the lookup from \(start) does not end")
      }
      return Lookup(
        start: start, owner: overlay.owner(of: key), end: route.node, hops: route.hops,
        path: overlay.path(from: start, to: key))
    }
    interleaved = { count, trial in
      var numbers = try trial.stream()
      let batch = overlay.randomLookups(count, using: &numbers)
      func summary(_ number: Int, _ route: O.Route) -> Lookup {
        Lookup(
          start: batch.starts[number], owner: overlay.owner(of: batch.keys[number]), end: route.node, hops: route.hops,
          path: [])
      }
      var alone: [Int: Lookup] = [:]
      var together: [Int: Lookup] = [:]
      overlay.lookUp(batch) { alone[$0] = summary($0, $1) }
      overlay.lookUpInterleaved(batch, width: 7) { together[$0] = summary($0, $1) }
      return (0..<count).compactMap { number in
        guard let one = alone[number], let other = together[number] else { return nil }
        return (one, other)
      }
    }
  }
}

/// Laws of every overlay.
public enum OverlayLaws {
  /// All of them.
  public static let all = [
    routeReachesOwner, routeFollowsEdges, routeIsNoShorterThanDistance, sharesArePartition, interleavingChangesNothing,
  ]

  /// P5, first half.
  public static let routeReachesOwner = Law<OverlaySubject>(
    "overlay.route-reaches-owner",
    "A lookup ends at the owner of its key where it first meets it: at once when it starts there."
  ) { overlay, trial in
    for _ in 0..<32 {
      let lookup = try overlay.lookup(trial)
      try expect(lookup.end == lookup.owner, "from \(lookup.start) to \(lookup.end), but \(lookup.owner) owns the key")
      try expect(lookup.start != lookup.owner || lookup.hops == 0, "\(lookup.hops) hops from the owner to itself")
      try expect(
        lookup.path.firstIndex(of: lookup.owner) == lookup.path.count - 1, "the path \(lookup.path) passes the owner")
    }
  }

  /// P5, second half.
  public static let routeFollowsEdges = Law<OverlaySubject>(
    "overlay.route-follows-edges", "Each hop leads to a node that the sender knows, and hops are counted one by one."
  ) { overlay, trial in
    for _ in 0..<32 {
      let lookup = try overlay.lookup(trial)
      try expect(lookup.path.first == lookup.start, "the path \(lookup.path) does not begin at \(lookup.start)")
      try expect(lookup.path.last == lookup.end, "the path \(lookup.path) does not end at \(lookup.end)")
      try expect(lookup.hops == lookup.path.count - 1, "\(lookup.hops) hops counted on the path \(lookup.path)")
      for (from, to) in zip(lookup.path, lookup.path.dropFirst()) {
        try expect(overlay.neighbours(from).contains(to), "\(from) does not know \(to), but sends to it")
      }
    }
  }

  /// P6.
  public static let routeIsNoShorterThanDistance = Law<OverlaySubject>(
    "overlay.route-no-shorter-than-distance",
    "No route has fewer hops than the breadth-first distance, and every node can be reached."
  ) { overlay, trial in
    for _ in 0..<16 {
      let lookup = try overlay.lookup(trial)
      let distances = overlay.distances(lookup.start)
      try expect(!distances.contains(nil), "no way from \(lookup.start) to \(distances.firstIndex(of: nil) ?? 0)")
      let distance = distances[lookup.end] ?? 0
      try expect(lookup.hops >= distance, "\(lookup.hops) hops to \(lookup.end), which is \(distance) edges away")
    }
  }

  /// P1 for every key space.
  public static let sharesArePartition = Law<OverlaySubject>(
    "overlay.shares-are-a-partition", "The exact shares of the key space add up to 1, one for each node."
  ) { overlay, _ in
    guard let shares = overlay.keyShares else { return }
    try expect(shares.nodes == overlay.nodeCount, "\(shares.nodes) shares for \(overlay.nodeCount) nodes")
    try expect(shares.total == Rational(1, 1), "the shares add up to \(shares.total)")
    try expect(shares.largestOverMean >= Rational(1, 1), "the largest share is below the mean")
  }

  /// The batch is an optimisation and nothing else.
  public static let interleavingChangesNothing = Law<OverlaySubject>(
    "overlay.interleaving-changes-nothing", "Lookups under way together end where each ends alone, in as many hops."
  ) { overlay, trial in
    let pairs = try overlay.interleaved(40, trial)
    try expect(pairs.count == 40, "\(pairs.count) of 40 lookups finished")
    for (alone, together) in pairs {
      try expect(
        alone == together, "alone \(alone.hops) hops to \(alone.end), together \(together.hops) to \(together.end)")
    }
  }
}
