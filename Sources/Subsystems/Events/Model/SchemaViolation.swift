/// How an event, a subscription or a schema itself is not as it was agreed.
public enum SchemaViolation: Error, Hashable, Sendable, CustomStringConvertible {
  /// A schema names an attribute by the empty text.
  case emptyName
  /// A schema names an attribute twice.
  case duplicate(String)
  /// An attribute that the schema does not name.
  case unknown(String)
  /// An event has a value that is not of the attribute's class.
  case wrongClass(String, EventSchema.AttributeClass, EventValue)
  /// An event has an integer beyond the attribute's range.
  case outOfRange(String, ClosedRange<Int64>, Int64)
  /// A subscription compares an attribute with values that are not of its class.
  case wrongComparison(AttributePredicate, EventSchema.AttributeClass)

  /// A sentence about it.
  public var description: String {
    switch self {
    case .emptyName: "a schema names an attribute by the empty text"
    case .duplicate(let name): "a schema names the attribute \(EventText.name(name)) twice"
    case .unknown(let name): "the schema does not name the attribute \(EventText.name(name))"
    case .wrongClass(let name, let expected, let value):
      "\(EventText.name(name)) is \(expected.noun), and \(value) is not"
    case .outOfRange(let name, let range, let value):
      "\(EventText.name(name)) is an integer from \(range.lowerBound) to \(range.upperBound), and \(value) is not"
    case .wrongComparison(let predicate, let expected):
      "\(EventText.name(predicate.attribute)) is \(expected.noun), and is not compared as in '\(predicate)'"
    }
  }
}

extension EventSchema.AttributeClass {
  fileprivate var noun: String {
    switch self {
    case .integer: "an integer"
    case .number: "a number"
    case .text: "a text"
    case .boolean: "a boolean"
    }
  }
}
