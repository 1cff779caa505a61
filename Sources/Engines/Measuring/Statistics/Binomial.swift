import Randomness

/// The binomial distribution: how many of some independent trials succeed when each does so with the same probability.
///
/// Probabilities come from Loader's saddle-point form and tails from sums that start at the largest term and run
/// outwards. No large numbers cancel as they do between log-factorials, which lose one digit for each digit of
/// n ln n.
///
/// Source: Loader, "Fast and accurate computation of binomial probabilities", 2000.
public struct Binomial: Hashable, Sendable {
  /// The number of trials.
  public let trials: Int

  /// The probability of success.
  public let probability: Double

  /// - Precondition: `trials` is at least 0, `probability` lies in 0...1.
  public init(trials: Int, probability: Double) {
    precondition(trials >= 0, "a number of trials is not negative")
    precondition((0...1).contains(probability), "a probability lies between 0 and 1")
    self.trials = trials
    self.probability = probability
  }

  /// P(X <= count), within a few 10^-13 of itself up to 100,000 trials; 0 below 2^-1022. O(sqrt trials).
  public func atMost(_ count: Int) -> Double {
    guard count >= 0 else { return 0 }
    guard count < trials else { return 1 }
    return Double(count) <= Double(trials) * probability ? sumDown(from: count) : 1 - sumUp(from: count + 1)
  }

  /// P(X >= count), as accurate as ``atMost(_:)``.
  public func atLeast(_ count: Int) -> Double {
    guard count > 0 else { return 1 }
    guard count <= trials else { return 0 }
    return Double(count) >= Double(trials) * probability ? sumUp(from: count) : 1 - sumDown(from: count - 1)
  }

  /// P(X = count).
  public func exactly(_ count: Int) -> Double {
    guard count >= 0, count <= trials else { return 0 }
    let p = probability
    let q = 1 - p
    guard p > 0, q > 0, trials > 0 else { return count == (p > 0 ? trials : 0) ? 1 : 0 }
    let (n, k) = (Double(trials), Double(count))
    if count == 0 { return Self.power(of: q, complement: p, n) }
    if count == trials { return Self.power(of: p, complement: q, n) }
    let exponent =
      Self.stirlingError(n) - Self.stirlingError(k) - Self.stirlingError(n - k)
      - Self.deviance(k, from: n * p) - Self.deviance(n - k, from: n * q)
    return PortableMath.exp(exponent) * (n / (2 * .pi * k * (n - k))).squareRoot()
  }

  /// The tail below, for counts up to the mean: there the terms only fall.
  private func sumDown(from count: Int) -> Double {
    let odds = (1 - probability) / probability
    return sum(from: count, by: -1) { k in odds * Double(k) / Double(trials - k + 1) }
  }

  private func sumUp(from count: Int) -> Double {
    let odds = probability / (1 - probability)
    return sum(from: count, by: 1) { k in odds * Double(trials - k) / Double(k + 1) }
  }

  /// The probability of `count` times 1 + r1 + r1 r2 + ..., the ratios of each term to the one before.
  private func sum(from count: Int, by step: Int, ratio: (Int) -> Double) -> Double {
    let first = exactly(count)
    guard first > 0, first < 1 else { return first }
    var (sum, term, k) = (1.0, 1.0, count)
    while term > sum * 0x1p-60 {
      term *= ratio(k)
      sum += term
      k += step
    }
    return min(1, first * sum)
  }

  /// `base` to the power `n`, where `complement` is 1 - base: near 1 the logarithm is taken of what is missing.
  private static func power(of base: Double, complement: Double, _ n: Double) -> Double {
    PortableMath.exp(
      complement < 0.1 ? -deviance(n, from: n * base) - n * complement : n * PortableMath.log(base))
  }

  /// ln n! less Stirling's formula, ln(sqrt(2 pi n) (n / e)^n).
  private static func stirlingError(_ n: Double) -> Double {
    if n <= 20 {
      var factorial = 1.0
      for factor in 1...Int(n) { factorial *= Double(factor) }
      return PortableMath.log(factorial / (2 * .pi * n).squareRoot()) - n * PortableMath.log(n) + n
    }
    let square = n * n
    let tail = 1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360_360 / square) / square) / square
    return (1.0 / 12 - (1.0 / 360 - tail / square) / square) / n
  }

  /// x ln(x / m) + m - x, of which nothing is lost where the two are close.
  private static func deviance(_ x: Double, from mean: Double) -> Double {
    let difference = x - mean
    guard abs(difference) < 0.1 * (x + mean) else { return x * PortableMath.log(x / mean) + mean - x }
    let v = difference / (x + mean)
    var sum = difference * v
    var power = 2 * x * v
    var divisor = 1.0
    while true {
      power *= v * v
      divisor += 2
      let next = sum + power / divisor
      if next == sum { return sum }
      sum = next
    }
  }
}
