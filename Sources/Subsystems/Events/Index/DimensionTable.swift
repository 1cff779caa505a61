/// The dimensions that live subscriptions use, numbered densely in the order in which they first occur; numbers that
/// become free are given again.
@usableFromInline
struct DimensionTable: Sendable {
  struct Dimension: Sendable {
    var attribute: Int32
    var aspect: Aspect
    /// The requirements that stand in it; 0 if the number is free.
    var uses: Int
    var symbols: SymbolTable
  }

  private(set) var attributes: [AttributeName: Int32] = [:]
  /// For each attribute, the dimension of each aspect; -1 where there is none.
  private(set) var aspects: [Int32] = []
  private(set) var freeAttributes: [Int32] = []
  private(set) var dimensions: [Dimension] = []
  private(set) var freeDimensions: [Int32] = []

  /// The dimensions in use.
  var count: Int { dimensions.count - freeDimensions.count }

  /// Enters what a conjunction requires.
  ///
  /// - Parameter residual: gains the events for which the constraints admit more than the requirements.
  /// - Returns: the constraints, ascending by dimension.
  mutating func acquire(_ conjunction: Conjunction, residual: inout EventTraits) -> [Constraint] {
    var constraints: [Constraint] = []
    constraints.reserveCapacity(conjunction.requirements.count)
    for requirement in conjunction.requirements {
      let dimension = acquireDimension(requirement.name, requirement.aspect)
      dimensions[dimension].uses += 1
      var (low, high) = (requirement.keys.low, requirement.keys.high)
      if requirement.aspect == .symbol {
        (low, high) = acquire(requirement.symbols, in: dimension)
        // Symbols are held as long as the conjunction, so that none other comes between them.
        if high - low >= requirement.symbols.count { residual.formUnion(.any) }
      }
      constraints.append(Constraint(UInt32(dimension), low, high))
    }
    constraints.sort { $0.attribute < $1.attribute }
    return constraints
  }

  private mutating func acquire(_ symbols: [OctetString], in dimension: Int) -> (low: Int64, high: Int64) {
    var (low, high) = (Int64.max, Int64.min)
    for symbol in symbols {
      let key = dimensions[dimension].symbols.acquire(symbol)
      (low, high) = (min(low, key), max(high, key))
    }
    return (low, high)
  }

  private mutating func acquireDimension(_ name: AttributeName, _ aspect: Aspect) -> Int {
    let attribute = acquireAttribute(name)
    let place = Int(attribute) * Aspect.allCases.count + aspect.rawValue
    if aspects[place] < 0 {
      let new = Dimension(attribute: attribute, aspect: aspect, uses: 0, symbols: SymbolTable())
      if let again = freeDimensions.popLast() {
        dimensions[Int(again)] = new
        aspects[place] = again
      } else {
        aspects[place] = Int32(dimensions.count)
        dimensions.append(new)
      }
    }
    return Int(aspects[place])
  }

  private mutating func acquireAttribute(_ name: AttributeName) -> Int32 {
    if let attribute = attributes[name] { return attribute }
    let attribute: Int32
    if let again = freeAttributes.popLast() {
      attribute = again
    } else {
      attribute = Int32(aspects.count / Aspect.allCases.count)
      aspects.append(contentsOf: repeatElement(-1, count: Aspect.allCases.count))
    }
    attributes[name] = attribute
    return attribute
  }

  /// Takes back what was entered for a conjunction.
  mutating func release(_ conjunction: Conjunction) {
    for requirement in conjunction.requirements {
      guard let attribute = attributes[requirement.name] else {
        preconditionFailure("an attribute is released that nobody holds")
      }
      let places = Int(attribute) * Aspect.allCases.count..<(Int(attribute) + 1) * Aspect.allCases.count
      let place = places.lowerBound + requirement.aspect.rawValue
      let dimension = Int(aspects[place])
      for symbol in requirement.symbols { dimensions[dimension].symbols.release(symbol) }
      dimensions[dimension].uses -= 1
      if dimensions[dimension].uses > 0 { continue }
      freeDimensions.append(aspects[place])
      aspects[place] = -1
      if aspects[places].allSatisfy({ $0 < 0 }) {
        attributes[requirement.name] = nil
        freeAttributes.append(attribute)
      }
    }
  }

  /// Gives an event the form that matchers take, and tells what of it the keys do not show.
  ///
  /// - Parameter values: what it held is replaced; ascending by dimension.
  func translate(_ event: Event, into values: inout [AttributeValue]) -> EventTraits {
    values.removeAll(keepingCapacity: true)
    var traits = EventTraits.any
    for entry in event.entries {
      guard let attribute = attributes[entry.name] else { continue }
      let first = Int(attribute) * Aspect.allCases.count
      add(0, .presence, first, &values)
      switch entry.value.content {
      case .integer, .double:
        if let number = entry.value.number { add(number, first, &values, &traits) }
      case .boolean(let boolean): add(boolean ? 1 : 0, .boolean, first, &values)
      case .text(let text): add(OctetString(text), first, &values)
      }
    }
    values.sort { $0.attribute < $1.attribute }
    return traits
  }

  @inline(__always)
  private func add(
    _ key: @autoclosure () -> Int64, _ aspect: Aspect, _ first: Int, _ values: inout [AttributeValue]
  ) {
    let dimension = aspects[first + aspect.rawValue]
    if dimension >= 0 { values.append(AttributeValue(UInt32(dimension), key())) }
  }

  private func add(
    _ number: ExactNumber, _ first: Int, _ values: inout [AttributeValue], _ traits: inout EventTraits
  ) {
    traits.formUnion(EventTraits(number))
    add(Aspect.stepKey(number), .step, first, &values)
    add(Aspect.realKey(number).key, .real, first, &values)
    if case .integer(let integer) = number {
      add(integer, .integer, first, &values)
    } else if aspects[first + Aspect.integer.rawValue] >= 0 {
      traits.formUnion(.unforeseen)
    }
  }

  private func add(_ text: OctetString, _ first: Int, _ values: inout [AttributeValue]) {
    add(Aspect.textKey(text), .text, first, &values)
    let dimension = aspects[first + Aspect.symbol.rawValue]
    if dimension >= 0, let key = dimensions[Int(dimension)].symbols.key(text) {
      values.append(AttributeValue(UInt32(dimension), key))
    }
  }
}
