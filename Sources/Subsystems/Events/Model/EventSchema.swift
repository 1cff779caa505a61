/// What the attributes of events are agreed to be, so that mistakes are found where they enter.
///
/// Matching needs no schema. ``SubscriptionIndex`` keeps attributes that are declared integers in a tighter form.
public struct EventSchema: Hashable, Sendable {
  /// What an attribute's values are.
  public enum AttributeClass: Hashable, Sendable {
    /// Integers of this range; doubles of integral value are integers.
    case integer(ClosedRange<Int64> = .min ... .max)
    /// Any numbers.
    case number
    /// Texts.
    case text
    /// True and false.
    case boolean

    /// The class of values in which it lies.
    var valueClass: EventValue.ValueClass {
      switch self {
      case .integer, .number: .number
      case .text: .text
      case .boolean: .boolean
      }
    }
  }

  private let classes: [AttributeName: AttributeClass]

  /// Whether there may be attributes that the schema does not name.
  public let isOpen: Bool

  /// A schema of nothing: every event and every subscription conforms to it.
  public static let none = EventSchema()

  private init() {
    classes = [:]
    isOpen = true
  }

  /// A schema of these attributes.
  ///
  /// - Parameter isOpen: whether other attributes may occur, of any class.
  /// - Throws: ``SchemaViolation`` if a name is empty or comes twice.
  public init(_ attributes: KeyValuePairs<String, AttributeClass>, isOpen: Bool = false) throws(SchemaViolation) {
    var classes: [AttributeName: AttributeClass] = [:]
    for (name, attributeClass) in attributes {
      if name.isEmpty { throw .emptyName }
      if classes.updateValue(attributeClass, forKey: AttributeName(name)) != nil { throw .duplicate(name) }
    }
    self.classes = classes
    self.isOpen = isOpen
  }

  /// The class of an attribute; nil if the schema does not name it.
  public subscript(_ attribute: String) -> AttributeClass? { classes[AttributeName(attribute)] }

  /// Whether an attribute is declared to have integers only.
  func hasIntegers(_ name: AttributeName) -> Bool {
    if case .integer = classes[name] { true } else { false }
  }

  private func expected(_ name: AttributeName) throws(SchemaViolation) -> AttributeClass? {
    let expected = classes[name]
    if expected == nil, !isOpen { throw .unknown(name.string) }
    return expected
  }

  /// Whether an event has only attributes that are named, unless the schema is open, and each with values of its class
  /// and range.
  ///
  /// - Throws: one violation, if there are several.
  public func check(_ event: Event) throws(SchemaViolation) {
    for entry in event.entries {
      guard let expected = try expected(entry.name) else { continue }
      if entry.value.valueClass != expected.valueClass {
        throw .wrongClass(entry.name.string, expected, entry.value)
      }
      guard case .integer(let range) = expected else { continue }
      guard case .integer(let integer) = entry.value.content else {
        throw .wrongClass(entry.name.string, expected, entry.value)
      }
      if !range.contains(integer) { throw .outOfRange(entry.name.string, range, integer) }
    }
  }

  /// Whether a subscription speaks only of attributes that are named, unless the schema is open, and compares each with
  /// values of its class. Literals need not lie in an integer's range, and need not be integers: `x < 10.5` makes sense
  /// of an integer `x`.
  ///
  /// - Throws: the first violation, from left to right.
  public func check(_ subscription: Subscription) throws(SchemaViolation) {
    for predicate in subscription.predicates {
      guard let expected = try expected(predicate.name), let compared = predicate.comparison.valueClass else {
        continue
      }
      if compared != expected.valueClass { throw .wrongComparison(predicate, expected) }
    }
  }
}
