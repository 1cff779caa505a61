import ModelChecking

/// What the search of one model found, held against what is expected of it.
public struct ModelVerdict: Sendable {
  /// The model.
  public let check: ModelCheck
  /// What the search found; nil if it could not be run.
  public private(set) var outcome: ModelOutcome?
  /// What is wrong: a property that fails, counts that differ, a model that makes no sense; nil when all is well.
  public internal(set) var finding: String?
  /// Why this way of searching cannot decide the model; nil if it can.
  public internal(set) var undecided: String?
  /// What the rejected mutants do wrong, in their order.
  public private(set) var rejections: [Rejection] = []
  /// The mutants that were not rejected.
  public private(set) var survivors: [String] = []
  /// The mutants that were not searched to their ends.
  public internal(set) var undecidedMutants: [String] = []
  /// Wall-clock time of the search and its mutants'.
  public internal(set) var seconds = 0.0

  /// What a mutant does wrong.
  public struct Rejection: Sendable {
    /// The mutant.
    public let mutant: String
    /// The property that is false.
    public let property: String
    /// The way there.
    public let counterexample: ModelCounterexample?
  }

  init(of check: ModelCheck) { self.check = check }

  /// Whether something is wrong.
  public var isBad: Bool { finding != nil || !survivors.isEmpty }

  /// Whether something is not known.
  public var isIncomplete: Bool {
    if let outcome, !outcome.isComplete { return true }
    return undecided != nil || !undecidedMutants.isEmpty
  }

  /// Whether something is not known because a limit or an interruption came first; walks and bit fields decide
  /// nothing, and are not cut short by that.
  public var isCutShort: Bool {
    switch outcome?.status {
    case .noFaultMet(limit: nil), .noViolationFound: false
    default: isIncomplete
    }
  }

  /// What the verdict rests on: all states, or those that a bit field did not lose.
  var evidence: String {
    if case .noViolationFound = outcome?.status { "bitstate" } else { "exhaustive" }
  }

  /// Mutants that were rejected.
  public var killed: Int { check.mutants.count - survivors.count - undecidedMutants.count }

  mutating func hold(_ outcome: ModelOutcome, foundBy search: ModelSearch) {
    self.outcome = outcome
    finding =
      switch outcome.status {
      case .violated(let property): "\(property) is false"
      case .neverTrue(let property): "\(property) never comes true"
      case .incomplete, .noViolationFound: nil
      case .noFaultMet: check.countsOrbits ? nil : check.expected?.excess(of: outcome)
      case .holds: check.expected?.difference(from: outcome, foundBy: search)
      }
  }

  mutating func hold(
    _ outcome: ModelOutcome, ofMutant id: String, toBreak expected: String, foundBy search: ModelSearch
  ) {
    switch outcome.status {
    // Some ways meet another fault of the mutant first.
    case .violated(let property) where property == expected || !search.findsNearestFault:
      rejections.append(Rejection(mutant: id, property: property, counterexample: outcome.counterexample))
    case .incomplete, .noFaultMet, .noViolationFound: undecidedMutants.append(id)
    case .violated, .holds, .neverTrue: survivors.append(id)
    }
  }
}

extension ModelCheck.Counts {
  /// What walks have met too much, in words: they meet some of the states, and no others.
  fileprivate func excess(of outcome: ModelOutcome) -> String? {
    outcome.states > states ? "walks met \(outcome.states) states, of which there are \(states)" : nil
  }

  /// What an outcome has otherwise, in words; nil if nothing that the search ought to find.
  fileprivate func difference(from outcome: ModelOutcome, foundBy search: ModelSearch) -> String? {
    guard search.findsAllStates else { return nil }
    var differences: [String] = []
    if outcome.states != states { differences.append("\(outcome.states) states, not \(states)") }
    let isReduced = outcome.reduction?.isReduced ?? false
    if let transitions, let found = outcome.transitions, isReduced ? found > transitions : found != transitions {
      differences.append("\(found) transitions, not \(transitions)")
    }
    // Sleep sets go along paths; orbits are found as far from the start as their states.
    if let depth, search.findsDepth, outcome.reduction != .sleepSets, let found = outcome.depth, found != depth {
      differences.append("depth \(found), not \(depth)")
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }
}
