import Measuring
import Overlays
import Randomness

/// Degrees and hops of one network of one overlay: what can be counted without a clock.
struct OverlayFigures: Sendable {
  let outDegree: (mean: Double, max: Int)
  let inDegree: (mean: Double, max: Int)
  let hops: Histogram
  /// Nodes asked by all lookups together.
  private let contacted: Int

  /// Nodes asked by a lookup, on average.
  var contactedMean: Double { Double(contacted) / Double(hops.count) }

  /// Counts the links of all nodes; runs every lookup by itself and holds its end against the owner, then all of them interleaved.
  init(
    of overlay: any Overlay, _ lookups: PreparedLookups, count: Int, id: String, progress: (String) -> Void = { _ in }
  ) throws {
    progress("degrees")
    (outDegree, inDegree) = Self.degrees(overlay)
    progress("lookups")
    (hops, contacted) = try Self.walk(lookups, count: count, limit: overlay.mostSteps, id: id)
  }

  /// A network of a size and a seed, and so many lookups of it.
  init(of implementation: OverlayImplementation, nodes: Int, lookups: Int, seed: Seed) throws {
    let built = try implementation.build(nodes, seed)
    var generator = seed.stream("lookups")
    try self.init(
      of: built.overlay, built.prepare(lookups, &generator), count: lookups, id: implementation.id)
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

  /// Runs every lookup by itself and holds its end against the owner, then all of them interleaved.
  private static func walk(
    _ lookups: PreparedLookups, count: Int, limit: Int, id: String
  ) throws -> (hops: Histogram, contacted: Int) {
    var hops = Histogram()
    var total = LookupTally()
    for number in 0..<count {
      guard lookups.steps(number, limit) <= limit else {
        throw WrongLookup(description: "\(id): lookup \(number) does not end within \(limit) steps")
      }
      let tally = lookups.alone(number..<number + 1)
      guard tally.ends == lookups.owner(number) else {
        throw WrongLookup(id, number, tally.ends, lookups.owner(number))
      }
      guard (0...Histogram.largestValue).contains(tally.hops) else {
        throw WrongLookup(description: "\(id): lookup \(number) counts \(tally.hops) hops")
      }
      hops.record(tally.hops)
      total.add(tally)
    }
    guard lookups.together(0..<count) == total else {
      throw WrongLookup(description: "\(id): interleaved lookups do not end where they end alone")
    }
    return (hops, total.contacted)
  }
}
