import ModelChecking

/// What a search may leave out, because something that it does visit stands for it.
public enum ModelReduction: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// States that renaming makes of others, in models that say which processes are alike.
  case symmetry
  /// The other order of steps that do not touch each other, in models that say what steps touch.
  case sleep

  /// What became of a reduction that was asked for.
  public enum Use: Sendable, Equatable {
    /// So many orbits were visited for all states.
    case orbits(Int)
    /// All states were visited, by fewer steps.
    case sleepSets
    /// The model does not declare what the reduction needs; it was searched whole.
    case notDeclared
    /// The model has properties of runs, which need all steps; it was searched whole.
    case notForRuns

    /// Whether the search was a reduced one.
    public var isReduced: Bool { self != .notDeclared && self != .notForRuns }
  }
}

extension ModelReduction {
  /// Searches a model that declares the reduction, and says what became of it. The outcome is nil if the model must be searched whole.
  func run<M: Model>(on model: M, id: String, _ search: ModelSearch) throws -> (outcome: ModelOutcome?, use: Use?) {
    let reduced: (() throws -> (ModelOutcome, Use))?
    switch self {
    case .none: return (nil, nil)
    case .symmetry:
      reduced = (model as? any SymmetricModel).map { model in { try onOrbits(of: model, id: id, search) } }
    case .sleep:
      reduced = (model as? any FootprintModel).map { model in { try withSleepSets(in: model, id: id, search) } }
    }
    guard let reduced else { return (nil, .notDeclared) }
    guard model.properties.allSatisfy(\.kind.isAboutStates) else { return (nil, .notForRuns) }
    return try reduced()
  }

  private func onOrbits<M: SymmetricModel>(
    of model: M, id: String, _ search: ModelSearch
  ) throws -> (ModelOutcome, Use) {
    let report = try search.checker(of: model).runOnOrbits(isInterrupted: search.isInterrupted)
    let outcome = ModelOutcome(report, of: id, model)
    // Where there are too many to be counted, the orbits are.
    return (report.states.map(outcome.countingStates) ?? outcome, .orbits(outcome.states))
  }

  private func withSleepSets<M: FootprintModel>(
    in model: M, id: String, _ search: ModelSearch
  ) throws -> (ModelOutcome, Use) {
    let report = try search.checker(of: model).runWithSleepSets(isInterrupted: search.isInterrupted)
    let outcome = ModelOutcome(report) { trace, property in ModelCounterexample(trace, to: property, of: id, model) }
    return (outcome, .sleepSets)
  }
}
