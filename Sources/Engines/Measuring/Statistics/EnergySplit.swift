/// The place where a series of values most clearly becomes another: the best split of the E-divisive method.
///
/// Of two samples X and Y with n and m values, the energy statistic is
///
///     Q = nm / (n + m) * (2 / (nm) sum |x - y| - 1 / C(n, 2) sum |x - x'| - 1 / C(m, 2) sum |y - y'|),
///
/// each pair within a sample counted once: large when values differ more between the two than within them, be it in
/// level, spread or shape. X begins with the series. Y follows it and may end early, so that a third level further on
/// does not blur the difference.
///
/// Source: Matteson and James, "A nonparametric approach for multiple change point analysis of multivariate data",
/// J. Amer. Statist. Assoc. 109, 2014, with their exponent alpha = 1.
public struct EnergySplit: Hashable, Sendable {
  /// The place of Y's first value.
  public let index: Int

  /// The place after Y's last value.
  public let end: Int

  /// Q of the two.
  public let statistic: Double

  /// The split with the largest statistic, the first of equal ones from the end, where both sides have `side` values
  /// or more. Nil when there are fewer than twice as many.
  ///
  /// O(n^2) time, O(n) memory.
  ///
  /// - Precondition: `side` is at least 2, for a single value has no distances within; values are finite.
  public static func best(of values: [Double], side: Int) -> EnergySplit? {
    precondition(values.allSatisfy(\.isFinite), "distances are taken between finite values")
    var search = EnergySearch(count: values.count)
    return search.best(of: values[...], side: side)
  }
}

/// The search for best splits, with the memory that it takes, for use again and again.
///
/// In one pass over the starts from the last to the first, `columns[j]` is the sum of distances from value j back to
/// the start, and running over j adds them up to W(start, j), the sum of all distances within. Sums between X and Y are
/// what W of both leaves over when W of each is taken away.
struct EnergySearch {
  private var columns: [Double]
  private var prefixes: [Double]
  private let inverses: [Double]

  /// Makes room for series of up to `count` values.
  init(count: Int) {
    columns = Array(repeating: 0, count: count)
    prefixes = Array(repeating: 0, count: count + 1)
    inverses = (0...count).map { $0 == 0 ? 0 : 1 / Double($0) }
  }

  mutating func best(of values: ArraySlice<Double>, side: Int) -> EnergySplit? {
    precondition(side >= 2, "a side of a split has two values or more")
    let count = values.count
    guard count >= 2 * side else { return nil }
    return values.withUnsafeBufferPointer { values in
      columns.withUnsafeMutableBufferPointer { columns in
        prefixes.withUnsafeMutableBufferPointer { prefixes in
          inverses.withUnsafeBufferPointer { inverses in
            Self.sumPrefixes(values, into: prefixes)
            return Self.best(of: values, side: side, prefixes: prefixes, columns: columns, inverses: inverses)
          }
        }
      }
    }
  }

  /// The sum of distances among the first so many values, for each number of them.
  private static func sumPrefixes(
    _ values: UnsafeBufferPointer<Double>, into prefixes: UnsafeMutableBufferPointer<Double>
  ) {
    prefixes[0] = 0
    for j in values.indices {
      var column = 0.0
      for i in 0..<j { column += abs(values[j] - values[i]) }
      prefixes[j + 1] = prefixes[j] + column
    }
  }

  private static func best(
    of values: UnsafeBufferPointer<Double>, side: Int, prefixes: UnsafeMutableBufferPointer<Double>,
    columns: UnsafeMutableBufferPointer<Double>, inverses: UnsafeBufferPointer<Double>
  ) -> EnergySplit? {
    let count = values.count
    for j in 0..<count { columns[j] = 0 }
    var (bestIndex, bestEnd, bestStatistic) = (0, 0, -Double.infinity)
    for start in stride(from: count - 1, through: side, by: -1) {
      let first = values[start]
      let withinLeft = prefixes[start]
      let left = Double(start)
      var withinRight = 0.0
      for j in start + 1..<max(count, start + 1) {
        columns[j] += abs(values[j] - first)
        withinRight += columns[j]
        let size = j + 1 - start
        guard size >= side else { continue }
        let right = Double(size)
        let between = prefixes[j + 1] - withinLeft - withinRight
        let statistic =
          2 * inverses[j + 1]
          * (between - right * inverses[start - 1] * withinLeft - left * inverses[size - 1] * withinRight)
        if statistic > bestStatistic { (bestIndex, bestEnd, bestStatistic) = (start, j + 1, statistic) }
      }
    }
    return bestEnd == 0 ? nil : EnergySplit(index: bestIndex, end: bestEnd, statistic: bestStatistic)
  }
}
