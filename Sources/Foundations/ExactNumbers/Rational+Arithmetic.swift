// Common factors are divided out before the products are formed (Knuth, The Art of Computer Programming, volume 2,
// section 4.5.1), which keeps intermediate values small: sums and products of words rarely leave the words.

extension Rational: SignedNumeric {
  /// The integer of a literal, over 1.
  @inlinable
  public init(integerLiteral literal: StaticBigInt) {
    self.init(BigInt(integerLiteral: literal))
  }

  /// The value of an integer; never nil, as every integer is a fraction.
  @inlinable
  public init?(exactly source: some BinaryInteger) {
    self.init(source)
  }

  /// The sum.
  @inlinable
  public static func + (left: Rational, right: Rational) -> Rational {
    let (b, d) = (left.denominator, right.denominator)
    let common = b.gcd(d)
    if common == 1 {
      return Rational(lowestTerms: left.numerator * d + right.numerator * b, over: b * d)
    }
    let reduced = b.dividedExactly(by: common)
    let sum = left.numerator * d.dividedExactly(by: common) + right.numerator * reduced
    let rest = sum.gcd(common)
    return Rational(lowestTerms: sum.dividedExactly(by: rest), over: reduced * d.dividedExactly(by: rest))
  }

  /// The difference.
  @inlinable
  public static func - (left: Rational, right: Rational) -> Rational {
    left + -right
  }

  /// The product.
  @inlinable
  public static func * (left: Rational, right: Rational) -> Rational {
    let first = left.numerator.gcd(right.denominator)
    let second = right.numerator.gcd(left.denominator)
    return Rational(
      lowestTerms: left.numerator.dividedExactly(by: first) * right.numerator.dividedExactly(by: second),
      over: left.denominator.dividedExactly(by: second) * right.denominator.dividedExactly(by: first))
  }

  /// The quotient. The divisor must not be zero.
  @inlinable
  public static func / (dividend: Rational, divisor: Rational) -> Rational {
    dividend * divisor.reciprocal
  }

  /// Adds `right`.
  @inlinable
  public static func += (left: inout Rational, right: Rational) {
    left = left + right
  }

  /// Subtracts `right`.
  @inlinable
  public static func -= (left: inout Rational, right: Rational) {
    left = left - right
  }

  /// Multiplies by `right`.
  @inlinable
  public static func *= (left: inout Rational, right: Rational) {
    left = left * right
  }

  /// Replaces the dividend by the quotient. The divisor must not be zero.
  @inlinable
  public static func /= (dividend: inout Rational, divisor: Rational) {
    dividend = dividend / divisor
  }

  /// The additive inverse.
  @inlinable
  public static prefix func - (value: Rational) -> Rational {
    Rational(lowestTerms: -value.numerator, over: value.denominator)
  }

  /// Replaces the value by its additive inverse.
  @inlinable
  public mutating func negate() {
    self = -self
  }

  /// The absolute value.
  @inlinable
  public var magnitude: Rational {
    Rational(lowestTerms: numerator.magnitude, over: denominator)
  }

  /// One over the value, which must not be zero.
  @inlinable
  public var reciprocal: Rational {
    precondition(numerator != 0, "division by zero")
    return numerator.signum() < 0
      ? Rational(lowestTerms: -denominator, over: -numerator)
      : Rational(lowestTerms: denominator, over: numerator)
  }

  /// The value multiplied with itself `exponent` times; the power of the reciprocal when the exponent is negative, for
  /// which the value must not be zero. `0.power(0)` is 1.
  public func power(_ exponent: Int) -> Rational {
    let base = exponent < 0 ? reciprocal : self
    return Rational(
      lowestTerms: base.numerator.power(exponent.magnitude), over: base.denominator.power(exponent.magnitude))
  }
}
