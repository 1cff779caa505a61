/// A Boolean formula over constraints: what a subscription is to ``ATreeMatcher``, where ``Matcher`` knows conjunctions
/// only.
///
/// There is no negation: that a value lies outside of a range is an `any` of the two ranges beside it, and by De
/// Morgan's rules every formula can be brought into this form. An event that lacks an attribute meets no constraint on
/// it, and so no negated one either.
///
///     let formula = ConstraintFormula.all([
///       .constraint(Constraint(0, 10, 20)),
///       .any([.constraint(Constraint(1, 1, 1)), .constraint(Constraint(2, .min, 5))]),
///     ])
public indirect enum ConstraintFormula: Hashable, Sendable {
  /// Met if this constraint is.
  case constraint(Constraint)
  /// Met if all of these are; if there are none, always.
  case all([ConstraintFormula])
  /// Met if one of these is or more are; if there are none, never.
  case any([ConstraintFormula])

  /// A formula whose alls and anys lie deeper in one another than ``ATreeMatcher`` takes.
  public struct TooDeep: Error, Hashable, CustomStringConvertible {
    /// The most alls and anys around a constraint.
    public let limit: Int

    /// Names the limit.
    public var description: String { "a formula is nested more than \(limit) deep" }
  }

  /// Whether more than so many alls and anys lie in one another. Looks no deeper than that.
  public func isDeeper(than limit: Int) -> Bool {
    switch self {
    case .constraint: limit < 0
    case .all(let parts), .any(let parts): limit < 1 || parts.contains { $0.isDeeper(than: limit - 1) }
    }
  }

  /// Whether an event, its attributes ascending, meets it: the meaning of a formula. As deep a recursion as the
  /// formula.
  public func match(_ event: [AttributeValue]) -> Bool {
    switch self {
    case .constraint(let constraint):
      event.contains { $0.attribute == constraint.attribute && constraint.admits($0.value) }
    case .all(let parts): parts.allSatisfy { $0.match(event) }
    case .any(let parts): parts.contains { $0.match(event) }
    }
  }

  /// The same without parts that are always or never met, and without alls and anys of one part: an empty `all`, an
  /// empty `any`, or a formula in which neither occurs.
  var simplified: ConstraintFormula {
    switch self {
    case .constraint: return self
    case .all(let parts):
      let simple = parts.map(\.simplified).filter { $0 != .all([]) }
      return simple.contains(.any([])) ? .any([]) : simple.count == 1 ? simple[0] : .all(simple)
    case .any(let parts):
      let simple = parts.map(\.simplified).filter { $0 != .any([]) }
      return simple.contains(.all([])) ? .all([]) : simple.count == 1 ? simple[0] : .any(simple)
    }
  }
}
