/// A number that is compared without rounding: a 64-bit integer, or a double that is none.
///
/// Each value has one form, so that 20 and 20.0 are the same, as are 0.0 and -0.0, while 2^53 + 1 is not the double
/// 2^53.
enum ExactNumber: Hashable, Comparable, Sendable {
  case integer(Int64)
  /// A double that is not a 64-bit integer: with a fraction, beyond the range of 64 bits, or infinite.
  case double(Double)

  /// Nil for what is not a number.
  init?(_ double: Double) {
    if double.isNaN { return nil }
    self = Int64(exactly: double).map(ExactNumber.integer) ?? .double(double)
  }

  static func < (left: ExactNumber, right: ExactNumber) -> Bool { left.order(right) < 0 }

  /// Negative if this is less than the other, 0 if they are equal, positive otherwise.
  func order(_ other: ExactNumber) -> Int {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): left < right ? -1 : left == right ? 0 : 1
    case (.integer(let left), .double(let right)): Self.order(left, right)
    case (.double(let left), .integer(let right)): -Self.order(right, left)
    case (.double(let left), .double(let right)): left < right ? -1 : left == right ? 0 : 1
    }
  }

  /// The order of an integer and any double that is a number: the double's floor is a 64-bit integer, or the double is
  /// out of their range.
  static func order(_ integer: Int64, _ double: Double) -> Int {
    if double >= 0x1p63 { return -1 }
    if double < -0x1p63 { return 1 }
    let floor = double.rounded(.down)
    let whole = Int64(floor)
    if integer != whole { return integer < whole ? -1 : 1 }
    return floor < double ? -1 : 0
  }

  /// The smallest 64-bit integer that is not below it, or above it if `isStrict`; nil if there is none.
  func smallestInteger(isStrict: Bool) -> Int64? {
    switch self {
    case .integer(let integer):
      if !isStrict { return integer }
      return integer == .max ? nil : integer + 1
    case .double(let double):
      if double < -0x1p63 { return .min }
      return Int64(exactly: double.rounded(.up))
    }
  }

  /// The largest 64-bit integer that is not above it, or below it if `isStrict`; nil if there is none.
  func largestInteger(isStrict: Bool) -> Int64? {
    switch self {
    case .integer(let integer):
      if !isStrict { return integer }
      return integer == .min ? nil : integer - 1
    case .double(let double):
      if double >= 0x1p63 { return .max }
      return Int64(exactly: double.rounded(.down))
    }
  }
}
