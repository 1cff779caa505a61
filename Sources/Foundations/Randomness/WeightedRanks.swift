/// A distribution over the ranks `0 ..< count` given by integer weights, exact: rank r comes with probability
/// weight(r) / total.
///
/// Stored as running totals. A draw is one number below the total and a binary search, O(log count); 8 bytes per rank.
public struct WeightedRanks: Sendable {
  /// `cumulative[r]` is the sum of the weights of the ranks up to and including r.
  @usableFromInline let cumulative: [UInt64]

  /// Adds up the weights; a weight of 0 is a rank never drawn.
  ///
  /// - Precondition: the sum of the weights is positive and below 2^64.
  public init(_ weights: some Sequence<UInt64>) {
    var total: UInt64 = 0
    cumulative = weights.map { weight in
      total += weight
      return total
    }
    precondition(total > 0, "a weighted draw needs a positive weight")
  }

  /// The number of ranks.
  public var count: Int { cumulative.count }

  /// The sum of all weights.
  @inlinable
  public var total: UInt64 { cumulative[cumulative.count - 1] }

  /// The probability of `rank`.
  public func probability(of rank: Int) -> Double {
    Double(cumulative[rank] - (rank == 0 ? 0 : cumulative[rank - 1])) / Double(total)
  }

  /// The smallest rank whose running total exceeds `point`.
  ///
  /// - Precondition: `point < total`.
  @inlinable
  public func rank(at point: UInt64) -> Int {
    precondition(point < total, "a point lies below the total weight")
    var low = 0
    var length = cumulative.count
    while length > 1 {
      let half = length / 2
      if cumulative[low + half - 1] <= point {
        low += half
      }
      length -= half
    }
    return low
  }

  /// A rank. One draw of `below(total)`.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Int {
    rank(at: generator.below(total))
  }
}
