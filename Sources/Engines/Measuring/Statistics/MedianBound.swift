/// Bounds on the median of what some values were drawn from, each wrong with a probability of at most a level.
///
/// They are two of the values themselves, chosen by rank as ``SignTest/boundRank(count:level:)`` says: no assumption
/// about the distribution, apart from independent values, is made. The lower bound exceeds 0 exactly if the sign test
/// rejects "the median is at most 0" at the level.
///
/// Source: David and Nagaraja, "Order Statistics", 3rd edition 2003, chapter 7.
public struct MedianBound: Hashable, Sendable {
  /// The number of values.
  public let count: Int

  /// The rank k of the lower bound among the values in ascending order, from 1.
  public let rank: Int

  /// The k-th smallest value.
  public let lower: Double

  /// The median of the values.
  public let median: Double

  /// The k-th largest value.
  public let upper: Double

  /// The probability that a single one of the bounds is wrong, for a continuous distribution; the level asked for is
  /// the most it may be. Both together hold with probability 1 - 2 level.
  public let level: Double

  /// Bounds the median of `values`, which are finite and in any order. Nil when there are too few for the level.
  ///
  /// O(n log n).
  public init?(of values: [Double], level: Double) {
    precondition(values.allSatisfy(\.isFinite), "a median is bounded by finite values")
    guard let rank = SignTest.boundRank(count: values.count, level: level) else { return nil }
    let sample = Sample(values)
    count = values.count
    self.rank = rank
    lower = sample.sorted[rank - 1]
    median = sample.median
    upper = sample.sorted[count - rank]
    self.level = SignTest.lowerTail(rank - 1, of: count)
  }
}
