/// An interval of 2^k values that begins at a multiple of 2^k, for k from 0 to 64: what repeated halving of all 64-bit
/// values leads to.
///
/// Values are in their ordered form. Of two such intervals one encloses the other or they have nothing in common, and
/// the smallest one around anything is found by an exclusive or.
struct AlignedInterval: Hashable, BitwiseCopyable, Sendable {
  /// The smallest value, in ordered form.
  var low: UInt64
  /// One less than the number of values: k ones.
  var span: UInt64

  /// All values.
  static let all = AlignedInterval(low: 0, span: .max)

  init(low: UInt64, span: UInt64) {
    self.low = low
    self.span = span
  }

  /// The smallest interval that encloses the values from `low` to `high`.
  @inline(__always)
  init(from low: UInt64, through high: UInt64) {
    span = UInt64.max >> UInt64((low ^ high).leadingZeroBitCount)
    self.low = low & ~span
  }

  @inline(__always)
  func contains(_ value: UInt64) -> Bool { (value ^ low) & ~span == 0 }

  @inline(__always)
  func encloses(_ other: AlignedInterval) -> Bool { contains(other.low) && other.span <= span }

  /// The smallest interval that encloses both.
  @inline(__always)
  func union(_ other: AlignedInterval) -> AlignedInterval {
    AlignedInterval(from: min(low, other.low), through: max(low | span, other.low | other.span))
  }

  /// Whether a value is in the upper half; for intervals of two values or more.
  @inline(__always)
  func isInUpperHalf(_ value: UInt64) -> Bool { value & (span >> 1 &+ 1) != 0 }
}
