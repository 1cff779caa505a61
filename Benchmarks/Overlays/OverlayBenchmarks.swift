import Benchmark
import Measuring
import Overlays
import Randomness

/// Routing in networks of a million nodes, against the time of one dependent random access in as many bytes.
///
/// Each iteration times one round: the access probe, then lookups one after another, then the same interleaved.
/// Ratios are taken within a round, so that what the machine does to one it does to the others. Every round checks
/// that both ways end at the same nodes, and every lookup was held against its owner before.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: RoutingRound.metrics, timeUnits: .nanoseconds, warmupIterations: 1, scalingFactor: .one,
    maxDuration: .seconds(20), maxIterations: 10)

  routing("fissione") { try FissionE(nodes: 1_000_000, seed: 1) }
  routing("dlg") { try DLG(base: .kautz(2), nodes: 1_000_000, seed: 1) }
  routing("chord") { Chord(nodes: 1_000_000, seed: 1) }
}

/// Registers one overlay; the network is built when its benchmark starts.
func routing<O: Overlay>(_ name: String, build: @escaping @Sendable () throws -> O) {
  Benchmark("routing \(name) 1M nodes") { benchmark, round in
    for _ in benchmark.scaledIterations { round.run(benchmark) }
  } setup: {
    RoutingRound(try build())
  }
}

/// One network with its lookups, ready to be timed.
final class RoutingRound {
  static let nsPerHop = BenchmarkMetric.custom(
    "ns per 10 hops, alone", polarity: .prefersSmaller, useScalingFactor: false)
  static let nsPerHopBatch = BenchmarkMetric.custom(
    "ns per 10 hops, batch", polarity: .prefersSmaller, useScalingFactor: false)
  static let access = BenchmarkMetric.custom("ns per 10 accesses", polarity: .prefersSmaller, useScalingFactor: false)
  static let ratio = BenchmarkMetric.custom(
    "hop / access, alone (%)", polarity: .prefersSmaller, useScalingFactor: false)
  static let ratioBatch = BenchmarkMetric.custom(
    "hop / access, batch (%)", polarity: .prefersSmaller, useScalingFactor: false)
  static let bytes = BenchmarkMetric.custom(
    "hop path, bytes per 10 nodes", polarity: .prefersSmaller, useScalingFactor: false)
  static let metrics = [nsPerHop, nsPerHopBatch, access, ratio, ratioBatch, bytes]

  private static let lookups = 20_000

  private var probe: AccessProbe
  private let bytesPerTenNodes: Int
  private let alone: () -> (hops: Int, ends: Int)
  private let together: () -> (hops: Int, ends: Int)

  init<O: Overlay>(_ overlay: O) {
    var generator = Seed(1).stream("benchmarks.routing")
    let batch = overlay.randomLookups(Self.lookups, using: &generator)
    overlay.lookUp(batch) { number, route in
      precondition(route.node == overlay.owner(of: batch.keys[number]), "a lookup must end at the owner of its key")
    }
    probe = AccessProbe(bytes: overlay.footprint.hopPath, using: &generator)
    bytesPerTenNodes = overlay.footprint.hopPath * 10 / overlay.nodeCount
    alone = {
      var sum = (hops: 0, ends: 0)
      overlay.lookUp(batch) { sum = (sum.hops &+ $1.hops, sum.ends &+ $1.node) }
      return sum
    }
    together = {
      var sum = (hops: 0, ends: 0)
      overlay.lookUpInterleaved(batch) { sum = (sum.hops &+ $1.hops, sum.ends &+ $1.node) }
      return sum
    }
  }

  func run(_ benchmark: Benchmark) {
    let accessTime = probe.measure(steps: 200_000)
    let aloneWatch = Stopwatch()
    let one = alone()
    let aloneTime = Double(aloneWatch.nanoseconds) / Double(one.hops)
    let togetherWatch = Stopwatch()
    let other = together()
    let togetherTime = Double(togetherWatch.nanoseconds) / Double(other.hops)
    precondition(one == other, "interleaved lookups must end where they end alone")

    benchmark.measurement(Self.nsPerHop, Int(aloneTime * 10))
    benchmark.measurement(Self.nsPerHopBatch, Int(togetherTime * 10))
    benchmark.measurement(Self.access, Int(accessTime * 10))
    benchmark.measurement(Self.ratio, Int(100 * aloneTime / accessTime))
    benchmark.measurement(Self.ratioBatch, Int(100 * togetherTime / accessTime))
    benchmark.measurement(Self.bytes, bytesPerTenNodes)
  }
}
