/// How the values of one attribute become 16-bit codes: in order, so that ranges stay ranges, and one for one while they fit.
///
/// No value has the code 0, which stands for an absent one. Values below `base` have the code 1, those too far above it 65535; between them a code stands for 2^shift values. An end of a range that
/// does not fall on the border of a code makes its constraint *lossy*: the codes then admit more than the constraint does.
struct CodeMap: Hashable, Sendable {
  var base: Int64
  var shift: UInt64

  static let below: UInt16 = 1
  static let above: UInt16 = .max
  /// Codes that stand for values between the two.
  static let span: UInt64 = 65_533

  /// A map for the first constraint that is seen of an attribute.
  init(for constraint: Constraint) {
    let end = constraint.low != .min ? constraint.low : constraint.high != .max ? constraint.high : 0
    self.init(from: min(end, 0), through: max(end, 0))
    // What is far from nought is taken for an attribute of values like it.
    if shift > 0 { self.init(from: end, through: end) }
  }

  /// A map for the ends from `low` to `high`, with what room there is on both sides: exact if they are less than 65,533 apart. Small numbers
  /// that are not negative have codes of eight bits.
  init(from low: Int64, through high: Int64) {
    shift = 0
    if low >= 0, high < 200 {
      base = 0
      return
    }
    let distance = UInt64(bitPattern: high &- low)
    while distance >> shift >= Self.span { shift += 1 }
    let room = Int64((Self.span - 1 - distance >> shift) / 2) << Int64(shift)
    let (start, overflow) = low.subtractingReportingOverflow(room)
    base = overflow ? .min : start
  }

  @inline(__always)
  func code(_ value: Int64) -> UInt16 {
    guard value >= base else { return Self.below }
    let distance = UInt64(bitPattern: value &- base) >> shift
    return distance >= Self.span ? Self.above : UInt16(truncatingIfNeeded: distance &+ 2)
  }

  /// Whether a range that begins here loses nothing: no smaller value has the code of `low`.
  func isExactLow(_ low: Int64) -> Bool {
    if low == .min { return true }
    return code(low) != code(low - 1)
  }

  /// Whether a range that ends here loses nothing.
  func isExactHigh(_ high: Int64) -> Bool {
    if high == .max { return true }
    return code(high) != code(high + 1)
  }

  func isExact(_ constraint: Constraint) -> Bool { isExactLow(constraint.low) && isExactHigh(constraint.high) }

  /// The values that have one of the codes from `low` to `high`.
  func values(from low: UInt16, through high: UInt16) -> (low: Int64, high: Int64) {
    // The last code may stand for fewer values than others: the integers end before it does.
    (
      low <= code(.min) ? .min : base &+ Int64(bitPattern: (UInt64(low) &- 2) << shift),
      high >= code(.max) ? .max : base &+ Int64(bitPattern: (UInt64(high) &- 1) << shift &- 1)
    )
  }
}
