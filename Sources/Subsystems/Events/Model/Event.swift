/// Something that happened: a finite map from attributes to values, one value each.
///
/// Attributes are named by any text that is not empty; names are equal when their UTF-8 bytes are. Looking up a name
/// takes time logarithmic in the number of attributes.
///
///     let event = try Event(["price": 20, "sym": "IBM", "active": true])
public struct Event: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let name: AttributeName
    let value: EventValue
  }

  /// Ascending in the order of ``AttributeName``, each once.
  let entries: [Entry]

  init(_ unsorted: [Entry]) throws(InvalidEvent) {
    let entries = unsorted.sorted { $0.name < $1.name }
    for (index, entry) in entries.enumerated() {
      if entry.name.string.isEmpty { throw .emptyName }
      if index > 0, entries[index - 1].name == entry.name { throw .duplicate(entry.name.string) }
    }
    self.entries = entries
  }

  /// An event of these attributes, in any order.
  ///
  /// - Throws: ``InvalidEvent`` if a name is empty or comes twice.
  public init(_ attributes: KeyValuePairs<String, EventValue>) throws(InvalidEvent) {
    try self.init(attributes.map { Entry(name: AttributeName($0.key), value: $0.value) })
  }

  /// An event of these attributes, in any order.
  ///
  /// - Throws: ``InvalidEvent`` if a name is empty or comes twice.
  public init(attributes: some Sequence<(name: String, value: EventValue)>) throws(InvalidEvent) {
    try self.init(attributes.map { Entry(name: AttributeName($0.name), value: $0.value) })
  }

  /// The number of attributes.
  public var count: Int { entries.count }

  /// The attributes, ascending by the bytes of their names.
  public var attributes: [(name: String, value: EventValue)] {
    entries.sorted { $0.name.octets < $1.name.octets }.map { ($0.name.string, $0.value) }
  }

  /// The value of an attribute; nil if the event lacks it.
  public subscript(_ attribute: String) -> EventValue? { self[AttributeName(attribute)] }

  subscript(_ name: AttributeName) -> EventValue? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) >> 1
      let order = entries[middle].name.order(name)
      if order == 0 { return entries[middle].value }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

/// Why something is no event, or no value of one.
public enum InvalidEvent: Error, Hashable, Sendable, CustomStringConvertible {
  /// A value that is NaN.
  case notANumber
  /// An attribute whose name is empty.
  case emptyName
  /// An attribute that has two values.
  case duplicate(String)

  /// A sentence about it.
  public var description: String {
    switch self {
    case .notANumber: "NaN is not a value of an event"
    case .emptyName: "the name of an attribute is empty"
    case .duplicate(let name): "the attribute \(EventText.name(name)) has two values"
    }
  }
}
