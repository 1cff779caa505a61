import Randomness

/// What the check of a property found.
public struct CheckReport<Value> {
  /// The answer.
  public enum Verdict {
    /// All cases were good.
    case passed
    /// A case was bad.
    case falsified(Counterexample<Value>)
    /// A label is borne by too small a share of the cases.
    case uncovered(label: String, share: Double, required: Double)
    /// The generator is of no use.
    case unhealthy(HealthProblem)
    /// Time ran out or the check was interrupted before all cases were judged; those that were judged were good.
    case incomplete
  }

  /// The answer.
  public let verdict: Verdict

  /// Where the random numbers came from.
  public let seed: Seed

  /// Cases that were judged, those while shrinking not counted.
  public let cases: Int

  /// Cases that were given up.
  public let discarded: Int

  /// How many cases bear each label.
  public let labels: [String: Int]

  /// The highest score that a case had.
  public let bestScore: Double?

  /// Stored failures that do not fail any more.
  public let mended: Int

  /// What was wrong with stored failures, which were passed over.
  public let warnings: [String]

  /// The bad case.
  public var counterexample: Counterexample<Value>? {
    if case .falsified(let counterexample) = verdict { counterexample } else { nil }
  }

  /// Whether all cases were judged and good.
  public var isGood: Bool { if case .passed = verdict { true } else { false } }
}

/// The simplest case found in which a property fails.
public struct Counterexample<Value> {
  /// What was generated.
  public let value: Value

  /// How the property failed.
  public let failure: Failure

  /// What else was drawn or noted while the case was judged.
  public let notes: [String]

  /// The choices, which bring the case back.
  public let choices: ChoiceString

  /// The number of the case that failed first; nil if it was a stored or a given one.
  public let number: Int?

  /// How often the property was evaluated to make the case simpler.
  public let shrinks: Int

  /// Whether the budget ended that work.
  public let isCutShort: Bool

  /// The value as text.
  public var text: String { ReadableText.of(value) }
}

extension CheckReport: CustomStringConvertible {
  /// The verdict in a few lines, with what is needed to see it again.
  public var description: String {
    switch verdict {
    case .passed: return "passed \(cases) cases\(discardedText)"
    case .incomplete: return "not all cases judged: \(cases) were good\(discardedText)"
    case .uncovered(let label, let share, let required):
      return "\"\(label)\" is borne by \(Self.percent(share)) of \(cases) cases, not by \(Self.percent(required))"
    case .unhealthy(let problem): return "the generator is \(problem.kind.rawValue): \(problem)"
    case .falsified(let found):
      let origin = found.number.map { "case \($0 + 1) from seed \(seed)" } ?? "the case given"
      let work = found.shrinks == 0 ? "" : ", made simpler in \(found.shrinks) evaluations"
      return
        (["falsified by \(found.text)", "  \(found.failure.message)"] + found.notes.map { "  \($0)" }
        + ["  \(origin)\(work)\(found.isCutShort ? " and cut short" : ""); choices \(found.choices)"])
        .joined(separator: "\n")
    }
  }

  private var discardedText: String { discarded == 0 ? "" : ", gave up \(discarded)" }

  /// The labels with their shares, the most frequent first.
  public var distribution: [(label: String, share: Double)] {
    labels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key, cases == 0 ? 0 : Double($0.value) / Double(cases)) }
  }

  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
