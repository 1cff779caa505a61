import CanonicalEncoding

/// What somebody wants to hear of: a conjunction of ranges of integer attributes. An event meets it if it meets each of them.
///
/// Brokers compare filters with each other, not only with events. Every range holds at least one value, so that the tests here are exact
/// for conjunctions: a filter covers another if and only if every event that meets the other meets it.
public struct Filter: Hashable, Sendable {
  /// The ranges, attributes ascending.
  public let constraints: [Constraint]

  /// The filter that every event meets.
  public static let everything = Filter([])

  /// The conjunction of some ranges.
  ///
  /// - Parameter constraints: attributes ascending, each once.
  @inlinable public init(_ constraints: [Constraint]) {
    precondition(constraints.span.isAscending, "a filter speaks of each attribute once, in ascending order")
    self.constraints = constraints
  }

  /// Whether an event, attributes ascending, meets it.
  @inlinable public func matches(_ event: [AttributeValue]) -> Bool { constraints.span.match(event.span) }

  /// Whether every event that meets `other` meets this filter: each of its attributes is constrained by `other` too, to values within its
  /// own range. Takes time in proportion to the attributes of both.
  @inlinable public func covers(_ other: Filter) -> Bool {
    guard constraints.count <= other.constraints.count else { return false }
    var place = 0
    for constraint in constraints {
      while place < other.constraints.count, other.constraints[place].attribute < constraint.attribute { place += 1 }
      guard place < other.constraints.count, other.constraints[place].attribute == constraint.attribute,
        constraint.low <= other.constraints[place].low, other.constraints[place].high <= constraint.high
      else { return false }
    }
    return true
  }

  /// Whether some event can meet both: their ranges intersect on every attribute that both speak of.
  @inlinable public func overlaps(_ other: Filter) -> Bool {
    var (one, two) = (0, 0)
    while one < constraints.count, two < other.constraints.count {
      let (left, right) = (constraints[one], other.constraints[two])
      if left.attribute == right.attribute, max(left.low, right.low) > min(left.high, right.high) { return false }
      if left.attribute <= right.attribute { one += 1 }
      if right.attribute <= left.attribute { two += 1 }
    }
    return true
  }
}

extension Filter: Comparable {
  /// The order of the constraints, one after the other, each by attribute and ends: any total order would do to keep lists of filters in.
  @inlinable public static func < (left: Filter, right: Filter) -> Bool {
    for index in 0..<min(left.constraints.count, right.constraints.count) {
      let (one, other) = (left.constraints[index], right.constraints[index])
      if one != other { return (one.attribute, one.low, one.high) < (other.attribute, other.low, other.high) }
    }
    return left.constraints.count < right.constraints.count
  }
}

extension Filter: CustomStringConvertible {
  /// Such as `{0: 10...20, 2: 1...1}`.
  public var description: String {
    "{\(constraints.map { "\($0.attribute): \($0.low)...\($0.high)" }.joined(separator: ", "))}"
  }
}

extension Filter: Canonical {
  /// Appends the number of constraints, and the attribute and the ends of each.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(varint: UInt64(constraints.count))
    for constraint in constraints {
      bytes.write(constraint.attribute)
      bytes.write(constraint.low)
      bytes.write(constraint.high)
    }
  }

  /// Reads a filter.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    var constraints: [Constraint] = []
    try bytes.readElements(reserving: { constraints.reserveCapacity($0) }) { bytes throws(MalformedBytes) in
      let offset = bytes.offset
      let attribute: UInt32 = try bytes.read()
      let (low, high): (Int64, Int64) = (try bytes.read(), try bytes.read())
      guard low <= high, constraints.last.map({ $0.attribute < attribute }) ?? true else {
        throw MalformedBytes(offset: offset, expected: "a range of values of a later attribute")
      }
      constraints.append(Constraint(attribute, low, high))
    }
    self.constraints = constraints
  }
}
