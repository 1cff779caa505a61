import Events
import PropertyTesting

extension Generator<EventValue> {
  /// Few values of each class, so that literals and events meet; those at which keys of an index end are among them.
  static let eventValue = Generator.frequency(
    (3, .number), (2, .text), (1, .element(of: [true, false] as [EventValue])))

  fileprivate static let number = Generator.element(
    of: [0, 1, 2, 3, 0.5, -1, 1.5, EventValue(Int64.max), EventValue(Int64.min), 0x1p63, -0.25] as [EventValue])

  fileprivate static let text = Generator.element(of: ["", "x", "xy", "y", "\"", "x\0", "\u{E9}"] as [EventValue])
}

extension Generator<String> {
  /// Few names of attributes, one of them a keyword.
  static let attributeName = Generator.element(of: ["a", "b", "in"])
}

extension Generator<Event> {
  /// Some of the few attributes, with a value each.
  static let namedEvent = Generator { source throws(Rejection) in
    var attributes: [(name: String, value: EventValue)] = []
    for name in ["a", "b", "in"] where try source.below(4) != 0 {
      attributes.append((name, try source.draw(.eventValue)))
    }
    guard let event = try? Event(attributes: attributes) else { throw .unwanted }
    return event
  }
}

extension Generator<AttributePredicate> {
  /// A predicate of any kind.
  static let predicate = Generator { source throws(Rejection) in
    let name = try source.draw(.attributeName)
    guard let predicate = try? AttributePredicate(name, try source.draw(.comparison)) else { throw .unwanted }
    return predicate
  }
}

extension Generator<AttributePredicate.Comparison> {
  fileprivate static let comparison = Generator { source throws(Rejection) in
    let kind = try source.below(10)
    if kind == 0 { return .equal(try source.draw(.eventValue)) }
    if kind == 1 { return .notEqual(try source.draw(.eventValue)) }
    if kind == 2 { return .exists }
    // The rest is of numbers or of texts.
    let literal = try source.below(4) == 3 ? Generator<EventValue>.text : .number
    switch kind {
    case 3: return .less(try source.draw(literal))
    case 4: return .lessOrEqual(try source.draw(literal))
    case 5: return .greater(try source.draw(literal))
    case 6: return .greaterOrEqual(try source.draw(literal))
    case 7: return .oneOf(try source.draw(.array(of: literal, count: 1...3)))
    case 8: return .prefix(try source.draw(.text))
    default: return .within(try source.draw(literal), try source.draw(literal))
    }
  }
}

extension Generator<Subscription> {
  /// Predicates under operators.
  static let subscription = Generator.recursive(
    leaf: .frequency((9, Generator<AttributePredicate>.predicate.map { Subscription($0) }), (1, .constant)), nodes: 10
  ) { smaller in
    Generator { source throws(Rejection) in
      let kind = try source.below(3)
      let operands = kind == 0 ? [try source.draw(smaller)] : try source.draw(.array(of: smaller, count: 2...3))
      let subscription =
        switch kind {
        case 0: try? Subscription.negation(of: operands[0])
        case 1: try? Subscription.conjunction(of: operands)
        default: try? Subscription.disjunction(of: operands)
        }
      guard let subscription else { throw .unwanted }
      return subscription
    }
  }

  fileprivate static let constant = Generator.element(of: [Subscription.always, .never])
}
