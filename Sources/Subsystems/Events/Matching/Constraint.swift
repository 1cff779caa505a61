/// What a subscription asks of one attribute: a value from `low` to `high`, both included. If the event lacks the attribute, it is not met.
///
/// Values are 64-bit integers here. Whatever else events carry is brought into that form, in order, before it comes to a matcher.
public struct Constraint: Hashable, BitwiseCopyable, Sendable {
  /// The attribute, numbered from 0.
  public var attribute: UInt32

  /// The smallest value.
  public var low: Int64

  /// The largest value, at least `low`: whoever changes one of them sees to that.
  public var high: Int64

  /// The constraint that `low <= value <= high`.
  @inlinable public init(_ attribute: UInt32, _ low: Int64, _ high: Int64) {
    precondition(low <= high, "a range has a low end that is not above its high end")
    self.attribute = attribute
    self.low = low
    self.high = high
  }

  /// Whether a value of the attribute meets it.
  @inlinable public func admits(_ value: Int64) -> Bool { low <= value && value <= high }
}

/// One attribute of an event, and its value.
public struct AttributeValue: Hashable, BitwiseCopyable, Sendable {
  /// The attribute, numbered from 0.
  public var attribute: UInt32

  /// Its value.
  public var value: Int64

  /// A value of an attribute.
  @inlinable public init(_ attribute: UInt32, _ value: Int64) {
    self.attribute = attribute
    self.value = value
  }
}

extension Span<Constraint> {
  /// Whether each attribute occurs once and all are in ascending order, as matchers expect it.
  @inlinable public var isAscending: Bool {
    var index = 1
    while index < count {
      if self[index - 1].attribute >= self[index].attribute { return false }
      index += 1
    }
    return true
  }

  /// Whether an event, its attributes ascending, meets all constraints. The meaning of matching: every matcher finds just what this finds.
  ///
  /// Takes time in proportion to the attributes of both.
  @inlinable public func match(_ event: Span<AttributeValue>) -> Bool {
    var place = 0
    for index in indices {
      let constraint = self[index]
      while place < event.count, event[place].attribute < constraint.attribute { place += 1 }
      guard place < event.count, event[place].attribute == constraint.attribute,
        constraint.admits(event[place].value)
      else { return false }
    }
    return true
  }
}
