/// Measured values, sorted, and the figures that describe them.
///
/// What a sample is too small for is NaN, which tables show as not applicable.
public struct Sample: Sendable, Hashable {
  /// The values in ascending order.
  public let sorted: [Double]

  /// Sorts `values`, none of which may be NaN. O(n log n).
  @inlinable
  public init(_ values: some Sequence<Double>) {
    sorted = values.sorted()
    precondition(!sorted.contains(where: \.isNaN), "NaN is not a measured value")
  }

  /// The number of values.
  public var count: Int { sorted.count }

  /// The arithmetic mean. Linear.
  public var mean: Double { Self.mean(of: sorted) }

  /// The mean of values in any order; NaN when there are none.
  public static func mean(of values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// The square root of the unbiased variance, which divides by n - 1; NaN for fewer than two values. Linear.
  public var standardDeviation: Double {
    guard count >= 2 else { return .nan }
    let mean = mean
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(count - 1)).squareRoot()
  }

  /// The value in the middle, or the mean of the two.
  public var median: Double { quantile(0.5) }

  /// The median of values in any order; NaN when there are none. O(n log n).
  public static func median(of values: [Double]) -> Double { Sample(values).median }

  /// The quantile at `q` in 0...1, interpolated linearly between the values around position (n - 1) q: type 7 of
  /// Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages". NaN when there are no values.
  public func quantile(_ q: Double) -> Double {
    precondition((0...1).contains(q), "a quantile is taken between 0 and 1")
    guard count > 0 else { return .nan }
    let position = Double(count - 1) * q
    let lower = Int(position)
    let low = sorted[lower]
    let high = sorted[min(lower + 1, count - 1)]
    let fraction = position - Double(lower)
    // Infinite values have no differences to interpolate with.
    if fraction == 0 || low == high { return low }
    // The difference of two finite numbers may be too large for a number; neither of these products is.
    let difference = high - low
    return difference.isFinite ? low + difference * fraction : low * (1 - fraction) + high * fraction
  }
}
