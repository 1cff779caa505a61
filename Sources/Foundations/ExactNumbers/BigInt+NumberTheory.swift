internal import CGMP

extension BigInt {
  /// The greatest common divisor, never negative; zero only of zero and zero.
  @inlinable
  public func gcd(_ other: BigInt) -> BigInt {
    guard let a = word, let b = other.word else { return largeGCD(other) }
    return BigInt(Self.gcd(a.magnitude, b.magnitude))
  }

  /// The greatest common divisor of two words by Stein's binary algorithm: shifts and subtractions, no division.
  @inlinable
  static func gcd(_ left: UInt, _ right: UInt) -> UInt {
    if left == 1 || right == 1 { return 1 }
    if left == 0 || right == 0 { return left | right }
    let twos = (left | right).trailingZeroBitCount
    var a = left &>> UInt(left.trailingZeroBitCount)
    var b = right
    while b != 0 {
      b &>>= UInt(b.trailingZeroBitCount)
      (a, b) = (min(a, b), max(a, b) &- min(a, b))
    }
    return a &<< UInt(twos)
  }

  @usableFromInline
  func largeGCD(_ other: BigInt) -> BigInt { combined(with: other, by: __gmpz_gcd) }

  /// The least common multiple, never negative; zero when either value is zero.
  public func lcm(_ other: BigInt) -> BigInt {
    if self == 0 || other == 0 { return 0 }
    return (dividedExactly(by: gcd(other)) * other).magnitude
  }

  /// The greatest common divisor together with factors that make it up: `gcd == x * self + y * other`.
  public func extendedGCD(_ other: BigInt) -> (gcd: BigInt, x: BigInt, y: BigInt) {
    var (x, y): (BigInt, BigInt) = (0, 0)
    let gcd = withGMP { a in
      other.withGMP { b in
        BigInt { gcd in
          x = BigInt { x in
            y = BigInt { y in __gmpz_gcdext(gcd, x, y, a, b) }
          }
        }
      }
    }
    return (gcd, x, y)
  }

  /// The factor in `0 ..< |modulus|` that multiplies with this value to 1 modulo `modulus`; nil when there is none.
  ///
  /// Modulo 1 or -1 everything is congruent and the answer is 0. The modulus must not be zero.
  public func inverse(modulo modulus: BigInt) -> BigInt? {
    precondition(modulus != 0, "division by zero")
    let (gcd, x, _) = extendedGCD(modulus)
    return gcd == 1 ? x.quotientAndRemainder(dividingBy: modulus, rounding: .euclidean).remainder : nil
  }
}

extension BigInt {
  /// The value multiplied with itself `exponent` times, which must not be negative; `0.power(0)` is 1.
  public func power(_ exponent: Int) -> BigInt {
    precondition(exponent >= 0, "a power of an integer with a negative exponent is no integer")
    return power(exponent.magnitude)
  }

  func power(_ exponent: UInt) -> BigInt {
    if let word, let small = Self.smallPower(word, exponent) { return BigInt(small: small) }
    let (bits, overflow) = UInt(bitLength - 1).multipliedReportingOverflow(by: exponent)
    precondition(!overflow && bits < Self.maximumBitLength, "a power too large for memory")
    return applying { __gmpz_pow_ui($0, $1, exponent) }
  }

  /// The power by repeated squaring, nil as soon as it exceeds a word.
  private static func smallPower(_ base: Int, _ exponent: UInt) -> Int? {
    if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
    if base == -1 { return exponent & 1 == 0 ? 1 : -1 }
    var (result, square, rest) = (1, base, exponent)
    while true {
      if rest & 1 == 1 {
        guard case (let product, false) = result.multipliedReportingOverflow(by: square) else { return nil }
        result = product
      }
      rest >>= 1
      if rest == 0 { return result }
      guard case (let product, false) = square.multipliedReportingOverflow(by: square) else { return nil }
      square = product
    }
  }

  /// The power reduced to `0 ..< |modulus|`. A negative exponent asks for the power of the inverse, and the answer is
  /// nil when there is none. The modulus must not be zero.
  ///
  /// About as many multiplications modulo `modulus` as `exponent` has bits.
  public func power(_ exponent: BigInt, modulo modulus: BigInt) -> BigInt? {
    precondition(modulus != 0, "division by zero")
    if exponent.signum() < 0 {
      return inverse(modulo: modulus)?.power(-exponent, modulo: modulus)
    }
    return withGMP { base in
      exponent.withGMP { exponent in
        modulus.withGMP { modulus in
          BigInt { __gmpz_powm($0, base, exponent, modulus) }
        }
      }
    }
  }
}
