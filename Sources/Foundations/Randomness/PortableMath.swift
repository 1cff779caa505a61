/// Logarithm, exponential and power with the same bits on every platform.
///
/// The C library's versions differ in the last bit between systems, and one different bit sends a simulation down
/// another path. These use only what IEEE 754 defines to the bit: `+ - * /`, rounding to an integer, and access to
/// exponent and significand (Swift never fuses a multiplication with an addition unasked).
///
/// Errors stay within 1 unit in the last place where the result is a normal number.
@usableFromInline
package enum PortableMath {
  /// The natural logarithm: NaN below zero, minus infinity at zero.
  @usableFromInline
  package static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else {
      return x == 0 ? -.infinity : x < 0 ? .nan : x
    }
    return logarithm(x).high
  }

  /// e to the power `x`: infinity above 709.78, 0 below -745.13.
  @usableFromInline
  package static func exp(_ x: Double) -> Double {
    exponential(DoubleDouble(high: x, low: 0))
  }

  /// `base` to the power `exponent` for bases of at least 0, with the conventions of IEEE 754; NaN for negative bases.
  @usableFromInline
  package static func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 {
      return 1
    }
    guard base >= 0, !exponent.isNaN else {
      return .nan
    }
    let rises = base > 1
    guard base > 0, base < .infinity, exponent.isFinite else {
      return rises == (exponent > 0) ? .infinity : 0
    }
    let logarithm = logarithm(base)
    let estimate = exponent * logarithm.high
    guard estimate.magnitude < 800 else {
      return estimate > 0 ? .infinity : 0
    }
    guard estimate.magnitude > 0x1p-60 else {
      return 1
    }
    return exponential(logarithm * DoubleDouble(high: exponent, low: 0))
  }

  /// ln 2, cut to 42 bits so that its product with any binary exponent is exact, and the rest.
  private static var ln2: DoubleDouble { DoubleDouble(high: 0x1.62e42fefa38p-1, low: 0x1.ef35793c7673p-45) }

  /// The logarithm of a positive finite number to about 70 bits, enough for `pow` to multiply it by a thousand.
  ///
  /// With x = 2^k m, m between √½ and √2, and s = (m - 1) / (m + 1): log x = k ln 2 + 2 (s + s³/3 + s⁵/5 + ...).
  private static func logarithm(_ x: Double) -> DoubleDouble {
    var k = Double(x.exponent)
    var m = x.significand
    if m > 0x1.6a09e667f3bcdp0 {
      m /= 2
      k += 1
    }
    let numerator = m - 1  // exact: m lies within a factor 2 of 1
    let denominator = DoubleDouble.sum(m, 1)
    let quotient = numerator / denominator.high
    let covered = DoubleDouble.product(quotient, denominator.high)
    let rest = (numerator - covered.high) - covered.low - quotient * denominator.low
    let s = DoubleDouble.sum(larger: quotient, rest / denominator.high)

    // s² <= 0.0295, so the terms from s⁵ on matter so little that plain doubles carry them.
    let square = s * s
    let z = square.high
    var series = 1.0 / 25
    series = series * z + 1.0 / 23
    series = series * z + 1.0 / 21
    series = series * z + 1.0 / 19
    series = series * z + 1.0 / 17
    series = series * z + 1.0 / 15
    series = series * z + 1.0 / 13
    series = series * z + 1.0 / 11
    series = series * z + 1.0 / 9
    series = series * z + 1.0 / 7
    series = series * z + 1.0 / 5
    let third = DoubleDouble(high: 0x1.5555555555555p-2, low: 0x1.5555555555555p-56)
    let correction = square * third + DoubleDouble(high: z * z * series, low: 0)
    let half = s + s * correction
    let fraction = DoubleDouble(high: 2 * half.high, low: 2 * half.low)
    return k == 0 ? fraction : DoubleDouble(high: k * ln2.high, low: k * ln2.low) + fraction
  }

  /// e to the power `x.high + x.low`.
  ///
  /// With x = k ln 2 + r, r between -½ ln 2 and ½ ln 2: e^x = 2^k (1 + r + r²/2! + ... + r¹³/13!).
  private static func exponential(_ x: DoubleDouble) -> Double {
    guard x.high > -746 else {
      return x.high.isNaN ? .nan : 0
    }
    guard x.high < 710 else {
      return .infinity
    }
    let k = (x.high / 0x1.62e42fefa39efp-1).rounded()
    let high = x.high - k * ln2.high  // exact: the two lie within a factor 2, or k is 0
    let low = x.low - k * ln2.low
    let r = high + low
    var series = 1.0 / 6_227_020_800
    series = series * r + 1.0 / 479_001_600
    series = series * r + 1.0 / 39_916_800
    series = series * r + 1.0 / 3_628_800
    series = series * r + 1.0 / 362_880
    series = series * r + 1.0 / 40320
    series = series * r + 1.0 / 5040
    series = series * r + 1.0 / 720
    series = series * r + 1.0 / 120
    series = series * r + 1.0 / 24
    series = series * r + 1.0 / 6
    series = series * r + 0.5
    // From the smallest term up, so that only the last two additions round visibly.
    return scaled(1 + (high + (low + r * r * series)), byPowerOfTwo: Int(k))
  }

  /// `x * 2^k`, rounded at most once, for `x` near 1 and `k` in `-1080 ... 1030`.
  private static func scaled(_ x: Double, byPowerOfTwo k: Int) -> Double {
    // Two factors: 2^k itself need not be representable. The first product is exact.
    let first = k / 2
    return x * Double(sign: .plus, exponent: first, significand: 1)
      * Double(sign: .plus, exponent: k - first, significand: 1)
  }
}
