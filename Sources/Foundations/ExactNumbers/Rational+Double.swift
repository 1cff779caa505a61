extension Rational {
  /// The fraction that `value` is exactly, nil for infinities and not-a-number.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    if value == 0 {
      self = 0
      return
    }
    // Without its trailing zeros the significand is odd, so that the fraction is in lowest terms.
    let width = value.significandWidth
    let significand = BigInt(Int64(Double(sign: value.sign, exponent: width, significand: value.significand)))
    let exponent = Int(value.exponent) - width
    self.init(lowestTerms: significand << max(exponent, 0), over: BigInt(1) << max(-exponent, 0))
  }
}

extension Double {
  /// The double nearest to `value`, ties to even; infinite from 2^1024 - 2^970 on, and a zero of the value's sign
  /// up to 2^-1075.
  public init(_ value: Rational) {
    let sign = value.signum()
    let (numerator, denominator) = (value.numerator.magnitude, value.denominator)
    if numerator.bitLength <= 53, denominator.bitLength <= 53 {
      // Both convert exactly, and the division rounds as it should.
      self = Double(value.numerator) / Double(denominator)
      return
    }
    // The magnitude lies between 2^(exponent - 1) and 2^(exponent + 1).
    let exponent = numerator.bitLength - denominator.bitLength
    guard exponent <= 1025, exponent >= -1080 else {
      let extreme: Double = exponent > 0 ? .infinity : 0
      self = sign < 0 ? -extreme : extreme
      return
    }
    // Divide in units of a quarter of the last place that the result may have: that leaves at most 56 bits.
    let unit = max(exponent - 53, -1074) - 2
    let (quotient, remainder) = (numerator << max(-unit, 0)).quotientAndRemainder(
      dividingBy: denominator << max(unit, 0))
    guard let bits = UInt64(exactly: quotient) else { preconditionFailure("56 bits fit 64 bits") }
    self.init(nearest: bits | (remainder == 0 ? 0 : 1), exponent: unit, sign: sign)
  }
}
