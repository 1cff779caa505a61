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
  /// The mutants that were not rejected.
  public private(set) var survivors: [String] = []
  /// The mutants that were not searched to their ends.
  public internal(set) var undecidedMutants: [String] = []
  /// Wall-clock time of the search and its mutants'.
  public internal(set) var seconds = 0.0

  init(of check: ModelCheck) { self.check = check }

  /// Whether something is wrong.
  public var isBad: Bool { finding != nil || !survivors.isEmpty }

  /// Whether something is not known.
  public var isIncomplete: Bool {
    if let outcome, !outcome.isComplete { return true }
    return undecided != nil || !undecidedMutants.isEmpty
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
      case .holds: check.expected?.difference(from: outcome, foundBy: search)
      }
  }

  mutating func hold(_ outcome: ModelOutcome, ofMutant id: String, toBreak property: String) {
    switch outcome.status {
    case .violated(property): break
    case .incomplete, .noViolationFound: undecidedMutants.append(id)
    default: survivors.append(id)
    }
  }
}

extension ModelCheck.Counts {
  /// What an outcome has otherwise, in words; nil if nothing that the search ought to find.
  fileprivate func difference(from outcome: ModelOutcome, foundBy search: ModelSearch) -> String? {
    guard search.findsAllStates else { return nil }
    var differences: [String] = []
    if outcome.states != states { differences.append("\(outcome.states) states, not \(states)") }
    if let transitions, outcome.transitions != transitions {
      differences.append("\(outcome.transitions) transitions, not \(transitions)")
    }
    if let depth, search.findsDepth, outcome.depth != depth {
      differences.append("depth \(outcome.depth), not \(depth)")
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }
}
