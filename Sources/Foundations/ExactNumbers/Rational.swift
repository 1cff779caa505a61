/// A fraction of two integers of any size, always in lowest terms with a positive denominator.
///
/// Lowest terms make equality and hashing those of the parts. Numerators and denominators that fit a machine word stay
/// off the heap. Arithmetic costs a few multiplications and greatest common divisors of the parts.
@frozen
public struct Rational: Hashable, Sendable {
  /// The integer above the line; carries the sign.
  public let numerator: BigInt

  /// The integer below the line, at least 1 and without a factor in common with the numerator.
  public let denominator: BigInt

  @inlinable
  init(lowestTerms numerator: BigInt, over denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// `numerator / denominator`, reduced to lowest terms. The denominator must not be zero.
  @inlinable
  public init(_ numerator: BigInt, _ denominator: BigInt) {
    precondition(denominator != 0, "division by zero")
    let common = numerator.gcd(denominator)
    let divisor = denominator.signum() < 0 ? -common : common
    self.init(lowestTerms: numerator.dividedExactly(by: divisor), over: denominator.dividedExactly(by: divisor))
  }

  /// The integer `value` as a fraction over 1.
  @inlinable
  public init(_ value: BigInt) {
    self.init(lowestTerms: value, over: 1)
  }

  /// The integer `value` as a fraction over 1.
  @inlinable
  public init(_ value: some BinaryInteger) {
    self.init(BigInt(value))
  }

  /// Whether the value is an integer.
  @inlinable
  public var isInteger: Bool { denominator == 1 }

  /// -1, 0 or 1 as the value is negative, zero or positive.
  @inlinable
  public func signum() -> Int { numerator.signum() }

  /// Whether the representation is the only one the value may have.
  package var isCanonical: Bool {
    numerator.isCanonical && denominator.isCanonical && denominator > 0 && numerator.gcd(denominator) == 1
  }
}

extension Rational: Comparable {
  /// Whether `left` comes first in the order of the fractions.
  @inlinable
  public static func < (left: Rational, right: Rational) -> Bool {
    if let a = left.numerator.word, let b = left.denominator.word,
      let c = right.numerator.word, let d = right.denominator.word
    {
      return Int128(a) * Int128(d) < Int128(c) * Int128(b)
    }
    return left.numerator * right.denominator < right.numerator * left.denominator
  }
}
