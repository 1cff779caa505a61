import ModelChecking

/// A model with its types erased and, where they are known, the counts that a complete search must find.
public struct ModelCheck: Sendable {
  /// The stable name.
  public let id: String

  /// The subsystem that the model belongs to.
  public let subsystem: String

  /// One line about it.
  public let summary: String

  private let search: @Sendable () throws(ModelError) -> Outcome

  private struct Outcome {
    var isIncomplete = false
    var finding: String?
    var states: Int
    var transitions: Int
    var depth: Int
  }

  /// The published size of a model: different states, transitions with initial states and repetitions, and depth.
  public struct Counts: Sendable, Equatable {
    package let states: Int
    package let transitions: Int
    package let depth: Int

    package init(states: Int, transitions: Int, depth: Int) {
      self.states = states
      self.transitions = transitions
      self.depth = depth
    }
  }

  /// What is published; nil when nothing is.
  public let expected: Counts?

  package init<M: Model>(_ id: String, subsystem: String, _ summary: String, expected: Counts?, model: M) {
    self.id = id
    self.subsystem = subsystem
    self.summary = summary
    self.expected = expected
    search = { () throws(ModelError) in
      let report = try Checker(model).run()
      var outcome = Outcome(states: report.states, transitions: report.transitions, depth: report.depth)
      switch report.verdict {
      case .holds: break
      case .violated(let property, let trace):
        let steps = trace.steps.map(\.action.description).joined(separator: ", ")
        outcome.finding = "\(property) is false after \(steps.isEmpty ? "nothing" : steps)"
      case .neverTrue(let property): outcome.finding = "\(property) never comes true"
      case .incomplete: outcome.isIncomplete = true
      }
      return outcome
    }
  }

  /// Searches all states of the model and holds their number against what is published.
  ///
  /// - Parameter clock: seconds since some moment.
  public func run(clock: () -> Double) -> ModelVerdict {
    let start = clock()
    let outcome: Outcome
    do {
      outcome = try search()
    } catch {
      return ModelVerdict(
        id: id, subsystem: subsystem, isIncomplete: false, finding: "\(error)",
        counts: Counts(states: 0, transitions: 0, depth: 0), expected: expected, seconds: clock() - start)
    }
    let counts = Counts(states: outcome.states, transitions: outcome.transitions, depth: outcome.depth)
    var finding = outcome.finding
    if finding == nil, let expected, !outcome.isIncomplete, counts != expected {
      finding = "\(counts), not \(expected)"
    }
    return ModelVerdict(
      id: id, subsystem: subsystem, isIncomplete: outcome.isIncomplete, finding: finding, counts: counts,
      expected: expected, seconds: clock() - start)
  }
}

/// What the search of one model found.
public struct ModelVerdict: Sendable {
  /// The model's id.
  public let id: String
  /// The subsystem that it belongs to.
  public let subsystem: String
  /// Whether a limit ended the search.
  public let isIncomplete: Bool
  /// The property that fails, with a shortest trace, or the counts that differ; nil when all is well.
  public let finding: String?
  /// What was found.
  public let counts: ModelCheck.Counts
  /// What is published.
  public let expected: ModelCheck.Counts?
  /// Wall-clock time of the search.
  public let seconds: Double
}
