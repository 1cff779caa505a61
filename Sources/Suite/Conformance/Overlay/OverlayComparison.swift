import ExactNumbers
import Latencies
import Measuring
import Overlays
import Randomness
import Reporting

/// `compare overlay`: every implementation, the same work, quality and cost side by side.
public struct OverlayComparison: Sendable {
  /// The overlays, in the order of the table.
  public var implementations = OverlayImplementation.standard

  /// Nodes in each network, 3...10^8.
  public var nodes = 10_000

  /// Lookups from random nodes to random keys.
  public var lookups = 100_000

  /// Round-trip times between the hosts on which nodes are placed; nil leaves the latency columns empty.
  public var latencies: LatencyMatrix?

  /// Decides identifiers, placement and lookups.
  public var seed: Seed

  /// Networks measured for each overlay, each from a seed of its own: with two or more, columns carry intervals.
  public var repetitions = 1

  /// The numbers of nodes that can be asked for.
  public static let nodeRange = 3...100_000_000

  /// The numbers of lookups that can be asked for.
  public static let lookupRange = 1...100_000_000

  /// A comparison of the standard overlays at a moderate size.
  public init(seed: Seed) { self.seed = seed }

  /// A network that does not fit into the memory that is free.
  public struct NotEnoughMemory: Error, CustomStringConvertible, Sendable {
    /// The overlay that asks for most.
    public let implementation: String
    /// The size asked for.
    public let nodes: Int
    /// What it is expected to take, in bytes.
    public let needed: Int
    /// What is free, in bytes.
    public let available: Int

    /// One sentence with both figures.
    public var description: String {
      "\(nodes) nodes of \(implementation) need an estimated \(ByteCount(needed)), "
        + "but only \(ByteCount(available)) are free"
    }
  }

  /// Compares the expected need of each implementation, for building and for the access probe, with what is free.
  ///
  /// - Parameter available: bytes; nil when the system does not tell, and nothing is refused.
  public func checkMemory(available: Int?) throws(NotEnoughMemory) {
    guard let available else { return }
    for implementation in implementations {
      let needed = 2 * implementation.estimatedBytes(nodes) + lookups * 240
      if needed > available {
        throw NotEnoughMemory(
          implementation: implementation.id, nodes: nodes, needed: needed, available: available)
      }
    }
  }

  /// Builds and measures every network, one after another, and fills the table.
  public func run(
    header: String, metadata: [(key: String, value: ResultTable.Cell)] = [], progress: (String) -> Void
  ) throws -> ResultTable {
    var table = ResultTable(
      command: "compare", seed: seed.value, header: header, columns: OverlayRow.columns, metadata: metadata)
    var notes: [String] = []
    for implementation in implementations {
      var measurements: [OverlayMeasurement] = []
      for repetition in 0..<repetitions {
        let name = repetitions == 1 ? implementation.id : "\(implementation.id) \(repetition + 1)/\(repetitions)"
        progress("\(name): building \(nodes) nodes")
        let seed = repetitions == 1 ? self.seed : self.seed.child("repetition", UInt64(repetition))
        let built = try implementation.build(nodes, seed)
        measurements.append(
          try OverlayMeasurement(
            of: built, id: implementation.id, lookups: lookups, latencies: latencies, seed: seed
          ) { progress("\(name): \($0)") })
      }
      let row = OverlayRow(implementation.id, measurements: measurements, seed: seed)
      table.append(row.cells)
      notes += row.notes
    }
    table.notes = notes + OverlayRow.legend(latencies: latencies)
    return table
  }
}
