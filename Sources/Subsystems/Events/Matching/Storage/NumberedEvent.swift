/// An event by the numbers that an ``AttributeTable`` gives to attributes; part of a reader's scratch.
struct NumberedEvent: Sendable {
  /// The codes of the values by attribute number; `absent` for the attributes that the event lacks.
  private(set) var codes: [UInt32] = []
  /// The values in ordered form by attribute number, and anything for the attributes that the event lacks.
  private(set) var values: [UInt64] = []
  /// The numbers of the event's attributes, as far as they are known.
  private(set) var numbers: [UInt32] = []

  /// No code, and so far above all codes that no width reaches it.
  static var absent: UInt32 { .max }

  mutating func enter(_ event: Span<AttributeValue>, _ attributes: borrowing AttributeTable) {
    while codes.count < attributes.count {
      codes.append(Self.absent)
      values.append(0)
    }
    for index in event.indices {
      let number = attributes.number(of: event[index].attribute)
      guard number != AttributeTable.none else { continue }
      let value = ValueCode.ordered(event[index].value)
      values[Int(number)] = value
      codes[Int(number)] = ValueCode.code(value, origin: attributes.figures[Int(number)].origin)
      numbers.append(number)
    }
  }

  /// Forgets the event, so that the next can be entered.
  mutating func leave() {
    for number in numbers { codes[Int(number)] = Self.absent }
    numbers.removeAll(keepingCapacity: true)
  }
}
