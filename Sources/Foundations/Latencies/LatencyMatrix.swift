/// Round-trip times between hosts, every ordered pair, in milliseconds.
///
/// The diagonal is 0 and every other latency is positive and finite. Nothing else holds of real networks: directions
/// differ, and detours can be shorter than the direct way.
///
/// Stored row by row in one array, 8 bytes a cell: 1.9 MB for 490 hosts, 3.2 GB for the most that a file may have.
public struct LatencyMatrix: Sendable, Equatable {
  /// What the matrix is called in tables: the file's name, or the generator with its parameters.
  public let name: String

  /// The number of hosts, at least 2.
  public let count: Int

  /// What had to be changed in the data to make them a latency matrix.
  public let treatmentCounts: LatencyTreatmentCounts

  /// Row-major: the latency from i to j is at i * count + j.
  @usableFromInline let cells: [Double]

  /// The most hosts that a file may describe or a generator may be asked for.
  public static let largestCount = 20_000

  /// A matrix made by the program.
  ///
  /// - Precondition: `milliseconds` holds `count * count` latencies, row by row, 0 on the diagonal and positive and
  ///   finite elsewhere; `count >= 2`.
  public init(name: String, count: Int, milliseconds: [Double]) {
    self.init(name: name, count: count, cells: milliseconds, treatmentCounts: LatencyTreatmentCounts())
    precondition(isWellFormed, "a latency matrix is 0 on its diagonal, positive and finite elsewhere")
  }

  init(name: String, count: Int, cells: [Double], treatmentCounts: LatencyTreatmentCounts) {
    precondition(count >= 2, "a latency matrix has at least 2 hosts")
    precondition(cells.count == count * count, "a latency matrix is square")
    self.name = name
    self.count = count
    self.cells = cells
    self.treatmentCounts = treatmentCounts
  }

  /// The round-trip time measured at host `from` to host `to`, in milliseconds.
  @inlinable
  public subscript(from: Int, to: Int) -> Double {
    precondition(from >= 0 && from < count && to >= 0 && to < count, "a host's number is below the number of hosts")
    return cells[from * count + to]
  }

  /// What was changed in the data, one sentence each; empty when nothing had to be.
  public var treatments: [String] { treatmentCounts.sentences }

  /// Whether all pairs have the same latency in both directions.
  public var isSymmetric: Bool {
    (0..<count).allSatisfy { host in
      (0..<host).allSatisfy { self[host, $0] == self[$0, host] }
    }
  }

  /// The same hosts with the mean of both directions for each pair.
  public var symmetrised: LatencyMatrix {
    var means = cells
    for host in 0..<count {
      for other in 0..<host {
        let mean = (self[host, other] + self[other, host]) / 2
        means[host * count + other] = mean
        means[other * count + host] = mean
      }
    }
    return LatencyMatrix(name: name, count: count, cells: means, treatmentCounts: treatmentCounts)
  }

  /// The invariant of the type.
  package var isWellFormed: Bool {
    (0..<count).allSatisfy { from in
      (0..<count).allSatisfy { to in
        let latency = self[from, to]
        return from == to ? latency == 0 : latency > 0 && latency.isFinite
      }
    }
  }
}
