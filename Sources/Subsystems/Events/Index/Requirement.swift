/// What a conjunction asks of one attribute, in one aspect of it.
struct Requirement: Hashable, Sendable {
  let name: AttributeName
  let aspect: Aspect
  /// The keys, but of symbols, which get theirs when they are entered into the attribute's table.
  let keys: KeyRange
  /// The texts that are looked for, ascending, if the aspect is ``Aspect/symbol``.
  var symbols: [OctetString] = []

  /// What becomes of the literals on one attribute.
  enum Outcome {
    /// No value meets them.
    case impossible
    /// An event cannot be asked for them by keys.
    case unanswerable
    case requirement(Requirement)
  }

  /// What literals ask of their attribute.
  ///
  /// What no integer meets, but another number does, cannot be asked by keys where integers are promised: events may break the promise.
  ///
  /// - Parameter hasIntegers: whether the attribute's numbers are promised to be integers.
  static func of(_ literals: [Literal], on name: AttributeName, hasIntegers: Bool) -> Outcome {
    let outcome = keys(of: literals, on: name, hasIntegers: hasIntegers)
    guard hasIntegers, case .impossible = outcome else { return outcome }
    if case .impossible = keys(of: literals, on: name, hasIntegers: false) { return .impossible }
    return .unanswerable
  }

  private static func keys(of literals: [Literal], on name: AttributeName, hasIntegers: Bool) -> Outcome {
    let comparisons = literals.filter { $0.comparison != .exists }
    if literals.contains(where: { $0.comparison == .exists && $0.isNegated }) {
      let wantsPresence = literals.contains { $0.comparison != .exists || !$0.isNegated }
      return wantsPresence ? .impossible : .unanswerable
    }
    guard let valueClass = comparisons.first?.comparison.valueClass else {
      return .requirement(Requirement(name: name, aspect: .presence, keys: KeyRange(of: [0])))
    }
    if comparisons.contains(where: { $0.comparison.valueClass != valueClass }) { return .impossible }
    let values = finiteValues(comparisons, of: valueClass)
    if values?.isEmpty == true { return .impossible }
    switch (valueClass, values) {
    case (.text, let values?):
      let symbols = values.compactMap(\.text)
      return .requirement(Requirement(name: name, aspect: .symbol, keys: KeyRange(), symbols: symbols))
    case (.text, nil): return ranges(comparisons, on: name, aspect: .text)
    case (.boolean, let values):
      let keys = (values ?? []).map { $0 == true ? Int64(1) : 0 }
      return .requirement(Requirement(name: name, aspect: .boolean, keys: KeyRange(of: keys)))
    case (.number, let values?):
      return numbers(values, on: name, aspect: hasIntegers ? .integer : aspect(of: values))
    case (.number, nil):
      return ranges(comparisons, on: name, aspect: hasIntegers ? .integer : aspect(of: bounds(of: comparisons)))
    }
  }

  /// The values that meet all literals, ascending, if some literal names those that it holds for.
  private static func finiteValues(_ literals: [Literal], of valueClass: EventValue.ValueClass) -> [EventValue]? {
    var values: [EventValue]? = valueClass == .boolean ? [false, true] : nil
    for literal in literals where values == nil {
      if case .values(let these) = literal.reading { values = these }
    }
    return values?.filter { value in literals.allSatisfy { $0.holds(value) } }
  }

  private static func bounds(of literals: [Literal]) -> [EventValue] {
    literals.flatMap { literal -> [EventValue] in
      guard case .range(let low, let high) = literal.reading else { return [] }
      return [low, high].compactMap { $0?.value }
    }
  }

  /// Integers are exact as steps, all others as doubles.
  private static func aspect(of values: [EventValue]) -> Aspect {
    let areIntegers = values.allSatisfy { if case .integer = $0.content { true } else { false } }
    return areIntegers ? .step : .real
  }

  /// The values from the smallest to the largest of some; numbers between these are weeded out where there are any.
  private static func numbers(_ values: [EventValue], on name: AttributeName, aspect: Aspect) -> Outcome {
    var keys = KeyRange(
      aspect, from: Literal.Bound(value: values[0], isStrict: false),
      to: Literal.Bound(value: values[values.count - 1], isStrict: false))
    if keys.isEmpty { return .impossible }
    if values.count > 1 {
      let isGapless = areConsecutive(values)
      if !isGapless { keys.residual.formUnion(.any) } else if aspect != .integer { keys.residual.formUnion(.fraction) }
    }
    return .requirement(Requirement(name: name, aspect: aspect, keys: keys))
  }

  /// Of values that ascend, each once: whether they are integers without a gap.
  private static func areConsecutive(_ values: [EventValue]) -> Bool {
    let integers = values.compactMap { if case .integer(let integer) = $0.content { integer } else { nil } }
    guard integers.count == values.count, let first = integers.first, let last = integers.last else { return false }
    return UInt64(bitPattern: last &- first) == UInt64(integers.count - 1)
  }

  private static func ranges(_ literals: [Literal], on name: AttributeName, aspect: Aspect) -> Outcome {
    var keys = KeyRange()
    for literal in literals {
      switch literal.reading {
      case .range(let low, let high): keys.narrow(to: KeyRange(aspect, from: low, to: high))
      case .prefix(let prefix): keys.narrow(to: KeyRange(prefix: prefix))
      case .exclusion, .values, .presence: keys.residual.formUnion(.any)
      }
    }
    return keys.isEmpty ? .impossible : .requirement(Requirement(name: name, aspect: aspect, keys: keys))
  }
}
