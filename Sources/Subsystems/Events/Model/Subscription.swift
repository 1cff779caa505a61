/// What somebody wants to hear of: predicates under `and`, `or` and `not`. ``Truth`` tells what it means.
///
/// Expressions that differ only in how they nest like operators are one: `(a and b) and c` is `a and b and c`, and a
/// conjunction or disjunction of one operand is that operand. Expressions are at most ``deepest`` levels deep, whoever
/// builds them, so that whatever follows them down (evaluation, printing, the end of their life) stays within its
/// stack.
///
///     let subscription = try Subscription(parsing: #"price in [10, 20] and sym = "IBM""#)
public struct Subscription: Hashable, Sendable {
  /// The outermost operator with its operands.
  public enum Form: Hashable, Sendable {
    /// A single predicate.
    case predicate(AttributePredicate)
    /// All of them, and none of these a conjunction: none at all is `true`, never just one.
    case conjunction([Subscription])
    /// Some of them, and none of these a disjunction: none at all is `false`, never just one.
    case disjunction([Subscription])
    /// Not this.
    indirect case negation(Subscription)
  }

  /// The outermost operator with its operands.
  public let form: Form

  /// The levels of the expression: 1 for a predicate, `true` and `false`.
  public let depth: Int

  /// The most levels that an expression may have.
  public static let deepest = 200

  private init(_ form: Form, depth: Int) throws(SubscriptionTooDeep) {
    if depth > Self.deepest { throw SubscriptionTooDeep() }
    self.form = form
    self.depth = depth
  }

  private init(constant form: Form) {
    self.form = form
    depth = 1
  }

  /// A single predicate.
  public init(_ predicate: AttributePredicate) {
    form = .predicate(predicate)
    depth = 1
  }

  /// `true`: matches every event.
  public static let always = Subscription(constant: .conjunction([]))

  /// `false`: matches no event.
  public static let never = Subscription(constant: .disjunction([]))

  /// All of them.
  ///
  /// - Throws: if it would be deeper than ``deepest``.
  public static func conjunction(of operands: [Subscription]) throws(SubscriptionTooDeep) -> Subscription {
    let flat = operands.flatMap { operand in
      if case .conjunction(let inner) = operand.form { inner } else { [operand] }
    }
    return try flat.count == 1 ? flat[0] : Subscription(.conjunction(flat), depth: level(above: flat))
  }

  /// Some of them.
  ///
  /// - Throws: if it would be deeper than ``deepest``.
  public static func disjunction(of operands: [Subscription]) throws(SubscriptionTooDeep) -> Subscription {
    let flat = operands.flatMap { operand in
      if case .disjunction(let inner) = operand.form { inner } else { [operand] }
    }
    return try flat.count == 1 ? flat[0] : Subscription(.disjunction(flat), depth: level(above: flat))
  }

  /// Its negation.
  ///
  /// - Throws: if it would be deeper than ``deepest``.
  public static func negation(of operand: Subscription) throws(SubscriptionTooDeep) -> Subscription {
    try Subscription(.negation(operand), depth: operand.depth + 1)
  }

  private static func level(above operands: [Subscription]) -> Int {
    operands.reduce(0) { max($0, $1.depth) } + 1
  }

  /// Whether it matches an event: whether its value is true.
  public func matches(_ event: Event) -> Bool { truth(on: event) == .yes }

  /// Its value on an event.
  public func truth(on event: Event) -> Truth {
    switch form {
    case .predicate(let predicate): return predicate.truth(on: event)
    case .negation(let operand): return !operand.truth(on: event)
    case .conjunction(let operands):
      var least = Truth.yes
      for operand in operands where least != .no { least = min(least, operand.truth(on: event)) }
      return least
    case .disjunction(let operands):
      var greatest = Truth.no
      for operand in operands where greatest != .yes { greatest = max(greatest, operand.truth(on: event)) }
      return greatest
    }
  }

  /// The predicates from left to right, each as often as it occurs.
  public var predicates: [AttributePredicate] {
    var found: [AttributePredicate] = []
    collectPredicates(into: &found)
    return found
  }

  private func collectPredicates(into found: inout [AttributePredicate]) {
    switch form {
    case .predicate(let predicate): found.append(predicate)
    case .negation(let operand): operand.collectPredicates(into: &found)
    case .conjunction(let operands), .disjunction(let operands):
      for operand in operands { operand.collectPredicates(into: &found) }
    }
  }
}

/// An expression that would have more levels than ``Subscription/deepest``.
public struct SubscriptionTooDeep: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence about it.
  public var description: String { "a subscription has more than \(Subscription.deepest) levels" }
}
