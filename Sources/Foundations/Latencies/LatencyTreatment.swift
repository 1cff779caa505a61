/// How far measured data were from a latency matrix, and what was done about it.
public struct LatencyTreatmentCounts: Sendable, Hashable {
  /// Hosts with a latency to themselves that was not 0. It was set to 0.
  public fileprivate(set) var nonzeroDiagonalCells = 0

  /// Latencies of 0 between different hosts: missing, or below the resolution of the data.
  public var zeroCells: Int { zeroCellsFromOpposite + zeroCellsFromSmallest }

  /// Those that took the latency of the opposite direction, which was positive.
  public fileprivate(set) var zeroCellsFromOpposite = 0

  /// Those that were 0 in both directions and took half of the smallest positive latency of the data.
  public fileprivate(set) var zeroCellsFromSmallest = 0

  /// Unordered pairs whose directions differed in the data. Where both were positive, they were kept.
  public fileprivate(set) var asymmetricPairs = 0

  /// All unordered pairs.
  public fileprivate(set) var pairs = 0

  /// One sentence per kind of finding; empty when the data were a symmetric latency matrix.
  public var sentences: [String] {
    var sentences: [String] = []
    if nonzeroDiagonalCells > 0 {
      sentences.append("Diagonal cells that were not 0, set to 0: \(nonzeroDiagonalCells).")
    }
    if zeroCells > 0 {
      sentences.append(
        "Zeros between different hosts (missing, or below the resolution): \(zeroCells); "
          + "\(zeroCellsFromOpposite) took the opposite direction's latency, "
          + "\(zeroCellsFromSmallest) half of the smallest positive latency.")
    }
    if asymmetricPairs > 0 {
      let share = (1000 * Double(asymmetricPairs) / Double(pairs)).rounded() / 10
      sentences.append(
        "Pairs whose two directions differ, kept as they are: \(asymmetricPairs) of \(pairs) (\(share)%).")
    }
    return sentences
  }
}

/// Turns the cells of a measured square matrix, finite and not negative, into those of a latency matrix.
///
/// Returns nil if no latency between different hosts is positive, so that nothing says how long the others are.
func treat(_ measured: [Double], count: Int) -> (cells: [Double], counts: LatencyTreatmentCounts)? {
  var counts = LatencyTreatmentCounts()
  var smallest = Double.infinity
  for from in 0..<count {
    for to in 0..<count where from != to && measured[from * count + to] > 0 {
      smallest = min(smallest, measured[from * count + to])
    }
  }
  guard smallest.isFinite else { return nil }

  var cells = measured
  for from in 0..<count {
    if measured[from * count + from] != 0 {
      cells[from * count + from] = 0
      counts.nonzeroDiagonalCells += 1
    }
    for to in 0..<count where to != from {
      let latency = measured[from * count + to]
      let opposite = measured[to * count + from]
      if from < to {
        counts.pairs += 1
        counts.asymmetricPairs += latency == opposite ? 0 : 1
      }
      if latency == 0 {
        cells[from * count + to] = opposite > 0 ? opposite : smallest / 2
        counts.zeroCellsFromOpposite += opposite > 0 ? 1 : 0
        counts.zeroCellsFromSmallest += opposite > 0 ? 0 : 1
      }
    }
  }
  return (cells, counts)
}
