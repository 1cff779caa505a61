import ModelChecking

/// What the search of one model found, held against what is expected of it.
public struct ModelVerdict: Sendable {
  /// The model.
  public let check: ModelCheck
  /// What the search found; nil if it could not be run.
  public let outcome: ModelOutcome?
  /// What is wrong: a property that fails, counts that differ, a model that makes no sense; nil when all is well.
  public let finding: String?
  /// The mutants that were not rejected.
  public let survivors: [String]
  /// Wall-clock time of the search and its mutants'.
  public let seconds: Double

  init(check: ModelCheck, outcome: ModelOutcome, isExact: Bool, survivors: [String], seconds: Double) {
    self.check = check
    self.outcome = outcome
    self.seconds = seconds
    switch outcome.status {
    case .violated(let property): finding = "\(property) is false"
    case .neverTrue(let property): finding = "\(property) never comes true"
    case .incomplete: finding = nil
    case .holds: finding = isExact ? check.expected?.difference(from: outcome) : nil
    }
    // A search cut short says nothing of the mutants, which were searched as far.
    if case .incomplete = outcome.status { self.survivors = [] } else { self.survivors = survivors }
  }

  init(check: ModelCheck, error: any Error, seconds: Double) {
    self.check = check
    outcome = nil
    finding = "\(error)"
    survivors = []
    self.seconds = seconds
  }

  /// Whether something is wrong.
  public var isBad: Bool { finding != nil || !survivors.isEmpty }

  /// Whether a limit ended the search.
  public var isIncomplete: Bool {
    if case .incomplete = outcome?.status { true } else { false }
  }
}

extension ModelCheck.Counts {
  /// What an outcome has otherwise, in words; nil if nothing.
  func difference(from outcome: ModelOutcome) -> String? {
    var differences: [String] = []
    if outcome.states != states { differences.append("\(outcome.states) states, not \(states)") }
    if let transitions, outcome.transitions != transitions {
      differences.append("\(outcome.transitions) transitions, not \(transitions)")
    }
    if let depth, outcome.depth != depth { differences.append("depth \(outcome.depth), not \(depth)") }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }
}
