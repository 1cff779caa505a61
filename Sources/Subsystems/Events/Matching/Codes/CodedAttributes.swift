/// The attributes that subscriptions speak of, and how their values become codes.
///
/// Attributes may have any numbers; here they are numbered anew as they come up. Those beyond the 65,536th have no codes: what is asked of
/// them is held against the event itself.
struct CodedAttributes: Sendable {
  private(set) var numbers = AttributeNumbers()
  private(set) var figures: [AttributeFigures] = []
  /// What matching reads of the figures.
  private(set) var maps: [CodeMap] = []

  /// Attributes that have codes.
  static let most = 1 << 16

  var bytes: Int {
    numbers.bytes + figures.capacity * MemoryLayout<AttributeFigures>.stride
      + maps.capacity * MemoryLayout<CodeMap>.stride
  }

  /// The number of an attribute that has codes; -1 for others.
  @inline(__always)
  func number(of attribute: UInt32) -> Int {
    let number = numbers.number(of: attribute)
    return number < Self.most ? number : -1
  }

  /// Counts a constraint, which may be the first on its attribute.
  mutating func add(_ constraint: Constraint) {
    let number = numbers.numbering(constraint.attribute)
    if number == figures.count {
      let new = AttributeFigures(for: constraint)
      figures.append(new)
      maps.append(new.codes)
    }
    figures[number].add(constraint)
  }

  /// Counts a constraint no longer.
  mutating func remove(_ constraint: Constraint) {
    let number = numbers.number(of: constraint.attribute)
    if number >= 0 { figures[number].remove(constraint) }
  }

  /// A constraint in codes; nil if its attribute has none.
  func range(of constraint: Constraint) -> CodedRange? {
    let number = number(of: constraint.attribute)
    guard number >= 0 else { return nil }
    let map = maps[number]
    return CodedRange(
      attribute: UInt16(truncatingIfNeeded: number), low: map.code(constraint.low), high: map.code(constraint.high))
  }

  /// Whether a constraint in codes says the same.
  func isExact(_ constraint: Constraint) -> Bool {
    let number = number(of: constraint.attribute)
    return number >= 0 && maps[number].isExact(constraint)
  }

  /// The constraint that codes stand for.
  func constraint(of range: CodedRange) -> Constraint {
    let values = maps[Int(range.attribute)].values(from: range.low, through: range.high)
    return Constraint(numbers.attributes[Int(range.attribute)], values.low, values.high)
  }

  /// Whether so many constraints do not fit their codes that others should be learnt.
  var shouldLearn: Bool { figures.contains { $0.lossy > 8 + $0.popularity / 8 && $0.isBetterLearnt } }

  /// Counts nothing but these constraints any more, and learns codes from their ends where constraints did not fit.
  mutating func learn(from subscriptions: [(id: SubscriptionID, constraints: [Constraint])]) {
    var ends = [[Int64]](repeating: [], count: figures.count)
    for (_, constraints) in subscriptions {
      for constraint in constraints {
        let number = numbers.number(of: constraint.attribute)
        guard figures[number].lossy > 0 else { continue }
        if constraint.low != .min { ends[number].append(constraint.low) }
        if constraint.high != .max { ends[number].append(constraint.high) }
      }
    }
    for number in figures.indices {
      figures[number] = AttributeFigures(figures[number], ends: ends[number])
      maps[number] = figures[number].codes
    }
    for (_, constraints) in subscriptions { for constraint in constraints { add(constraint) } }
  }

  /// Popularity is what a recount of all constraints finds.
  func check(
    against subscriptions: Range<Int>, _ constraints: (SubscriptionID) -> [Constraint]
  ) throws(BrokenInvariant) {
    var counted = [Int](repeating: 0, count: figures.count)
    for name in subscriptions { try Self.count(constraints(SubscriptionID(name)), numbers, &counted) }
    for (number, popularity) in counted.enumerated() {
      try BrokenInvariant.unless(
        figures[number].popularity == popularity, "attribute \(numbers.attributes[number]) is miscounted")
    }
  }

  private static func count(
    _ constraints: [Constraint], _ numbers: AttributeNumbers, _ counted: inout [Int]
  ) throws(BrokenInvariant) {
    for constraint in constraints {
      let number = numbers.number(of: constraint.attribute)
      try BrokenInvariant.unless(number >= 0, "attribute \(constraint.attribute) has no number")
      counted[number] += 1
    }
  }
}

/// A constraint in codes, its attribute by number.
struct CodedRange: Hashable, Sendable {
  var attribute: UInt16 = 0
  var low: UInt16 = 0
  var high: UInt16 = .max

  /// Whether it can be said with codes of eight bits, of which the last stands for all from 255 on.
  var isNarrow: Bool { low < 255 && (high < 255 || high == .max) }

  /// 1 if the event meets the constraint, else 0.
  @inline(__always) func met(_ codes: UnsafeMutablePointer<EventCode>) -> Int {
    let code = codes[Int(attribute)].wide
    return code &- low <= high &- low ? 1 : 0
  }
}

/// The codes of an event's value: 0 for both if it has none.
struct EventCode {
  var wide: UInt16
  /// 255 for all codes from there on.
  var narrow: UInt8

  static let absent = EventCode(0)

  @inline(__always) init(_ code: UInt16) {
    wide = code
    narrow = UInt8(truncatingIfNeeded: min(code, 255))
  }
}
