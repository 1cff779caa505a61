import ExactNumbers
import Latencies
import Measuring
import Overlays
import Randomness

/// What one network of one overlay was seen to do.
struct OverlayMeasurement: Sendable {
  var nodes: Int
  var graphNodes: Int
  var remarks: [String]
  var bytesPerNode: Double
  var asideBytesPerNode: Double
  var figures: OverlayFigures
  var bound: HopBound?
  /// Nil when too few routes were traced to tell load from chance.
  var loadMaxOverMean: Double?
  var shareMaxOverMean: Rational?
  var collisionProbability: Rational?
  var timing: Timing
  var latency: Latency?

  /// The least of all repetitions, in nanoseconds.
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

extension OverlayMeasurement {
  /// Lookups that are drawn for timing: so many that they do not stay in caches where the network does not.
  private static let timedLookups = 5_000...50_000

  /// Iterative lookups are traced at great cost: so many at the most.
  private static let tracedIterativeLookups = 50_000

  /// Messages a node that make a largest load tell more of the overlay than of chance.
  static let leastMeanLoad = 50.0

  /// Measures one network: all lookups for hops, owners, loads and latencies, as many fresh ones for timing.
  init(
    of built: BuiltOverlay, id: String, lookups count: Int, latencies: LatencyMatrix?, seed: Seed,
    progress: (String) -> Void
  ) throws {
    let overlay = built.overlay
    nodes = overlay.nodeCount
    graphNodes = overlay.graphNodeCount
    remarks = overlay.remarks
    var generator = seed.stream("lookups")
    let lookups = built.prepare(count, &generator)

    figures = try OverlayFigures(of: overlay, lookups, count: count, id: id, progress: progress)
    progress("routes")
    let traced = overlay.lookupStyle == .iterative ? min(count, Self.tracedIterativeLookups) : count
    (loadMaxOverMean, latency) = try Self.trace(
      lookups, count: traced, overlay: overlay, id: id, latencies: latencies, placement: seed.child("placement"))
    progress("timing")
    // Fresh lookups, since the others have warmed the caches for themselves.
    var timingGenerator = seed.stream("timing")
    let timed = min(max(count, Self.timedLookups.lowerBound), Self.timedLookups.upperBound)
    timing = try Self.time(
      built.prepare(timed, &timingGenerator), count: timed, id: id, bytes: overlay.footprint.hopPath, seed: seed)

    bytesPerNode = Double(overlay.footprint.hopPath) / Double(nodes)
    asideBytesPerNode = Double(overlay.footprint.aside) / Double(nodes)
    bound = overlay.claimedHopBound
    shareMaxOverMean = overlay.keyShares?.largestOverMean
    collisionProbability = overlay.keyShares?.collisionProbability
  }

  /// Passes along routes: who works how much for others, and how long the way is on the matrix.
  private static func trace(
    _ lookups: PreparedLookups, count: Int, overlay: any Overlay, id: String, latencies: LatencyMatrix?,
    placement: Seed
  ) throws -> (loadMaxOverMean: Double?, latency: Latency?) {
    var load = [Int](repeating: 0, count: overlay.nodeCount)
    var hosts: [Int] = []
    if let latencies {
      var generator = placement.stream("hosts")
      hosts = (0..<overlay.nodeCount).map { _ in generator.below(latencies.count) }
    }
    var delays: [Double] = []
    var stretches: [Double] = []
    for number in 0..<count {
      let trace = lookups.trace(number)
      guard trace.path.last == lookups.owner(number) else {
        throw WrongLookup(description: "\(id): the path of lookup \(number) does not end at the owner of its key")
      }
      if overlay.lookupStyle == .iterative {
        for node in trace.rounds.joined() { load[node] += 1 }
      } else {
        for node in trace.path.dropFirst().dropLast() { load[node] += 1 }
      }
      if let latencies {
        let delay = RouteDelay.of(trace, style: overlay.lookupStyle) { latencies[hosts[$0], hosts[$1]] }
        let direct = latencies[hosts[trace.path[0]], hosts[trace.path[trace.path.count - 1]]] / 2
        delays.append(delay)
        if direct > 0 { stretches.append(delay / direct) }
      }
    }
    let mean = Double(load.reduce(0, +)) / Double(overlay.nodeCount)
    let heaviest = mean >= leastMeanLoad ? Double(load.max() ?? 0) / mean : nil
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

  /// Lookups one after another, interleaved ones, and random accesses in as many bytes, in turns.
  private static func time(
    _ lookups: PreparedLookups, count: Int, id: String, bytes: Int, seed: Seed
  ) throws -> Timing {
    let parts = try LookupParts(lookups, count: count, id: id)
    var timer = KernelTimer()
    timer.target = 1_000_000
    timer.repetitions = 32
    timer.repetitionsInTurn = 8
    let timings = try timer.measureInTurns([
      parts.kernel(.alone), parts.kernel(.together), .accesses(inBytes: bytes, seed: seed),
    ])
    return Timing(
      lookup: timings[0].least * parts.meanHops, batchLookup: timings[1].least * parts.meanHops, hop: timings[0].least,
      batchHop: timings[1].least, access: timings[2].least)
  }
}
