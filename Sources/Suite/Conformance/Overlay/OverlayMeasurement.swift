import ExactNumbers
import Latencies
import Measuring
import Overlays
import Randomness

/// What one network of one overlay was seen to do.
struct OverlayMeasurement: Sendable {
  /// Nodes of the routing graph, when peers host several.
  var graphNodes: Int?
  var inDegreeNote: String?
  var bytesPerNode: Double
  var asideBytesPerNode: Double
  var outDegree: (mean: Double, max: Int)
  var inDegree: (mean: Double, max: Int)
  var hops: Histogram
  var contactedMean: Double
  var bound: HopBound?
  var loadMaxOverMean: Double
  var shareMaxOverMean: Rational?
  var collisionProbability: Rational?
  var timing: Timing
  var latency: Latency?

  /// The least of all rounds, in nanoseconds.
  struct Timing: Sendable {
    var lookup: Double
    var batchLookup: Double
    var hop: Double
    var batchHop: Double
    var access: Double
  }

  /// Over all retraced routes; stretch over those whose ends are on different hosts.
  struct Latency: Sendable {
    var meanMilliseconds: Double
    var p90Milliseconds: Double
    var stretchMedian: Double?
    var stretchP90: Double?
  }
}

/// A lookup that did not do what the overlay promised, found while measuring.
public struct WrongLookup: Error, CustomStringConvertible, Sendable {
  /// The overlay, the lookup, and what was wrong.
  public let description: String
}

extension OverlayMeasurement {
  /// Rounds into which the lookups are divided for timing; the access probe takes its turn in each.
  private static let rounds = 10

  /// Routes that are retraced node by node for loads and latencies, at the most.
  private static let retracedRoutes = 50_000

  /// Measures one network: all lookups for hops, owners and timing, the first of them for loads and latencies.
  init(
    of built: BuiltOverlay, id: String, lookups count: Int, latencies: LatencyMatrix?, seed: Seed,
    progress: (String) -> Void
  ) throws {
    let overlay = built.overlay
    let nodes = overlay.nodeCount
    var generator = seed.stream("lookups")
    let lookups = built.prepare(count, &generator)

    progress("degrees")
    (outDegree, inDegree) = Self.degrees(overlay)
    progress("lookups")
    let walks = try Self.walk(lookups, count: count, id: id)
    hops = walks.hops
    contactedMean = Double(walks.contacted) / Double(count)
    progress("routes")
    (loadMaxOverMean, latency) = try Self.retrace(
      lookups, count: min(count, Self.retracedRoutes), overlay: overlay, id: id, latencies: latencies,
      placement: seed.child("placement"))
    progress("timing")
    timing = try Self.time(lookups, count: count, bytes: overlay.footprint.hopPath, seed: seed, id: id)

    bytesPerNode = Double(overlay.footprint.hopPath) / Double(nodes)
    asideBytesPerNode = Double(overlay.footprint.aside) / Double(nodes)
    bound = overlay.claimedHopBound
    shareMaxOverMean = overlay.keyShares?.largestOverMean
    collisionProbability = overlay.keyShares?.collisionProbability
    if let lineGraph = overlay as? DLG { (graphNodes, inDegreeNote) = Self.graphFacts(lineGraph, id: id) }
  }

  private static func degrees(
    _ overlay: some Overlay
  ) -> (out: (mean: Double, max: Int), in: (mean: Double, max: Int)) {
    var incoming = [Int](repeating: 0, count: overlay.nodeCount)
    var edges = 0
    var largest = 0
    for node in 0..<overlay.nodeCount {
      var degree = 0
      overlay.forEachNeighbour(of: node) {
        degree += 1
        incoming[$0] += 1
      }
      edges += degree
      largest = max(largest, degree)
    }
    let mean = Double(edges) / Double(overlay.nodeCount)
    return ((mean, largest), (mean, incoming.max() ?? 0))
  }

  /// Runs every lookup by itself and holds its end against the owner.
  private static func walk(
    _ lookups: PreparedLookups, count: Int, id: String
  ) throws -> (hops: Histogram, contacted: Int) {
    var hops = Histogram()
    var contacted = 0
    for number in 0..<count {
      let tally = lookups.alone(number..<number + 1)
      guard tally.ends == lookups.owner(number) else {
        throw WrongLookup(
          description:
            "\(id): lookup \(number) ends at node \(tally.ends), but node \(lookups.owner(number)) owns its key")
      }
      hops.record(tally.hops)
      contacted += tally.contacted
    }
    return (hops, contacted)
  }

  /// Passes along routes: who forwards how much, and how long the way is on the matrix.
  private static func retrace(
    _ lookups: PreparedLookups, count: Int, overlay: any Overlay, id: String, latencies: LatencyMatrix?,
    placement: Seed
  ) throws -> (loadMaxOverMean: Double, latency: Latency?) {
    var load = [Int](repeating: 0, count: overlay.nodeCount)
    var hosts: [Int] = []
    if let latencies {
      var generator = placement.stream("hosts")
      hosts = (0..<overlay.nodeCount).map { _ in generator.below(latencies.count) }
    }
    var delays: [Double] = []
    var stretches: [Double] = []
    for number in 0..<count {
      let path = lookups.path(number)
      guard path.last == lookups.owner(number) else {
        throw WrongLookup(description: "\(id): the path of lookup \(number) does not end at the owner of its key")
      }
      for node in path.dropFirst().dropLast() { load[node] += 1 }
      if let latencies {
        let way = path.map { hosts[$0] }
        let delay = RouteDelay.along(way, style: overlay.lookupStyle, on: latencies)
        let direct = RouteDelay.along([way[0], way[way.count - 1]], style: .recursive, on: latencies)
        delays.append(delay)
        if direct > 0 { stretches.append(delay / direct) }
      }
    }
    let total = load.reduce(0, +)
    let heaviest = Double((load.max() ?? 0) * overlay.nodeCount) / Double(max(total, 1))
    guard latencies != nil else { return (heaviest, nil) }
    let delay = Sample(delays)
    let stretch = stretches.isEmpty ? nil : Sample(stretches)
    return (
      heaviest,
      Latency(
        meanMilliseconds: delay.mean, p90Milliseconds: delay.quantile(0.9), stretchMedian: stretch?.median,
        stretchP90: stretch?.quantile(0.9))
    )
  }

  /// Rounds over different lookups, each way in turn with the access probe; the least of each counts, since noise
  /// only adds.
  private static func time(
    _ lookups: PreparedLookups, count: Int, bytes: Int, seed: Seed, id: String
  ) throws -> Timing {
    var generator = seed.stream("access")
    var probe = AccessProbe(
      bytes: min(max(bytes, AccessProbe.sizes.lowerBound), AccessProbe.sizes.upperBound), using: &generator)
    var best = Timing(lookup: .infinity, batchLookup: .infinity, hop: .infinity, batchHop: .infinity, access: .infinity)
    let rounds = min(Self.rounds, count)
    for round in 0..<rounds {
      let range = count * round / rounds..<count * (round + 1) / rounds
      best.access = min(best.access, probe.measure(steps: 50_000))
      let aloneWatch = Stopwatch()
      let alone = lookups.alone(range)
      let aloneTime = Double(aloneWatch.nanoseconds)
      let togetherWatch = Stopwatch()
      let together = lookups.together(range)
      let togetherTime = Double(togetherWatch.nanoseconds)
      guard alone == together else {
        throw WrongLookup(description: "\(id): interleaved lookups \(range) do not end where they end alone")
      }
      let runs = Double(range.count)
      best.lookup = min(best.lookup, aloneTime / runs)
      best.batchLookup = min(best.batchLookup, togetherTime / runs)
      if alone.hops > 0 {
        best.hop = min(best.hop, aloneTime / Double(alone.hops))
        best.batchHop = min(best.batchHop, togetherTime / Double(alone.hops))
      }
    }
    return best
  }

  /// What a line graph has beyond what every overlay has.
  private static func graphFacts(_ overlay: DLG, id: String) -> (nodes: Int?, note: String) {
    let degree = overlay.base.degree
    let largest = overlay.graphInDegrees.max() ?? 0
    let claimed = largest <= 2 * degree ? "within" : "beyond"
    return (
      overlay.graphNodeCount == overlay.nodeCount ? nil : overlay.graphNodeCount,
      "\(id): in-degree in the graph of \(overlay.graphNodeCount) nodes up to \(largest), "
        + "within d^2 = \(degree * degree), \(claimed) the 2d = \(2 * degree) of the ICDCS 2008 abstract."
    )
  }
}

/// How long a lookup takes on a matrix of round-trip times.
enum RouteDelay {
  /// Milliseconds until the message reaches the last host of `way`: half a round trip a hop, and for iterative
  /// lookups a whole one between the start and each node asked before the last.
  static func along(_ way: [Int], style: LookupStyle, on latencies: LatencyMatrix) -> Double {
    switch style {
    case .recursive:
      zip(way, way.dropFirst()).reduce(0) { $0 + latencies[$1.0, $1.1] / 2 }
    case .iterative:
      way.dropFirst().dropLast().reduce(0) { $0 + latencies[way[0], $1] }
        + (way.count > 1 ? latencies[way[0], way[way.count - 1]] / 2 : 0)
    }
  }
}
