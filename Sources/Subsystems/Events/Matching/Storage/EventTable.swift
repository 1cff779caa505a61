/// An event spread out over all attributes of a matcher, so that constraints may be held against it in any order.
struct EventTable: Sendable {
  struct Cell: Sendable {
    var value: Int64 = 0
    var isPresent = false
  }

  /// By the attribute's number in the matcher.
  private(set) var cells: [Cell] = []

  /// What the event has of these, its attributes numbered as in the matcher.
  private(set) var present: [AttributeValue] = []

  /// Takes in an event in place of the last one.
  mutating func load(_ event: Span<AttributeValue>, numbering attributes: borrowing AttributeNumbers) {
    for pair in present { cells[Int(pair.attribute)].isPresent = false }
    present.removeAll(keepingCapacity: true)
    while cells.count < attributes.count { cells.append(Cell()) }
    for index in event.indices {
      let number = attributes.number(of: event[index].attribute)
      if number >= 0 {
        cells[number] = Cell(value: event[index].value, isPresent: true)
        present.append(AttributeValue(UInt32(number), event[index].value))
      }
    }
  }
}
