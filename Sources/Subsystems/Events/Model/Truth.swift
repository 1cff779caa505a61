/// The value of a subscription on an event, in Kleene's strong three-valued logic (Kleene 1952, section 64).
///
/// **The meaning of subscriptions.** A comparison of an attribute that the event lacks is *unknown*, whatever the
/// operator: `x != 1` no less than `x = 1`. A comparison is made within the class of its literal (numbers, texts,
/// booleans); a value of another class counts as absent. Otherwise it is true or false. `exists x` is true if the event
/// has `x`, of whatever class, and false if not: it is never unknown.
///
/// `not` turns true and false about and leaves unknown as it is; `and` is the least of its operands and `or` the
/// greatest, where false is less than unknown and unknown is less than true. So `x < 1 or true` is true without an `x`,
/// and `x < 1 or x >= 1` is not.
///
/// A subscription matches an event if and only if its value is true. An event that lacks an attribute therefore
/// satisfies neither a comparison of it nor the comparison's negation; only `not exists x` speaks of absence.
public enum Truth: Int8, Hashable, Comparable, Sendable {
  /// False.
  case no = 0
  /// Neither: it depends on something that the event does not tell.
  case unknown = 1
  /// True.
  case yes = 2

  /// True or false.
  public init(_ boolean: Bool) { self = boolean ? .yes : .no }

  /// False is less than unknown, which is less than true.
  public static func < (left: Truth, right: Truth) -> Bool { left.rawValue < right.rawValue }

  /// Negation.
  public static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}
