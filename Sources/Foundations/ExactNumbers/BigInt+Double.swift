internal import CGMP

extension BigInt {
  /// The integer that `value` is, nil for fractions, infinities and not-a-number.
  public init?(exactly value: Double) {
    guard value.isFinite, value == 0 || value.exponent >= value.significandWidth else { return nil }
    if value.magnitude < 0x1p63 {
      self.init(small: Int(value))
    } else {
      self.init { __gmpz_set_d($0, value) }
    }
  }
}

extension Double {
  /// The double nearest to `value`, ties to even; infinite from 2^1024 - 2^970 on.
  public init(_ value: BigInt) {
    if let word = value.word {
      self.init(word)
      return
    }
    let excess = value.bitLength - UInt64.bitWidth
    guard excess <= 1024 else {
      self = value.signum() < 0 ? -.infinity : .infinity
      return
    }
    // A large value has at least 64 bits, so the shift is to the right; what it drops survives as the sticky bit.
    let magnitude = value.magnitude
    let top = magnitude >> excess
    guard let bits = UInt64(exactly: top) else { preconditionFailure("64 bits fit 64 bits") }
    self.init(nearest: bits | (top << excess == magnitude ? 0 : 1), exponent: excess, sign: value.signum())
  }

  /// The double that is exactly `value`, nil when there is none.
  public init?(exactly value: BigInt) {
    self.init(value)
    guard BigInt(exactly: self) == value else { return nil }
  }

  /// The double nearest to `significand * 2^exponent`, ties to even, with the sign of `sign`.
  ///
  /// The lowest bit of the significand is sticky: it may stand for all that was dropped below it. For that to be right,
  /// the significand must have two bits more than the result can hold.
  init(nearest significand: UInt64, exponent: Int, sign: Int) {
    let width = UInt64.bitWidth - significand.leadingZeroBitCount
    // The result holds 53 bits, and none below 2^-1074.
    let dropped = max(width - 53, -1074 - exponent, 0)
    var kept = significand >> dropped
    let rest = significand - kept << dropped
    let half = dropped == 0 ? 1 : 1 << UInt64(dropped - 1)
    if rest > half || rest == half && kept & 1 == 1 { kept += 1 }
    self.init(sign: sign < 0 ? .minus : .plus, exponent: exponent + dropped, significand: Double(kept))
  }
}
