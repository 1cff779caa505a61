/// The sign test: what the signs of differences say about their median, whatever the distribution.
///
/// Were the median 0, each of n independent differences would fall below it with probability one half or less, and the
/// number that do would be binomial. The levels are exact, for any n, and no outlier moves them.
public enum SignTest {
  /// P(Bin(n, 1/2) <= x): exact to the last bit up to 120 trials, within a few 10^-13 of itself up to 100,000.
  public static func lowerTail(_ x: Int, of n: Int) -> Double {
    precondition(n >= 0, "a number of trials is not negative")
    guard x >= 0 else { return 0 }
    guard x < n else { return 1 }
    // By symmetry; a level of one half must not fail for the last bit of a sum.
    guard 2 * x + 1 != n else { return 0.5 }
    return n <= exactLimit ? exactLowerTail(x, of: n) : Binomial(trials: n, probability: 0.5).atMost(x)
  }

  /// P(Bin(n, 1/2) >= x), which by symmetry is P(Bin(n, 1/2) <= n - x).
  public static func upperTail(_ x: Int, of n: Int) -> Double { lowerTail(n - x, of: n) }

  /// The p-value of "the median is at most 0" when `positives` of `count` differences are above 0.
  ///
  /// Differences of exactly 0 belong to the count and not to the positives, so that they speak against a difference.
  public static func pValue(positives: Int, of count: Int) -> Double {
    precondition(positives >= 0 && positives <= count, "there are no more positive differences than differences")
    return upperTail(positives, of: count)
  }

  /// The largest k such that the k-th smallest of `count` values exceeds their median with a probability of at most
  /// `level`: max { k >= 1 : P(Bin(n, 1/2) <= k - 1) <= level }. Nil when there are too few values for any.
  ///
  /// O(sqrt(count) log(count)).
  public static func boundRank(count: Int, level: Double) -> Int? {
    precondition(count >= 0, "a number of values is not negative")
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    // The tail grows with k: `low` satisfies the bound or is 0, `high` does not.
    var (low, high) = (0, count + 1)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lowerTail(middle - 1, of: count) <= level { low = middle } else { high = middle }
    }
    return low == 0 ? nil : low
  }

  /// The least number of pairs after which an effect is found with probability `power`, by the bound of ``boundRank``
  /// being above 0, if a pair points the wrong way with probability `discordance`: the least n such that
  /// P(Bin(n, p) <= k(n) - 1) >= power. Nil when there is none up to `limit`.
  ///
  /// The power of slightly more pairs may be a little lower, for k(n) grows in steps. O(n sqrt n).
  public static func pairsNeeded(
    discordance: Double, level: Double, power: Double = 0.95, limit: Int = 10_000
  ) -> Int? {
    precondition((0...1).contains(discordance), "a probability lies between 0 and 1")
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    precondition(power > 0 && power < 1, "a power lies between 0 and 1")
    precondition(limit >= 0, "a number of pairs is not negative")
    var rank = 0
    for pairs in stride(from: 1, through: limit, by: 1) {
      // One more pair raises the rank by one or not at all.
      if lowerTail(rank, of: pairs) <= level { rank += 1 }
      if rank > 0, Binomial(trials: pairs, probability: discordance).atMost(rank - 1) >= power { return pairs }
    }
    return nil
  }

  /// Sums of binomial coefficients up to here, and the product on the way to the next, fit 128 bits.
  private static let exactLimit = 120

  private static func exactLowerTail(_ x: Int, of n: Int) -> Double {
    var (sum, coefficient) = (UInt128(1), UInt128(1))
    for k in 0..<x {
      coefficient = coefficient * UInt128(n - k) / UInt128(k + 1)
      sum += coefficient
    }
    return Double(sum) * Double(sign: .plus, exponent: -n, significand: 1)
  }
}
