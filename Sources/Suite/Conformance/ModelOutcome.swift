import ModelChecking

/// What a search, or random walks, found out about a model, whatever its type.
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
    /// Walks met nothing wrong, which decides nothing. All were taken unless a limit is named.
    case noFaultMet(limit: SearchLimits.Kind?)
  }

  /// How far walks went.
  public struct Walked: Sendable, Equatable {
    /// Walks begun.
    public let walks: Int
    /// Steps taken by all of them.
    public let steps: Int
    /// Properties of which they cannot say, and possibilities that never came true.
    public let undecided: [String]
  }

  /// The answer.
  public let status: Status
  /// Different states.
  public private(set) var states: Int
  /// Generated successors, initial states and repetitions included; nil for walks.
  public let transitions: Int?
  /// Steps that leave the model's scope and were not followed.
  public private(set) var stepsOutOfScope = 0
  /// States on the longest of the shortest paths; nil for walks.
  public let depth: Int?
  /// Bytes of the store, the links and the largest frontier, a state.
  public let bytesPerState: Double
  /// States expected to have been missed; nil for walks, which miss what they please.
  public let expectedOmissions: Double?
  /// How far walks went; nil for a search.
  public let walked: Walked?
  /// Classes of actions that were never possible.
  public let neverEnabled: [String]
  /// Properties that hold for want of an occasion.
  public let vacuous: [String]
  /// What became of the reduction that was asked for; nil if none was.
  public internal(set) var reduction: ModelReduction.Use?
  /// States that the orbits stand for, where orbits are counted as states.
  public var statesStoodFor: Int?
  /// The way to a state or run that breaks a property.
  public let counterexample: ModelCounterexample?

  /// Whether the question is answered.
  var isComplete: Bool {
    switch status {
    case .holds, .violated, .neverTrue: true
    case .incomplete, .noFaultMet, .noViolationFound: false
    }
  }

  /// - Parameter counterexample: the trace of the verdict, told in the model's own states.
  init<M: Model>(_ report: SearchReport<M>, counterexample: (ModelTrace<M>, _ property: String) -> ModelCounterexample?)
  {
    states = report.states
    transitions = report.transitions
    stepsOutOfScope = report.stepsOutOfScope
    depth = report.depth
    bytesPerState = report.bytesPerState
    expectedOmissions = report.expectedOmissions
    neverEnabled = report.neverEnabled
    vacuous = report.vacuous
    walked = nil
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

  /// What a search of orbits found, which it counts as states; the counterexample is told in the model's own states.
  init<M: SymmetricModel>(_ report: OrbitReport<M>, of id: String, _ model: M) {
    self.init(report.orbits) { _, property in
      report.counterexample.map { ModelCounterexample($0.trace, to: property, of: id, model) }
    }
  }

  /// The same with the number of states that its own stand for.
  func countingStates(_ states: Int) -> ModelOutcome {
    var outcome = self
    outcome.states = states
    return outcome
  }

  /// - Parameter counterexample: the trace of the verdict, if there is one.
  init<M: Model>(_ report: WalkReport<M>, _ counterexample: ModelCounterexample?) {
    switch report.verdict {
    case .violated(let property, _): status = .violated(property: property)
    case .incomplete(let limit): status = .noFaultMet(limit: limit)
    }
    states = report.states
    bytesPerState = Double(report.bytes) / Double(max(report.states, 1))
    walked = Walked(walks: report.walks, steps: report.steps, undecided: report.undecided)
    (transitions, depth, expectedOmissions, neverEnabled, vacuous) = (nil, nil, nil, [], [])
    self.counterexample = counterexample
  }
}
