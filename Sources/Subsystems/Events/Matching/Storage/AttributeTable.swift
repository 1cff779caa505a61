/// The attributes that a matcher has seen, numbered from 0 in the order of their coming, and what its subscriptions ask
/// of them.
///
/// Attributes may be any 32-bit numbers, however far apart; tables by number are small. An attribute is never
/// forgotten, and neither are the ends that were seen of it: the *domain* is the smallest interval that encloses them,
/// leaving out `Int64.min` and `Int64.max`, which say that a range has no end.
struct AttributeTable: Sendable {
  struct Figures: BitwiseCopyable, Sendable {
    /// Where its codes begin, in ordered form.
    let origin: UInt64
    /// Constraints on it that are in the matcher.
    var popularity: UInt32 = 0
    var lowest: Int64 = .max
    var highest: Int64 = .min

    mutating func widen(to end: Int64) {
      lowest = min(lowest, end)
      highest = max(highest, end)
    }
  }

  static var none: UInt32 { .max }

  private(set) var figures: [Figures] = []
  private var numbers = AttributeNumbers()

  var count: Int { figures.count }

  var bytes: Int { figures.capacity * MemoryLayout<Figures>.stride + numbers.bytes }

  /// The number of an attribute, or `none`.
  func number(of attribute: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: numbers.number(of: attribute)) }

  /// The number of a constraint's attribute, which it is given if it has none; the domain learns the constraint's ends.
  mutating func learn(_ constraint: Constraint) -> UInt32 {
    let number = UInt32(numbers.numbering(constraint.attribute))
    if figures.count == number { figures.append(Figures(origin: ValueCode.origin(for: constraint))) }
    if constraint.low != .min { figures[Int(number)].widen(to: constraint.low) }
    if constraint.high != .max { figures[Int(number)].widen(to: constraint.high) }
    return number
  }

  /// Counts in a constraint.
  mutating func addConstraint(on number: UInt32) { figures[Int(number)].popularity += 1 }

  /// Counts out a constraint.
  mutating func removeConstraint(on number: UInt32) { figures[Int(number)].popularity -= 1 }

  /// The part of all events that is expected to have a value of the attribute in an interval of `width` + 1 values.
  ///
  /// Nothing is known of events but what subscriptions ask for. It is assumed that as large a part of them has the
  /// attribute as there are constraints on it for each of `subscriptions` subscriptions, and that all values of the
  /// domain are alike.
  func likelihood(ofWidth width: UInt64, on number: UInt32, among subscriptions: Int) -> Double {
    let figures = figures[Int(number)]
    let presence = min(1, Double(figures.popularity) / Double(max(1, subscriptions)))
    guard figures.lowest <= figures.highest else { return presence }
    let domain = UInt64(bitPattern: figures.highest &- figures.lowest)
    return width >= domain ? presence : presence * (Double(width) + 1) / (Double(domain) + 1)
  }

  func checkInvariants() throws {
    try numbers.checkInvariants()
    try BrokenInvariant.unless(numbers.count == figures.count, "attributes and their figures are not equally many")
  }
}
