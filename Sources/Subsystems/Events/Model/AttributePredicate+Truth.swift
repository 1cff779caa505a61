extension AttributePredicate {
  /// Its value on an event.
  public func truth(on event: Event) -> Truth { comparison.truth(of: event[name]) }
}

extension AttributePredicate.Comparison {
  /// Its value where the attribute has this value, or none.
  func truth(of value: EventValue?) -> Truth {
    guard let value else {
      if case .exists = self { return .no }
      return .unknown
    }
    switch self {
    case .exists: return .yes
    case .equal(let literal): return truth(value, literal) { $0 == 0 }
    case .notEqual(let literal): return truth(value, literal) { $0 != 0 }
    case .less(let literal): return truth(value, literal) { $0 < 0 }
    case .lessOrEqual(let literal): return truth(value, literal) { $0 <= 0 }
    case .greater(let literal): return truth(value, literal) { $0 > 0 }
    case .greaterOrEqual(let literal): return truth(value, literal) { $0 >= 0 }
    case .within(let low, let high):
      guard let fromLow = value.order(low), let fromHigh = value.order(high) else { return .unknown }
      return Truth(fromLow >= 0 && fromHigh <= 0)
    case .oneOf(let values): return Self.truth(value, in: values)
    case .prefix(let prefix):
      guard let text = value.text, let prefix = prefix.text else { return .unknown }
      return Truth(text.hasPrefix(prefix))
    }
  }

  @inline(__always)
  private func truth(_ value: EventValue, _ literal: EventValue, _ holds: (Int) -> Bool) -> Truth {
    guard let order = value.order(literal) else { return .unknown }
    return Truth(holds(order))
  }

  /// A search among values that ascend.
  private static func truth(_ value: EventValue, in values: [EventValue]) -> Truth {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) >> 1
      guard let order = values[middle].order(value) else { return .unknown }
      if order == 0 { return .yes }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return .no
  }
}
