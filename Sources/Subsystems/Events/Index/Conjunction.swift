/// One alternative of a subscription, ready for a matcher: at most one requirement on each attribute.
struct Conjunction: Hashable, Sendable {
  /// Each on another attribute.
  let requirements: [Requirement]

  /// The events for which the subscription itself must be asked, because the requirements admit more than the
  /// alternative does.
  let residual: EventTraits

  /// The alternatives of a subscription, those left out that no event can meet.
  ///
  /// - Parameter hasIntegers: whether the numbers of an attribute are known to be integers.
  static func all(of subscription: Subscription, hasIntegers: (AttributeName) -> Bool) -> [Conjunction] {
    let form = NormalForm(subscription)
    return form.alternatives.compactMap { alternative in
      let literals = alternative.literals.map { form.literals[Int($0)] }
      return Conjunction(literals, isCoarse: alternative.isCoarse, hasIntegers: hasIntegers)
    }
  }

  /// Nil if no event can meet the literals.
  private init?(_ literals: [Literal], isCoarse: Bool, hasIntegers: (AttributeName) -> Bool) {
    var requirements: [Requirement] = []
    var residual: EventTraits = isCoarse ? .any : []
    let sorted = literals.sorted { $0.name < $1.name }
    var first = 0
    while first < sorted.count {
      let name = sorted[first].name
      let end = sorted[first...].firstIndex { $0.name != name } ?? sorted.count
      switch Requirement.of(Array(sorted[first..<end]), on: name, hasIntegers: hasIntegers(name)) {
      case .impossible: return nil
      case .unanswerable: residual.formUnion(.any)
      case .requirement(let requirement):
        requirements.append(requirement)
        residual.formUnion(requirement.keys.residual)
      }
      first = end
    }
    self.requirements = requirements
    self.residual = residual
  }
}
