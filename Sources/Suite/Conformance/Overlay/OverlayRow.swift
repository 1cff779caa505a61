import Latencies
import Measuring
import Randomness
import Reporting

/// One line of `compare overlay`: the columns' keys and units, and how measurements become cells.
struct OverlayRow {
  let cells: [ResultTable.Cell]
  let notes: [String]

  private typealias Cell = ResultTable.Cell

  static let columns: [ResultTable.Column] = [
    .init("implementation", "overlay", alignment: .left),
    .init("nodes", "nodes"),
    .init("graph_nodes", "graph nodes"),
    .init("bytes_per_node", "on the path", group: "bytes/node", hasInterval: true),
    .init("aside_bytes_per_node", "aside", group: "bytes/node", hasInterval: true),
    .init("out_degree_mean", "mean", group: "out-degree", hasInterval: true),
    .init("out_degree_max", "max", group: "out-degree"),
    .init("in_degree_mean", "mean", group: "in-degree", hasInterval: true),
    .init("in_degree_max", "max", group: "in-degree"),
    .init("hops_mean", "mean", group: "hops", hasInterval: true),
    .init("hops_p50", "p50", group: "hops"),
    .init("hops_p99", "p99", group: "hops"),
    .init("hops_max", "max", group: "hops"),
    .init("contacted_mean", "asked", hasInterval: true),
    .init("claimed_bound", "max", group: "claimed hops", hasInterval: true),
    .init("claimed_bound_holds", "holds", alignment: .left, group: "claimed hops"),
    .init("load_max_over_mean", "load", group: "max/mean", hasInterval: true),
    .init("share_max_over_mean", "share", group: "max/mean", hasInterval: true),
    .init("collision_probability", "collision", hasInterval: true),
    .init("lookups_per_second", "alone", group: "lookups/s", hasInterval: true),
    .init("batch_lookups_per_second", "batch", group: "lookups/s", hasInterval: true),
    .init("ns_per_hop", "alone", group: "ns/hop", hasInterval: true),
    .init("batch_ns_per_hop", "batch", group: "ns/hop", hasInterval: true),
    .init("access_ns", "access ns", hasInterval: true),
    .init("latency_mean_ms", "mean", group: "latency ms", hasInterval: true),
    .init("latency_p90_ms", "p90", group: "latency ms", hasInterval: true),
    .init("stretch_p50", "p50", group: "stretch", hasInterval: true),
    .init("stretch_p90", "p90", group: "stretch", hasInterval: true),
  ]

  /// Gathers the measurements of one implementation: means with intervals when there are several, worst cases as they
  /// are.
  init(_ id: String, measurements: [OverlayMeasurement], seed: Seed) {
    let sample = Repetitions(measurements: measurements, seed: seed)
    let first = measurements[0]
    let longest = measurements.map { $0.figures.hops.maximum ?? 0 }.max() ?? 0
    let breaks = measurements.contains { measurement in
      measurement.bound.map { !$0.holds(maximum: measurement.figures.hops.maximum ?? 0) } ?? false
    }
    var hops = first.figures.hops
    for measurement in measurements.dropFirst() { hops.merge(measurement.figures.hops) }

    cells = [
      .text(id),
      .integer(first.nodes),
      first.graphNodes == first.nodes ? .none : .integer(first.graphNodes),
      sample.mean(1) { $0.bytesPerNode },
      sample.mean(1) { $0.asideBytesPerNode },
      sample.mean(2) { $0.figures.outDegree.mean },
      .integer(measurements.map(\.figures.outDegree.max).max() ?? 0),
      sample.mean(2) { $0.figures.inDegree.mean },
      .integer(measurements.map(\.figures.inDegree.max).max() ?? 0),
      sample.mean(3) { $0.figures.hops.mean },
      .integer(hops.quantile(0.5) ?? 0),
      .integer(hops.quantile(0.99) ?? 0),
      Cell.integer(longest).marked(if: breaks),
      sample.mean(2) { $0.figures.contactedMean },
      sample.mean(2) { $0.bound?.hops },
      first.bound == nil ? .none : .flag(!breaks),
      sample.mean(2) { $0.loadMaxOverMean },
      sample.exactMean(3) { $0.shareMaxOverMean },
      sample.exactMean(8) { $0.collisionProbability },
      sample.mean(0) { 1e9 / $0.timing.lookup },
      sample.mean(0) { 1e9 / $0.timing.batchLookup },
      sample.mean(1) { $0.timing.hop },
      sample.mean(1) { $0.timing.batchHop },
      sample.mean(1) { $0.timing.access },
      sample.mean(1) { $0.latency?.meanMilliseconds },
      sample.mean(1) { $0.latency?.p90Milliseconds },
      sample.mean(2) { $0.latency?.stretchMedian },
      sample.mean(2) { $0.latency?.stretchP90 },
    ]
    let claim = first.bound.map { bound in
      "\(id): the source claims a diameter \(bound.isStrict ? "<" : "<=") \(bound.formula)"
        + (breaks ? ", which did NOT hold (!)." : ".")
    }
    let leastLoad = Int(OverlayMeasurement.leastMeanLoad)
    let load =
      first.loadMaxOverMean == nil
      ? "\(id): too few lookups to tell load from chance (less than \(leastLoad) messages a node)." : nil
    let remarks = Set(measurements.flatMap(\.remarks)).sorted().map { "\(id): \($0)." }
    notes = [claim].compactMap { $0 } + remarks + [load].compactMap { $0 }
  }

  /// What the columns mean.
  static func legend(latencies: LatencyMatrix?) -> [String] {
    [
      "hops: messages to another node on the way to the owner, 0 for a local answer; in iterative lookups (kademlia) "
        + "the chain of referrals. asked: all nodes asked.",
      "bytes/node: all that a hop can touch; aside: identifiers, and tables that only the start of a lookup reads.",
      "claimed hops: the source's bound on the diameter, held against the longest of these lookups.",
      "load: messages that a node passes on, or questions that it answers, for others. share: of the key space, exact. "
        + "collision: chance that two keys meet at one node, exact.",
      "ns/hop: alone, one lookup after another; batch, 24 lookups interleaved; iterative lookups: by referral. "
        + "access: one dependent random access in an array of bytes/node x nodes.",
      latencies == nil
        ? "latency: no matrix was given."
        : "latency: half a round trip a hop; iterative lookups: the slowest of each round of questions before the "
          + "owner is asked. stretch: over the direct way.",
    ]
  }
}
