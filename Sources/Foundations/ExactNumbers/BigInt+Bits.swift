internal import CGMP

extension BigInt {
  /// What GMP can hold: 2^31 - 1 limbs.
  static var maximumBitLength: UInt { UInt(Int32.max) * 64 }

  /// The number of bits of the magnitude: n for 2^(n - 1) up to 2^n - 1, and 0 for zero.
  @inlinable
  public var bitLength: Int {
    switch representation {
    case .small(let word): Int.bitWidth - word.magnitude.leadingZeroBitCount
    case .large(let integer):
      integer.limbCount * Int.bitWidth - integer.limb(at: integer.limbCount - 1).leadingZeroBitCount
    }
  }

  /// `value * 2^amount`, rounded down when `amount` is negative.
  @inlinable
  public static func << (value: BigInt, amount: Int) -> BigInt {
    amount < 0 ? value.shiftedRight(by: amount.magnitude) : value.shiftedLeft(by: amount.magnitude)
  }

  /// `value / 2^amount`, rounded down (negative values too), or multiplied when `amount` is negative.
  @inlinable
  public static func >> (value: BigInt, amount: Int) -> BigInt {
    amount < 0 ? value.shiftedLeft(by: amount.magnitude) : value.shiftedRight(by: amount.magnitude)
  }

  /// Replaces the value by `value * 2^amount`.
  @inlinable
  public static func <<= (value: inout BigInt, amount: Int) {
    value = value << amount
  }

  /// Replaces the value by `value / 2^amount`, rounded down.
  @inlinable
  public static func >>= (value: inout BigInt, amount: Int) {
    value = value >> amount
  }

  @inlinable
  func shiftedLeft(by amount: UInt) -> BigInt {
    if let word, amount < Int.bitWidth {
      let shifted = word &<< Int(amount)
      if shifted &>> Int(amount) == word { return BigInt(small: shifted) }
    }
    return largeShiftedLeft(by: amount)
  }

  @inlinable
  func shiftedRight(by amount: UInt) -> BigInt {
    if let word { return BigInt(small: word &>> Int(min(amount, UInt(Int.bitWidth - 1)))) }
    return largeShiftedRight(by: amount)
  }

  @usableFromInline
  func largeShiftedLeft(by amount: UInt) -> BigInt {
    if self == 0 { return 0 }
    precondition(
      amount < Self.maximumBitLength && UInt(bitLength) + amount <= Self.maximumBitLength, "a shift too far for memory")
    return applying { __gmpz_mul_2exp($0, $1, amount) }
  }

  @usableFromInline
  func largeShiftedRight(by amount: UInt) -> BigInt {
    applying { __gmpz_fdiv_q_2exp($0, $1, amount) }
  }
}

// Bitwise operations see a negative value as two's complement with infinitely many leading ones.

extension BigInt {
  /// The bits set in both values.
  @inlinable
  public static func & (left: BigInt, right: BigInt) -> BigInt {
    if let a = left.word, let b = right.word { return BigInt(small: a & b) }
    return left.largeAnd(right)
  }

  /// The bits set in either value.
  @inlinable
  public static func | (left: BigInt, right: BigInt) -> BigInt {
    if let a = left.word, let b = right.word { return BigInt(small: a | b) }
    return left.largeOr(right)
  }

  /// The bits set in one value but not in the other.
  @inlinable
  public static func ^ (left: BigInt, right: BigInt) -> BigInt {
    if let a = left.word, let b = right.word { return BigInt(small: a ^ b) }
    return left.largeXor(right)
  }

  /// The bits not set: `-value - 1`.
  @inlinable
  public static prefix func ~ (value: BigInt) -> BigInt {
    if let word = value.word { return BigInt(small: ~word) }
    return value.largeComplement
  }

  /// Keeps the bits that `right` has set.
  @inlinable
  public static func &= (left: inout BigInt, right: BigInt) {
    left = left & right
  }

  /// Sets the bits that `right` has set.
  @inlinable
  public static func |= (left: inout BigInt, right: BigInt) {
    left = left | right
  }

  /// Flips the bits that `right` has set.
  @inlinable
  public static func ^= (left: inout BigInt, right: BigInt) {
    left = left ^ right
  }

  @usableFromInline
  func largeAnd(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_and) }

  @usableFromInline
  func largeOr(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_ior) }

  @usableFromInline
  func largeXor(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_xor) }

  @usableFromInline
  var largeComplement: BigInt { applying(__gmpz_com) }
}
