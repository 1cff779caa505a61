/// A subscription as a disjunction of conjunctions of literals, or a coarser one that is true wherever the subscription
/// is.
///
/// Negations are drawn down to the predicates, which changes nothing in Kleene's logic either; then conjunctions are
/// multiplied out, as long as the product stays small. Operands that would make it too large are left out of a
/// conjunction, which is then marked as coarse: what it finds must be held against the subscription itself.
struct NormalForm: Sendable {
  struct Alternative: Sendable {
    /// Places among the literals.
    var literals: [Int32]
    /// Whether it is true of more events than the part of the subscription that it stands for.
    var isCoarse: Bool
  }

  private(set) var literals: [Literal] = []
  private(set) var alternatives: [Alternative] = []

  /// The most conjunctions.
  static let mostAlternatives = 64

  /// The most literals of all conjunctions together, where there are several.
  static let mostLiterals = 4_096

  init(_ subscription: Subscription) { alternatives = expand(subscription, isNegated: false) }

  private mutating func expand(_ subscription: Subscription, isNegated: Bool) -> [Alternative] {
    switch subscription.form {
    case .predicate(let predicate): expand(predicate, isNegated: isNegated)
    case .negation(let operand): expand(operand, isNegated: !isNegated)
    case .conjunction(let operands):
      isNegated ? sum(operands, isNegated: true) : product(operands, isNegated: false)
    case .disjunction(let operands):
      isNegated ? product(operands, isNegated: true) : sum(operands, isNegated: false)
    }
  }

  /// What lies outside a range lies below or above it; every other predicate is one literal.
  private mutating func expand(_ predicate: AttributePredicate, isNegated: Bool) -> [Alternative] {
    guard isNegated, case .within(let low, let high) = predicate.comparison else {
      return [alternative(Literal(name: predicate.name, comparison: predicate.comparison, isNegated: isNegated))]
    }
    return [
      alternative(Literal(name: predicate.name, comparison: .less(low), isNegated: false)),
      alternative(Literal(name: predicate.name, comparison: .greater(high), isNegated: false)),
    ]
  }

  private mutating func alternative(_ literal: Literal) -> Alternative {
    literals.append(literal)
    return Alternative(literals: [Int32(literals.count - 1)], isCoarse: false)
  }

  private mutating func sum(_ operands: [Subscription], isNegated: Bool) -> [Alternative] {
    var result: [Alternative] = []
    for operand in operands {
      result += expand(operand, isNegated: isNegated)
      if result.contains(where: { $0.literals.isEmpty && !$0.isCoarse }) {
        return [Alternative(literals: [], isCoarse: false)]
      }
      if Self.isTooLarge(result.count, result.reduce(0) { $0 + $1.literals.count }) {
        return [Alternative(literals: [], isCoarse: true)]
      }
    }
    return result
  }

  /// Operands of few alternatives come first, so that those which are left out are the ones that would multiply most.
  private mutating func product(_ operands: [Subscription], isNegated: Bool) -> [Alternative] {
    var factors: [[Alternative]] = []
    for operand in operands {
      let factor = expand(operand, isNegated: isNegated)
      if factor.isEmpty { return [] }
      factors.append(factor)
    }
    var result = [Alternative(literals: [], isCoarse: false)]
    for place in factors.indices.sorted(by: { (factors[$0].count, $0) < (factors[$1].count, $1) }) {
      Self.multiply(&result, by: factors[place])
    }
    return result
  }

  private static func multiply(_ product: inout [Alternative], by factor: [Alternative]) {
    let count = product.count * factor.count
    let literals =
      product.reduce(0) { $0 + $1.literals.count } * factor.count
      + factor.reduce(0) { $0 + $1.literals.count } * product.count
    if isTooLarge(count, literals) {
      for place in product.indices { product[place].isCoarse = true }
    } else if factor.count == 1 {
      for place in product.indices {
        product[place].literals += factor[0].literals
        product[place].isCoarse = product[place].isCoarse || factor[0].isCoarse
      }
    } else {
      product = product.flatMap { left in
        factor.map { Alternative(literals: left.literals + $0.literals, isCoarse: left.isCoarse || $0.isCoarse) }
      }
    }
  }

  private static func isTooLarge(_ alternatives: Int, _ literals: Int) -> Bool {
    alternatives > 1 && (alternatives > mostAlternatives || literals > mostLiterals)
  }
}
