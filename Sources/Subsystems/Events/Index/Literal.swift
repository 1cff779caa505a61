/// A predicate or its negation, in a normal form.
///
/// In the normal form only truth matters: under `and` and `or` alone an expression is true just when enough of its
/// literals are, and it makes no difference whether the others are false or unknown.
struct Literal: Hashable, Sendable {
  let name: AttributeName
  let comparison: AttributePredicate.Comparison
  let isNegated: Bool

  /// Whether it is true where the attribute has this value.
  func holds(_ value: EventValue) -> Bool { comparison.truth(of: value) == (isNegated ? .no : .yes) }

  /// One end of a range.
  struct Bound: Sendable {
    let value: EventValue
    /// Whether the value itself lies outside.
    let isStrict: Bool
  }

  /// What is left of the operators when negations are drawn into them.
  enum Reading: Sendable {
    /// The values that it holds for.
    case values([EventValue])
    /// A range, open where there is no bound.
    case range(low: Bound?, high: Bound?)
    case prefix(OctetString)
    /// All values of the class but some that do not lie at its ends.
    case exclusion
    /// The attribute is there, or is not.
    case presence(Bool)
  }

  var reading: Reading {
    switch (comparison, isNegated) {
    case (.equal(let value), false), (.notEqual(let value), true): .values([value])
    case (.oneOf(let values), false): .values(values)
    case (.less(let value), false), (.greaterOrEqual(let value), true):
      .range(low: nil, high: Bound(value: value, isStrict: true))
    case (.lessOrEqual(let value), false), (.greater(let value), true):
      .range(low: nil, high: Bound(value: value, isStrict: false))
    case (.greater(let value), false), (.lessOrEqual(let value), true):
      .range(low: Bound(value: value, isStrict: true), high: nil)
    case (.greaterOrEqual(let value), false), (.less(let value), true):
      .range(low: Bound(value: value, isStrict: false), high: nil)
    case (.within(let low, let high), false):
      .range(low: Bound(value: low, isStrict: false), high: Bound(value: high, isStrict: false))
    case (.prefix(let prefix), false): .prefix(OctetString(prefix.text?.string ?? ""))
    case (.notEqual, false), (.equal, true), (.oneOf, true), (.within, true), (.prefix, true): .exclusion
    case (.exists, _): .presence(!isNegated)
    }
  }
}
