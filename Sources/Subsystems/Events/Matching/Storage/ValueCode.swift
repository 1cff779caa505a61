/// Values of one attribute as 24-bit codes, in their order.
///
/// The values near the first that was seen of the attribute, about eight million on either side, have a code each;
/// those below share the lowest code, 0, and those above the highest. So a range has the same meaning in codes if each
/// of its ends has a code for itself or is unbounded.
///
/// Values are in their *ordered* form: unsigned, with the sign bit flipped, so that their order is that of the numbers.
package enum ValueCode {
  static let highest: UInt32 = 1 << 24 - 1

  /// The ordered form of a value.
  @inline(__always)
  package static func ordered(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ 1 << 63 }

  /// Where to begin when this is the first constraint that is seen of an attribute.
  static func origin(for constraint: Constraint) -> UInt64 {
    let end = ordered(constraint.low != .min ? constraint.low : constraint.high != .max ? constraint.high : 0)
    return end < UInt64(highest / 2) ? 0 : end - UInt64(highest / 2)
  }

  @inline(__always)
  static func code(_ ordered: UInt64, origin: UInt64) -> UInt32 {
    guard ordered >= origin else { return 0 }
    let distance = ordered &- origin
    return distance >= UInt64(highest) - 1 ? highest : UInt32(truncatingIfNeeded: distance) &+ 1
  }

  /// The codes of a range, if they mean the same.
  static func range(from low: UInt64, through high: UInt64, origin: UInt64) -> (low: UInt32, high: UInt32)? {
    let codes = (low: code(low, origin: origin), high: code(high, origin: origin))
    guard low == 0 || (1..<highest).contains(codes.low), high == .max || (1..<highest).contains(codes.high) else {
      return nil
    }
    return codes
  }

  /// The smallest value, in ordered form, of a range that begins with a code.
  static func low(_ code: UInt32, origin: UInt64) -> UInt64 { code == 0 ? 0 : origin + UInt64(code - 1) }

  /// The largest value, in ordered form, of a range that ends with a code.
  static func high(_ code: UInt32, origin: UInt64) -> UInt64 { code == highest ? .max : origin + UInt64(code - 1) }
}
