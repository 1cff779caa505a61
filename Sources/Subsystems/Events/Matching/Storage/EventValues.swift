/// What one reader needs to hold an event against records: the event's values, each at the place of its attribute.
public struct EventValues: MatchingScratch, Sendable {
  /// The subscriptions that were looked at one by one.
  public internal(set) var candidates = 0

  /// Values cut to 16 bits, by the attribute's number; `absent` where the event has none. Never empty.
  var narrow = [absent]
  /// The values themselves, where there are such.
  var wide: [Int64] = [0]
  /// The numbers of the event's attributes that subscriptions speak of.
  var present: [Int32] = []
  /// What is still to be visited of a tree.
  var pending: [UInt32] = []

  /// Below all that is 16 bits wide: no range of those has it, even when the difference to its low end wraps around.
  static let absent = Int32.min

  init() {}

  /// A value cut to 16 bits.
  @inline(__always)
  static func narrowed(_ value: Int64) -> Int32 {
    Int32(truncatingIfNeeded: min(max(value, Int64(Int16.min)), Int64(Int16.max)))
  }

  /// Spreads an event out. What the last one left is removed.
  mutating func load(_ event: Span<AttributeValue>, _ numbers: borrowing AttributeNumbers) {
    for number in present { narrow[Int(number)] = Self.absent }
    present.removeAll(keepingCapacity: true)
    while narrow.count < numbers.count {
      narrow.append(Self.absent)
      wide.append(0)
    }
    for index in event.indices {
      let number = numbers.number(of: event[index].attribute)
      guard number >= 0 else { continue }
      narrow[number] = Self.narrowed(event[index].value)
      wide[number] = event[index].value
      present.append(Int32(truncatingIfNeeded: number))
    }
  }

  /// The value of an attribute, if the event has it.
  @inline(__always)
  func value(of number: Int) -> Int64? { narrow[number] == Self.absent ? nil : wide[number] }

  /// Runs `body` with the values laid open to it.
  @inline(__always)
  func read<Result>(_ body: (borrowing Reader) -> Result) -> Result {
    narrow.withUnsafeBufferPointer { narrow in
      wide.withUnsafeBufferPointer { body(Reader(narrow: narrow.baseAddress!, wide: $0.baseAddress!)) }
    }
  }

  /// The values of an event, to be tested.
  struct Reader: ~Copyable {
    let narrow: UnsafePointer<Int32>
    let wide: UnsafePointer<Int64>

    /// Whether the event meets the constraints that lie here, six bytes each: attribute, low end, width.
    @inline(__always)
    func meetNarrow(_ constraints: UnsafeRawPointer, _ count: Int) -> Bool {
      var constraint = constraints
      let end = constraints + 6 * count
      while constraint < end {
        let value = narrow[Int(constraint.load(as: UInt16.self))]
        let offset = value &- Int32((constraint + 2).load(as: Int16.self))
        if UInt32(bitPattern: offset) > UInt32((constraint + 4).load(as: UInt16.self)) { return false }
        constraint += 6
      }
      return true
    }

    /// The same, twenty bytes each: attribute, low end, high end.
    @inline(never)
    func meetWide(_ constraints: UnsafeRawPointer, _ count: Int) -> Bool {
      var constraint = constraints
      let end = constraints + 4 * InlineRecord.wideWords * count
      while constraint < end {
        let number = Int(constraint.load(as: UInt32.self))
        guard narrow[number] != EventValues.absent else { return false }
        guard (constraint + 4).loadUnaligned(as: Int64.self) <= wide[number],
          wide[number] <= (constraint + 12).loadUnaligned(as: Int64.self)
        else { return false }
        constraint += 4 * InlineRecord.wideWords
      }
      return true
    }
  }
}
