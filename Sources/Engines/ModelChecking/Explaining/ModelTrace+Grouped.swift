import CanonicalEncoding

extension ModelTrace {
  /// The trace with the steps of each actor together where their order does not matter: neighbours change places if
  /// they lead to the same state in either order. The end stays the same, states on the way need not.
  ///
  /// A trace that goes on forever comes back as it is.
  ///
  /// - Parameters:
  ///   - actor: who takes a step.
  ///   - budget: the number of exchanges that are tried.
  /// - Throws: ``ModelError`` if the model cannot say what happens in a state.
  public func grouped(
    in model: M, by actor: (M.Action) -> some Hashable, budget: Int = 100_000
  ) throws(ModelError) -> ModelTrace {
    guard cycleStart == nil else { return self }
    var exchanges = StepExchanges(model, budget: budget)
    var best = self
    for index in steps.indices {
      // The next step of the same actor moves up to its last one, if it can come all the way.
      let wanted = actor(best.steps[index].action)
      var place = index + 1
      while place < steps.count, actor(best.steps[place].action) != wanted { place += 1 }
      guard place > index + 1, place < steps.count else { continue }
      var moved = best
      while place > index + 1, try exchanges.exchange(&moved, place - 1) { place -= 1 }
      if place == index + 1 { best = moved }
    }
    return best
  }
}

extension ModelTrace where M.Action: ChartedAction {
  /// The trace with the steps of each participant together where their order does not matter: a message belongs to its
  /// receiver.
  ///
  /// - Throws: ``ModelError`` if the model cannot say what happens in a state.
  public func grouped(in model: M, budget: Int = 100_000) throws(ModelError) -> ModelTrace {
    try grouped(in: model, by: \.chart.actor, budget: budget)
  }
}

extension ChartStep {
  fileprivate var actor: Int? {
    switch self {
    case .message(_, let to, _, _): to
    case .local(let column, _): column
    case .everywhere: nil
    }
  }
}

/// Exchanges neighbouring steps of traces.
private struct StepExchanges<M: Model>: ~Copyable {
  let model: M
  var budget: Int
  private var scratch = ByteWriter()

  init(_ model: M, budget: Int) {
    self.model = model
    self.budget = budget
  }

  /// Exchanges a step and the next if that leads to the same state; says whether it did.
  mutating func exchange(_ trace: inout ModelTrace<M>, _ index: Int) throws(ModelError) -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    let (first, second) = (trace.steps[index], trace.steps[index + 1])
    for earlier in try steps(with: second.action, from: trace.state(after: index)) {
      for later in try steps(with: first.action, from: earlier.state) where later.fingerprint == second.fingerprint {
        trace.steps[index] = earlier
        trace.steps[index + 1] = later
        return true
      }
    }
    return false
  }

  /// The steps in scope with an action.
  private mutating func steps(
    with action: M.Action, from state: M.State
  ) throws(ModelError) -> [ModelTrace<M>.Step] {
    var steps: [ModelTrace<M>.Step] = []
    for (ordinal, step) in try model.steps(of: state).enumerated() {
      guard step.action == action, model.isInScope(step.state) else { continue }
      let fingerprint = step.state.key(writing: &scratch)
      steps.append(.init(action: action, ordinal: ordinal, state: step.state, fingerprint: fingerprint))
    }
    return steps
  }
}
