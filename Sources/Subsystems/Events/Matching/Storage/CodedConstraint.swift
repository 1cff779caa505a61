/// A constraint in one word, to be tested fast: the number of the attribute (16 bits), the code of the low end and the
/// width in codes (24 bits each). If it does not fit, all ones.
struct CodedConstraint: BitwiseCopyable, Sendable {
  var word: UInt64

  static let unfit = CodedConstraint(word: .max)

  @inline(__always)
  init(word: UInt64) { self.word = word }

  /// Of an attribute by number and of ends in ordered form.
  init(number: UInt32, from low: UInt64, through high: UInt64, origin: UInt64) {
    self = .unfit
    guard number < 0xFFFF, let codes = ValueCode.range(from: low, through: high, origin: origin) else { return }
    word = UInt64(number) << 48 | UInt64(codes.high - codes.low) << 24 | UInt64(codes.low)
  }

  @inline(__always)
  var isUnfit: Bool { word == .max }

  @inline(__always)
  var number: UInt32 { UInt32(truncatingIfNeeded: word >> 48) }

  @inline(__always)
  private var low: UInt32 { UInt32(truncatingIfNeeded: word & 0xFF_FFFF) }

  @inline(__always)
  private var width: UInt32 { UInt32(truncatingIfNeeded: word >> 24 & 0xFF_FFFF) }

  /// The ends in ordered form.
  func ends(origin: UInt64) -> (low: UInt64, high: UInt64) {
    (ValueCode.low(low, origin: origin), ValueCode.high(low + width, origin: origin))
  }

  /// Whether an event of these codes by attribute number meets it; it fits.
  @inline(__always)
  func isMet(_ codes: Span<UInt32>) -> Bool { codes[unchecked: Int(number)] &- low <= width }
}
