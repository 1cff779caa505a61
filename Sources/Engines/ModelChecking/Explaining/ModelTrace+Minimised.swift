import CanonicalEncoding

extension ModelTrace {
  /// A trace from the same start that leads to a state that `keeping` accepts, with as few of these steps as can be
  /// found by leaving out more and more of them (ddmin: Zeller and Hildebrandt, "Simplifying and Isolating
  /// Failure-Inducing Input", 2002).
  ///
  /// A step that is not possible any more is skipped, and the trace ends with the first state accepted. No single step
  /// can then be left out; a shorter trace with other steps may exist all the same. A trace that goes on forever, or
  /// whose end is not accepted, comes back as it is.
  ///
  /// - Parameter budget: the number of times that the model is run again. When it is used up, the best trace so far is
  ///   returned.
  /// - Throws: ``ModelError`` if the model cannot say what happens in a state.
  public func minimised(
    in model: M, keeping: (M.State) throws(ModelError) -> Bool, budget: Int = 100_000
  ) throws(ModelError) -> ModelTrace {
    guard cycleStart == nil, try keeping(last) else { return self }
    var runs = TraceRuns(model, budget: budget)
    var best = self
    var first = 0
    while try !keeping(state(after: first)) { first += 1 }
    best.steps.removeLast(steps.count - first)
    var length = (best.steps.count + 1) / 2
    while length > 0 {
      var hasShrunk = false
      var start = 0
      while start < best.steps.count {
        guard runs.budget > 0 else { return best }
        let part = start..<min(start + length, best.steps.count)
        if let shorter = try runs.run(best, without: part, keeping) {
          best = shorter
          hasShrunk = true
        } else {
          start += length
        }
      }
      // Leaving out a single step may allow to leave out one that was tried before.
      if length > 1 || !hasShrunk { length /= 2 }
    }
    return best
  }

  /// The trace with as few of its steps as can be found to show the same about a property of states: that it is false, or that a
  /// possibility comes true. A trace that does not show it, or is about a property of runs, comes back as it is.
  ///
  /// - Parameter budget: as for ``minimised(in:keeping:budget:)``.
  /// - Throws: ``ModelError`` if the model cannot say what happens in a state.
  public func minimised(
    in model: M, showing property: ModelProperty<M.State>, budget: Int = 100_000
  ) throws(ModelError) -> ModelTrace {
    switch property.kind {
    case .always: try minimised(in: model, keeping: { !property.holds($0) }, budget: budget)
    case .sometimes: try minimised(in: model, keeping: property.holds, budget: budget)
    case .endsOnlyIf:
      try minimised(
        in: model,
        keeping: { (state) throws(ModelError) in
          if property.holds(state) { return false }
          return try model.isEnd(state)
        }, budget: budget)
    case .eventually, .leadsTo, .alwaysPossible: self
    }
  }
}

/// Runs a model again and again along parts of a trace.
private struct TraceRuns<M: Model>: ~Copyable {
  let model: M
  var budget: Int
  private var scratch = ByteWriter()

  init(_ model: M, budget: Int) {
    self.model = model
    self.budget = budget
  }

  /// The trace without a part of its steps, up to the first state that is accepted; nil if there is none.
  mutating func run(
    _ trace: ModelTrace<M>, without part: Range<Int>, _ isAccepted: (M.State) throws(ModelError) -> Bool
  ) throws(ModelError) -> ModelTrace<M>? {
    budget -= 1
    var run = trace
    run.steps.removeLast(trace.steps.count - part.lowerBound)
    if try isAccepted(run.last) { return run }
    for index in part.upperBound..<trace.steps.count {
      let step = trace.steps[index]
      guard let ordinal = try ordinal(of: step.action, in: run.last) else { continue }
      guard try run.take(ordinal, in: model, &scratch) else { continue }
      if try isAccepted(run.last) { return run }
    }
    return nil
  }

  /// The place of the first step in scope with an action.
  private func ordinal(of action: M.Action, in state: M.State) throws(ModelError) -> Int? {
    var place = 0
    var found: Int?
    try model.visitSuccessors(of: state) { candidate, successor in
      if candidate == action, model.isInScope(successor) { found = place }
      place += 1
      return found == nil
    }
    return found
  }
}
