/// A condition on one attribute.
///
/// What it means if the event lacks the attribute, or has a value of another class, is told at ``Truth``.
///
///     let predicate = try AttributePredicate("price", .within(10, 20))
public struct AttributePredicate: Hashable, Sendable {
  /// The operator with its literals. Literals that an operator cannot have are refused by
  /// ``AttributePredicate/init(_:_:)``.
  public enum Comparison: Hashable, Sendable {
    /// `= value`
    case equal(EventValue)
    /// `!= value`
    case notEqual(EventValue)
    /// `< value`, of numbers and texts, as are the following five
    case less(EventValue)
    /// `<= value`
    case lessOrEqual(EventValue)
    /// `> value`
    case greater(EventValue)
    /// `>= value`
    case greaterOrEqual(EventValue)
    /// `in [low, high]`, both included, low not above high
    case within(EventValue, EventValue)
    /// `in {value, ...}`, one value or more, all of one class
    case oneOf([EventValue])
    /// `prefix text`
    case prefix(EventValue)
    /// `exists`
    case exists
  }

  let name: AttributeName

  /// The operator with its literals. The values of a set are ascending, each once.
  public let comparison: Comparison

  /// The name of the attribute.
  public var attribute: String { name.string }

  /// A condition on an attribute.
  ///
  /// - Throws: ``InvalidPredicate`` if the name is empty or the operator cannot have these literals.
  public init(_ attribute: String, _ comparison: Comparison) throws(InvalidPredicate) {
    if attribute.isEmpty { throw .emptyName }
    name = AttributeName(attribute)
    self.comparison = try comparison.validated()
  }
}

extension AttributePredicate.Comparison {
  /// The class of the values that are compared; nil for `exists`.
  var valueClass: EventValue.ValueClass? {
    switch self {
    case .equal(let value), .notEqual(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
      .greaterOrEqual(let value), .within(let value, _), .prefix(let value):
      value.valueClass
    case .oneOf(let values): values[0].valueClass
    case .exists: nil
    }
  }

  fileprivate func validated() throws(InvalidPredicate) -> Self {
    switch self {
    case .equal, .notEqual, .exists: break
    case .less(let value), .lessOrEqual(let value), .greater(let value), .greaterOrEqual(let value):
      if value.valueClass == .boolean { throw .booleanOrder }
    case .within(let low, let high):
      if low.valueClass == .boolean || high.valueClass == .boolean { throw .booleanOrder }
      guard let order = low.order(high) else { throw .mixedClasses }
      if order > 0 { throw .emptyRange(low, high) }
    case .oneOf(let values): return try .oneOf(Self.ascending(values))
    case .prefix(let value):
      if value.valueClass != .text { throw .prefixOfNoText(value) }
    }
    return self
  }

  private static func ascending(_ values: [EventValue]) throws(InvalidPredicate) -> [EventValue] {
    guard let first = values.first else { throw .emptySet }
    for value in values {
      if value.valueClass == .boolean { throw .booleanOrder }
      if value.valueClass != first.valueClass { throw .mixedClasses }
    }
    var kept: [EventValue] = []
    for value in values.sorted(by: { ($0.order($1) ?? 0) < 0 }) where kept.last != value { kept.append(value) }
    return kept
  }
}

/// Why something is no predicate.
public enum InvalidPredicate: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the attribute is empty.
  case emptyName
  /// The low end of a range is above its high end.
  case emptyRange(EventValue, EventValue)
  /// A set without values.
  case emptySet
  /// A range or a set of values of several classes.
  case mixedClasses
  /// Booleans under an operator other than `=` and `!=`.
  case booleanOrder
  /// A prefix that is not a text.
  case prefixOfNoText(EventValue)

  /// A sentence about it.
  public var description: String {
    switch self {
    case .emptyName: "the name of an attribute is empty"
    case .emptyRange(let low, let high): "the range's low end \(low) is above its high end \(high)"
    case .emptySet: "a set has no values"
    case .mixedClasses: "the values of a range or of a set are of several classes"
    case .booleanOrder: "booleans are compared by = and != only"
    case .prefixOfNoText(let value): "\(value) is not a text, and begins nothing"
    }
  }
}
