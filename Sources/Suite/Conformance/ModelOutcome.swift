import ModelChecking

/// What a search found out about a model, whatever its type.
public struct ModelOutcome: Sendable {
  /// The answer.
  public enum Status: Sendable, Equatable {
    /// Every property holds in all states.
    case holds
    /// A search that may miss states found no property false, which decides nothing.
    case noViolationFound(expectedOmissions: Double)
    /// A property is false; the counterexample shows it.
    case violated(property: String)
    /// A possibility never came true.
    case neverTrue(property: String)
    /// A limit was reached.
    case incomplete(limit: SearchLimits.Kind, completeToDepth: Int)
  }

  /// The answer.
  public let status: Status
  /// Different states.
  public let states: Int
  /// Generated successors, initial states and repetitions included.
  public let transitions: Int
  /// States on the longest of the shortest paths.
  public let depth: Int
  /// Bytes of the store, the links and the largest frontier, a state.
  public let bytesPerState: Double
  /// States expected to have been missed.
  public let expectedOmissions: Double
  /// Classes of actions that were never possible.
  public let neverEnabled: [String]
  /// Properties that hold for want of an occasion.
  public let vacuous: [String]
  /// States that the states of a reduced search stand for.
  public var statesStoodFor: Int?
  /// The way to a state or run that breaks a property.
  public let counterexample: ModelCounterexample?

  /// Whether the question is answered.
  var isComplete: Bool {
    switch status {
    case .holds, .violated, .neverTrue: true
    case .incomplete, .noViolationFound: false
    }
  }

  /// - Parameter counterexample: the trace of the verdict, told in the model's own states.
  init<M: Model>(_ report: SearchReport<M>, counterexample: (ModelTrace<M>, _ property: String) -> ModelCounterexample?)
  {
    states = report.states
    transitions = report.transitions
    depth = report.depth
    bytesPerState = report.bytesPerState
    expectedOmissions = report.expectedOmissions
    neverEnabled = report.neverEnabled
    vacuous = report.vacuous
    switch report.verdict {
    case .holds: status = .holds
    case .noViolationFound(let omissions): status = .noViolationFound(expectedOmissions: omissions)
    case .violated(let property, _): status = .violated(property: property)
    case .neverTrue(let property): status = .neverTrue(property: property)
    case .incomplete(let limit, let depth): status = .incomplete(limit: limit, completeToDepth: depth)
    }
    if case .violated(let property, let trace) = report.verdict {
      self.counterexample = counterexample(trace, property)
    } else {
      self.counterexample = nil
    }
  }
}
