/// How often each small non-negative integer was seen: hops, depths, degrees.
///
/// Exact, and as long as the largest value: not for values that spread far.
public struct Histogram: Sendable, Hashable {
  /// The largest value that can be recorded.
  public static let largestValue = 1 << 24

  /// How often each value was seen, from 0 to the largest seen.
  public private(set) var counts: [Int] = []

  /// An empty histogram.
  public init() {}

  /// Sees `value`, in `0...largestValue`. Constant time, amortised.
  public mutating func record(_ value: Int) {
    if value >= counts.count { grow(toHold: value) }
    counts[value] += 1
  }

  /// Adds all that `other` has seen.
  public mutating func merge(_ other: Histogram) {
    if let largest = other.maximum, largest >= counts.count { grow(toHold: largest) }
    for (value, count) in other.counts.enumerated() { counts[value] += count }
  }

  /// The number of values seen.
  public var count: Int { counts.reduce(0, +) }

  /// The mean of the values seen; NaN when there are none.
  public var mean: Double {
    let total = counts.enumerated().reduce(0.0) { $0 + Double($1.offset) * Double($1.element) }
    return total / Double(count)
  }

  /// The largest value seen.
  public var maximum: Int? { counts.isEmpty ? nil : counts.count - 1 }

  /// The nearest-rank quantile at `q` in 0...1: the smallest value that at least the share `q` of all values does not
  /// exceed. Nil when none was seen.
  public func quantile(_ q: Double) -> Int? {
    precondition((0...1).contains(q), "a quantile is taken between 0 and 1")
    let exactRank = Double(count) * q
    // 0.07 * 100 is a little more than 7 in binary, and must not become rank 8.
    let rank = max(1, (exactRank - 2 * exactRank.ulp).rounded(.up))
    var seen = 0
    return counts.firstIndex { count in
      seen += count
      return Double(seen) >= rank
    }
  }

  private mutating func grow(toHold value: Int) {
    precondition(value <= Self.largestValue, "a histogram is for small values")
    counts.append(contentsOf: repeatElement(0, count: value + 1 - counts.count))
  }
}
