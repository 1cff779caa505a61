internal import CGMP

extension BigInt {
  /// Which of the two integers around an inexact quotient a division returns. The remainder follows:
  /// `quotient * divisor + remainder == dividend` in every case.
  @frozen
  public enum DivisionRounding: Sendable, CaseIterable {
    /// Towards zero, as Swift's integers do: the remainder is zero or has the sign of the dividend.
    case truncating
    /// Downwards: the remainder is zero or has the sign of the divisor.
    case floor
    /// So that the remainder is never negative.
    case euclidean
  }

  /// Quotient and remainder of the division by `divisor`, which must not be zero.
  @inlinable
  public func quotientAndRemainder(
    dividingBy divisor: BigInt, rounding: DivisionRounding = .truncating
  ) -> (quotient: BigInt, remainder: BigInt) {
    precondition(divisor != 0, "division by zero")
    // Int.min / -1 is the one quotient of two words that is none.
    guard let a = word, let b = divisor.word, a != .min || b != -1 else {
      return largeQuotientAndRemainder(dividingBy: divisor, rounding: rounding)
    }
    var (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    switch rounding {
    case .floor where remainder != 0 && (remainder < 0) != (b < 0):
      quotient -= 1
      remainder += b
    case .euclidean where remainder < 0:
      quotient += b < 0 ? 1 : -1
      remainder = b < 0 ? remainder - b : remainder + b
    default: break
    }
    return (BigInt(small: quotient), BigInt(small: remainder))
  }

  /// The quotient, truncated towards zero. The divisor must not be zero.
  @inlinable
  public static func / (dividend: BigInt, divisor: BigInt) -> BigInt {
    precondition(divisor != 0, "division by zero")
    if let a = dividend.word, let b = divisor.word, case (let quotient, false) = a.dividedReportingOverflow(by: b) {
      return BigInt(small: quotient)
    }
    return dividend.largeQuotient(divisor)
  }

  /// The remainder of the truncating division: zero or of the sign of the dividend. The divisor must not be zero.
  @inlinable
  public static func % (dividend: BigInt, divisor: BigInt) -> BigInt {
    precondition(divisor != 0, "division by zero")
    if let a = dividend.word, let b = divisor.word, a != .min || b != -1 { return BigInt(small: a % b) }
    return dividend.largeRemainder(divisor)
  }

  /// Replaces the dividend by the quotient, truncated towards zero.
  @inlinable
  public static func /= (dividend: inout BigInt, divisor: BigInt) {
    dividend = dividend / divisor
  }

  /// Replaces the dividend by the remainder of the truncating division.
  @inlinable
  public static func %= (dividend: inout BigInt, divisor: BigInt) {
    dividend = dividend % divisor
  }

  @usableFromInline
  func largeQuotient(_ divisor: BigInt) -> BigInt { combined(with: divisor, by: __gmpz_tdiv_q) }

  @usableFromInline
  func largeRemainder(_ divisor: BigInt) -> BigInt { combined(with: divisor, by: __gmpz_tdiv_r) }

  @usableFromInline
  func largeQuotientAndRemainder(
    dividingBy divisor: BigInt, rounding: DivisionRounding
  ) -> (quotient: BigInt, remainder: BigInt) {
    let divide =
      switch rounding {
      case .truncating: __gmpz_tdiv_qr
      case .floor: __gmpz_fdiv_qr
      case .euclidean: divisor.signum() < 0 ? __gmpz_cdiv_qr : __gmpz_fdiv_qr
      }
    var remainder: BigInt = 0
    let quotient = withGMP { dividend in
      divisor.withGMP { divisor in
        BigInt { quotient in
          remainder = BigInt { divide(quotient, $0, dividend, divisor) }
        }
      }
    }
    return (quotient, remainder)
  }

  /// The quotient by a divisor known to leave no remainder, faster than a division.
  @inlinable
  func dividedExactly(by divisor: BigInt) -> BigInt {
    if divisor == 1 { return self }
    if let a = word, let b = divisor.word, case (let quotient, false) = a.dividedReportingOverflow(by: b) {
      return BigInt(small: quotient)
    }
    return largeExactQuotient(divisor)
  }

  @usableFromInline
  func largeExactQuotient(_ divisor: BigInt) -> BigInt { combined(with: divisor, by: __gmpz_divexact) }
}
