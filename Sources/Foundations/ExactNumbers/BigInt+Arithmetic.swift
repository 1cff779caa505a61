internal import CGMP

// Every operation tries the machine word first, inlined into the caller, and leaves the rest to GMP.

extension BigInt: SignedNumeric {
  /// The sum.
  @inlinable
  public static func + (left: BigInt, right: BigInt) -> BigInt {
    if let a = left.word, let b = right.word, case (let sum, false) = a.addingReportingOverflow(b) {
      return BigInt(small: sum)
    }
    return left.largeSum(right)
  }

  /// The difference.
  @inlinable
  public static func - (left: BigInt, right: BigInt) -> BigInt {
    if let a = left.word, let b = right.word, case (let difference, false) = a.subtractingReportingOverflow(b) {
      return BigInt(small: difference)
    }
    return left.largeDifference(right)
  }

  /// The product.
  @inlinable
  public static func * (left: BigInt, right: BigInt) -> BigInt {
    if let a = left.word, let b = right.word, case (let product, false) = a.multipliedReportingOverflow(by: b) {
      return BigInt(small: product)
    }
    return left.largeProduct(right)
  }

  /// Adds `right`, in place when the value is large and nobody shares it.
  @inlinable
  public static func += (left: inout BigInt, right: BigInt) {
    if let a = left.word, let b = right.word, case (let sum, false) = a.addingReportingOverflow(b) {
      left = BigInt(small: sum)
    } else {
      left.addLarge(right)
    }
  }

  /// Subtracts `right`, in place when the value is large and nobody shares it.
  @inlinable
  public static func -= (left: inout BigInt, right: BigInt) {
    if let a = left.word, let b = right.word, case (let difference, false) = a.subtractingReportingOverflow(b) {
      left = BigInt(small: difference)
    } else {
      left.subtractLarge(right)
    }
  }

  /// Multiplies by `right`.
  @inlinable
  public static func *= (left: inout BigInt, right: BigInt) {
    if let a = left.word, let b = right.word, case (let product, false) = a.multipliedReportingOverflow(by: b) {
      left = BigInt(small: product)
    } else {
      left.multiplyLarge(right)
    }
  }

  /// The additive inverse.
  @inlinable
  public static prefix func - (value: BigInt) -> BigInt {
    if let word = value.word, word != .min { return BigInt(small: -word) }
    return value.largeNegation
  }

  /// Replaces the value by its additive inverse.
  @inlinable
  public mutating func negate() {
    self = -self
  }

  /// The absolute value.
  @inlinable
  public var magnitude: BigInt {
    signum() < 0 ? -self : self
  }
}

extension BigInt {
  @usableFromInline
  func largeSum(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_add) }

  @usableFromInline
  func largeDifference(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_sub) }

  @usableFromInline
  func largeProduct(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_mul) }

  @usableFromInline
  mutating func addLarge(_ other: BigInt) { combine(with: other, by: __gmpz_add) }

  @usableFromInline
  mutating func subtractLarge(_ other: BigInt) { combine(with: other, by: __gmpz_sub) }

  @usableFromInline
  mutating func multiplyLarge(_ other: BigInt) { combine(with: other, by: __gmpz_mul) }

  @usableFromInline
  var largeNegation: BigInt { applying(__gmpz_neg) }
}
