import Benchmark
import Measuring
import Overlays
import Randomness

/// Routing in networks of a million nodes, against the time of one dependent random access in as many bytes.
///
/// Each iteration times one round: the access probe, then some lookups one after another and others interleaved, in turns
/// first, so that neither finds the caches warmed by the other. Ratios are taken within a round: what the machine does to
/// one it does to the others. What each part must add up to was found beforehand, lookup by lookup against the owners.
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

  private static let lookupsInPart = 10_000
  private static let parts = 22

  private typealias Sum = (hops: Int, ends: Int)

  private var probe: AccessProbe
  private let bytesPerTenNodes: Int
  private var expected = [Sum](repeating: (0, 0), count: parts)
  private let alone: (Range<Int>) -> (hops: Int, ends: Int)
  private let together: (Range<Int>) -> (hops: Int, ends: Int)
  private var round = 0

  init<O: Overlay>(_ overlay: O) {
    var generator = Seed(1).stream("benchmarks.routing")
    let batch = overlay.randomLookups(Self.lookupsInPart * Self.parts, using: &generator)
    probe = AccessProbe(bytes: overlay.footprint.hopPath, using: &generator)
    bytesPerTenNodes = overlay.footprint.hopPath * 10 / overlay.nodeCount
    alone = { range in
      var sum = (hops: 0, ends: 0)
      overlay.lookUp(batch, in: range) { sum = (sum.hops &+ $1.hops, sum.ends &+ $1.node) }
      return sum
    }
    together = { range in
      var sum = (hops: 0, ends: 0)
      overlay.lookUpInterleaved(batch, in: range) { sum = (sum.hops &+ $1.hops, sum.ends &+ $1.node) }
      return sum
    }
    overlay.lookUp(batch) { number, route in
      precondition(route.node == overlay.owner(of: batch.keys[number]), "a lookup must end at the owner of its key")
      expected[number / Self.lookupsInPart].hops += route.hops
      expected[number / Self.lookupsInPart].ends += route.node
    }
  }

  func run(_ benchmark: Benchmark) {
    let accessTime = probe.measure(steps: 100_000)
    var times = (alone: 0.0, together: 0.0)
    for turn in 0..<2 {
      let part = (2 * round + turn) % Self.parts
      let range = part * Self.lookupsInPart..<(part + 1) * Self.lookupsInPart
      let isAlone = (round + turn).isMultiple(of: 2)
      let stopwatch = Stopwatch()
      let sum = isAlone ? alone(range) : together(range)
      let perHop = Double(stopwatch.nanoseconds) / Double(sum.hops)
      precondition(sum == expected[part], "timed lookups must end where they should, in as many hops")
      if isAlone { times.alone = perHop } else { times.together = perHop }
    }
    round += 1
    benchmark.measurement(Self.nsPerHop, Int(times.alone * 10))
    benchmark.measurement(Self.nsPerHopBatch, Int(times.together * 10))
    benchmark.measurement(Self.access, Int(accessTime * 10))
    benchmark.measurement(Self.ratio, Int(100 * times.alone / accessTime))
    benchmark.measurement(Self.ratioBatch, Int(100 * times.together / accessTime))
    benchmark.measurement(Self.bytes, bytesPerTenNodes)
  }
}
