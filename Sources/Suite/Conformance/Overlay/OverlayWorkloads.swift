import Measuring
import Overlays
import Randomness

/// The kernels of overlays: lookups from random nodes to random keys, alone and interleaved, and the building of a network.
public enum OverlayWorkloads {
  /// The kernels of every overlay of the suite.
  public static let all = OverlayImplementation.all.flatMap(kernels)

  /// The kernels of one overlay, one's own as well.
  public static func kernels(of implementation: OverlayImplementation) -> [Kernel] {
    let id = "overlay.\(implementation.id)"
    let size = KernelSize(
      "nodes", standard: 20_000, in: OverlayComparison.nodeRange,
      series: [2_000, 8_000, 32_000, 128_000], estimatedBytes: { 2 * implementation.estimatedBytes($0) + (64 << 20) })
    func lookups(_ way: LookupWay) -> @Sendable (Int, Seed) throws -> PreparedKernel {
      { nodes, seed in
        let built = try implementation.build(nodes, seed)
        var generator = seed.stream("lookups")
        let count = min(max(nodes / 4, 5_000), 100_000)
        var kernel = try LookupParts(built.prepare(count, &generator), count: count, id: id).kernel(way)
        let bytes = built.overlay.footprint.hopPath
        kernel.anchor = KernelAnchor("random access") { .accesses(inBytes: bytes, seed: seed) }
        kernel.footprint = KernelFootprint(Double(bytes) / Double(nodes), per: "node")
        return kernel
      }
    }
    return [
      Kernel(
        "\(id).lookup", "\(implementation.id): lookups, one after another", operation: "hop", size: size,
        prepare: lookups(.alone)),
      Kernel(
        "\(id).lookup-batch", "\(implementation.id): 24 lookups interleaved", operation: "hop", size: size,
        prepare: lookups(.together)),
      Kernel(
        "\(id).build", "\(implementation.id): a network is built", operation: "node", size: size
      ) { nodes, seed in
        // Any network of a size and a seed is the same, so that its footprint is.
        try PreparedKernel(parts: 1) { _ in
          let overlay = try implementation.build(nodes, seed).overlay
          return KernelWork(
            operations: overlay.nodeCount,
            checksum: UInt64(overlay.footprint.hopPath) &* 31 &+ UInt64(overlay.footprint.aside))
        }
      },
    ]
  }
}

/// How lookups are timed.
enum LookupWay: Sendable {
  /// One after another.
  case alone
  /// Many under way at once.
  case together
}

/// Lookups in the parts of a kernel, an operation being a hop. Each lookup is held against the owner of its key at first, and the ways
/// to time them against each other.
struct LookupParts {
  /// Lookups of a part: about a tenth of a millisecond.
  private static let partSize = 250

  /// The number of all lookups.
  let count: Int

  private let lookups: PreparedLookups
  private let ranges: [Range<Int>]
  private let parts: [KernelWork]

  /// Divides the first `count` lookups.
  init(_ lookups: PreparedLookups, count: Int, id: String) throws {
    self.lookups = lookups
    self.count = count
    ranges = stride(from: 0, to: count, by: Self.partSize).map { $0..<min($0 + Self.partSize, count) }
    parts = try ranges.map { range in
      var sum = LookupTally()
      for number in range {
        let tally = lookups.alone(number..<number + 1)
        guard tally.ends == lookups.owner(number) else {
          throw WrongLookup(id, number, tally.ends, lookups.owner(number))
        }
        sum.add(tally)
      }
      return sum.work
    }
  }

  /// Hops in a lookup, on average.
  var meanHops: Double { Double(parts.reduce(0) { $0 + $1.operations }) / Double(count) }

  /// The kernel of one way.
  func kernel(_ way: LookupWay) -> PreparedKernel {
    let run = way == .alone ? lookups.alone : lookups.together
    return PreparedKernel(parts: parts) { [ranges] in run(ranges[$0]).work }
  }
}

extension LookupTally {
  /// Lookups that are all answered where they start have no hops; they count as one.
  fileprivate var work: KernelWork { KernelWork(operations: max(1, hops), checksum: UInt64(truncatingIfNeeded: ends)) }
}
