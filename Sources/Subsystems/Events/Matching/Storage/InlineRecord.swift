/// A subscription as it lies in a list that is walked: its name, its shape, and its constraints in the order in which
/// they are tested.
///
/// Constraints whose ends are small take six bytes, since the speed of a walk is that of reading: the attribute's
/// number, the low end, and the width. Ends beyond 16 bits take twenty bytes, for all constraints of the record.
struct InlineRecord {
  /// The name of a record that is removed but not yet cleared away.
  static let dead = UInt32.max

  let words: UnsafeMutablePointer<UInt32>

  static let headerWords = 2
  static let wideWords = 5

  /// The number of the name, or `dead`.
  var name: UInt32 {
    get { words[0] }
    nonmutating set { words[0] = newValue }
  }

  var shape: Shape {
    @inline(__always) get { Shape(bits: words[1]) }
    nonmutating set { words[1] = newValue.bits }
  }

  /// How many constraints there are, of which form, and whether the last need not be tested.
  struct Shape: BitwiseCopyable {
    var bits: UInt32

    init(bits: UInt32) { self.bits = bits }

    init(count: Int, isWide: Bool) { bits = UInt32(count) << 2 | (isWide ? 2 : 0) }

    var count: Int { Int(bits >> 2) }

    var isWide: Bool { bits & 2 != 0 }

    var skipsLast: Bool {
      get { bits & 1 != 0 }
      set { bits = bits & ~1 | (newValue ? 1 : 0) }
    }

    /// How many are tested.
    var tests: Int { count - Int(bits & 1) }

    /// The words of the record.
    var size: Int { headerWords + (isWide ? wideWords * count : (3 * count + 1) >> 1) }
  }

  /// The constraint number `index`, its attribute as its number.
  func constraint(_ index: Int) -> Constraint {
    let raw = UnsafeRawPointer(words + Self.headerWords)
    var constraint = Constraint(0, 0, 0)
    if shape.isWide {
      let raw = raw + 4 * Self.wideWords * index
      constraint.attribute = raw.load(as: UInt32.self)
      constraint.low = (raw + 4).loadUnaligned(as: Int64.self)
      constraint.high = (raw + 12).loadUnaligned(as: Int64.self)
    } else {
      let raw = raw + 6 * index
      let low = (raw + 2).load(as: Int16.self)
      constraint.attribute = UInt32(raw.load(as: UInt16.self))
      constraint.low = low == .min ? .min : Int64(low)
      let high = Int64(low) + Int64((raw + 4).load(as: UInt16.self))
      constraint.high = high == Int64(Int16.max) ? .max : high
    }
    return constraint
  }

  /// Writes a constraint into its place.
  func write(_ constraint: Constraint, at index: Int) {
    let raw = UnsafeMutableRawPointer(words + Self.headerWords)
    if shape.isWide {
      let raw = raw + 4 * Self.wideWords * index
      raw.storeBytes(of: constraint.attribute, as: UInt32.self)
      (raw + 4).storeBytes(of: constraint.low, as: Int64.self)
      (raw + 12).storeBytes(of: constraint.high, as: Int64.self)
    } else {
      let raw = raw + 6 * index
      let low = EventValues.narrowed(constraint.low)
      raw.storeBytes(of: UInt16(truncatingIfNeeded: constraint.attribute), as: UInt16.self)
      (raw + 2).storeBytes(of: Int16(truncatingIfNeeded: low), as: Int16.self)
      let width = UInt16(truncatingIfNeeded: EventValues.narrowed(constraint.high) - low)
      (raw + 4).storeBytes(of: width, as: UInt16.self)
    }
  }

  /// Whether a constraint can be told from a value that is cut to 16 bits: its ends lie within them, or nowhere.
  static func isNarrow(_ constraint: Constraint) -> Bool {
    constraint.low <= constraint.high && constraint.attribute <= UInt32(UInt16.max)
      && (constraint.low == .min || (-32_767...32_767).contains(constraint.low))
      && (constraint.high == .max || (-32_768...32_766).contains(constraint.high))
  }
}

extension RecordBucket {
  /// Appends the names of the records whose constraints an event meets.
  @inline(__always)
  func appendMatches(of values: borrowing EventValues.Reader, to matches: inout [SubscriptionID]) {
    guard var record = UnsafePointer(words.baseAddress) else { return }
    let end = record + words.count
    while record < end {
      let shape = InlineRecord.Shape(bits: record[1])
      let tests = UnsafeRawPointer(record + InlineRecord.headerWords)
      let isMet = shape.isWide ? values.meetWide(tests, shape.tests) : values.meetNarrow(tests, shape.tests)
      if isMet && record[0] != InlineRecord.dead { matches.append(SubscriptionID(unchecked: record[0])) }
      record += shape.size
    }
  }
}
