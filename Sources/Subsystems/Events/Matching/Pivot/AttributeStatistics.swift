/// What subscriptions have asked of an attribute: how many speak of it, and between which values.
struct AttributeStatistics: BitwiseCopyable, Sendable {
  /// Live subscriptions with a constraint on it.
  var popularity = 0

  /// The least and the greatest end of a constraint that was ever seen; unbounded sides do not count.
  private(set) var least = Int64.max
  private(set) var greatest = Int64.min

  /// Takes the ends of a constraint into account.
  mutating func extend(from low: Int64, to high: Int64) {
    if low > .min { (least, greatest) = (min(least, low), max(greatest, low)) }
    if high < .max { (least, greatest) = (min(least, high), max(greatest, high)) }
  }

  /// The share of the values between the least and the greatest that a constraint admits, in 0...1; 1 if nothing is
  /// known.
  func selectivity(from low: Int64, to high: Int64) -> Double {
    guard least <= greatest else { return 1 }
    let (low, high) = (max(low, least), min(high, greatest))
    guard low <= high else { return 0 }
    return Self.width(low, high) / Self.width(least, greatest)
  }

  private static func width(_ low: Int64, _ high: Int64) -> Double { Double(UInt64(bitPattern: high &- low)) + 1 }
}
