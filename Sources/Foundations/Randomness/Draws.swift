// Elementary draws. The standard library's own (`Int.random(in:using:)`, `Double.random(in:using:)`) are not promised
// to stay the same between releases; these are fixed, so a seed means the same numbers for ever.

extension RandomNumberGenerator {
  /// A number in `0 ..< n`, each with exactly the same probability. One draw, very rarely more.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.
  ///
  /// - Precondition: `n > 0`.
  @inlinable
  public mutating func below(_ n: UInt64) -> UInt64 {
    precondition(n > 0, "a draw below zero has no outcome")
    var product = n.multipliedFullWidth(by: next())
    if product.low < n {
      // The lowest 2^64 mod n fractions would make some outcomes one draw likelier than others.
      let surplus = (0 &- n) % n
      while product.low < surplus {
        product = n.multipliedFullWidth(by: next())
      }
    }
    return product.high
  }

  /// A number in `0 ..< n`, each with exactly the same probability.
  ///
  /// - Precondition: `n > 0`.
  @inlinable
  public mutating func below(_ n: Int) -> Int {
    precondition(n > 0, "a draw below zero has no outcome")
    return Int(below(UInt64(n)))
  }

  /// The high half of the 128-bit product of one draw and `n`: a number in `0 ..< n`, 0 when `n` is 0.
  ///
  /// Workload formats prescribe this rule because it takes exactly one draw. Probabilities differ by up to 2^-64: take
  /// `below` where no format binds.
  @inlinable
  public mutating func belowByProduct(_ n: UInt64) -> UInt64 {
    n.multipliedFullWidth(by: next()).high
  }

  /// A multiple of 2^-53 in `0 ..< 1`, each equally likely. One draw.
  @inlinable
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A multiple of 2^-53 above 0, up to and including 1, each equally likely: safe under a logarithm. One draw.
  @inlinable
  public mutating func openUnit() -> Double {
    Double((next() >> 11) + 1) * 0x1p-53
  }

  /// True with the given probability, resolved to 2^-53. One draw, also at 0 and 1.
  ///
  /// - Precondition: `probability` is in `0 ... 1`.
  @inlinable
  public mutating func coin(_ probability: Double) -> Bool {
    precondition(probability >= 0 && probability <= 1, "a probability lies between 0 and 1")
    return unit() < probability
  }
}
