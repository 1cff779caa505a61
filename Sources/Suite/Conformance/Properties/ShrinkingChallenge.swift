import PropertyTesting
import Randomness

/// A false property whose simplest counterexample is known, to measure a shrinker by.
///
/// The public suite that other engines are measured by: https://github.com/jlink/shrinking-challenge. Generators are as that
/// repository gives them, integers having 64 bits.
public struct ShrinkingChallenge: Sendable {
  /// The stable name: `properties.bound5`.
  public let id: String

  /// What the property says, and what the simplest counterexample is.
  public let summary: String

  /// The passes of the shrinker without which the challenge cannot be met.
  private let neededPasses: [ShrinkPass]

  /// What the engine lacks in each of the mutants that the challenge must notice: all passes, or one that it needs.
  public var mutants: [String] { ["every pass"] + neededPasses.map(\.rawValue) }

  /// The share of runs that must end in a wanted counterexample, 0...1.
  public static let wantedShare = 0.95

  /// The runs that are made unless told otherwise.
  public static let runs = 100

  private let attempt: @Sendable (Seed, [ShrinkPass]) -> Attempt

  /// What one run ended in.
  struct Attempt {
    let text: String
    let isWanted: Bool
    let evaluations: Int
  }

  init<Value>(
    _ name: String, _ summary: String, _ generator: Generator<Value>, needs passes: [ShrinkPass] = [],
    wanted: @escaping @Sendable (Value) -> Bool, property: @escaping @Sendable (Value) throws -> Void
  ) {
    id = "properties.\(name)"
    self.summary = summary
    neededPasses = passes
    attempt = { seed, passes in
      // Some faults are rare; to find them is not what is measured.
      var settings = CheckSettings(cases: 50_000, seed: seed)
      settings.tolerated = [.wasteful, .large]
      settings.passes = passes
      let report = PropertyCheck(name, generator, settings: settings) { value, _ in try property(value) }.run()
      guard let found = report.counterexample else {
        return Attempt(text: "\(report)", isWanted: false, evaluations: 0)
      }
      return Attempt(text: found.text, isWanted: wanted(found.value), evaluations: found.shrinks)
    }
  }

  /// Meets the challenge from one seed after another, and by each mutant of the engine.
  ///
  /// - Parameter settings: of which the number of cases and what concerns shrinking do not matter.
  public func run(_ settings: LawSettings, runs: Int = Self.runs) -> ChallengeVerdict {
    let (start, isOver) = (settings.clock(), settings.isOver)
    func outcome(_ passes: [ShrinkPass], _ runs: Int) -> ChallengeOutcome {
      var outcome = ChallengeOutcome()
      for number in 0..<runs where !isOver() {
        outcome.add(attempt(settings.seed.child(id, UInt64(number)), passes))
      }
      return outcome
    }
    let whole = outcome(ShrinkPass.allCases, runs)
    // The last resort finds by luck what a pass finds by design.
    let crippled = neededPasses.map { pass in ShrinkPass.allCases.filter { $0 != pass && $0 != .resample } }
    let survivors = zip(mutants, [[]] + crippled).filter { _, passes in
      outcome(passes, min(runs, 20)).share >= Self.wantedShare
    }
    return ChallengeVerdict(
      challenge: self, outcome: whole, survivors: survivors.map(\.0), isIncomplete: isOver() || whole.runs < runs,
      seconds: settings.clock() - start)
  }
}

/// What the runs of a challenge ended in.
public struct ChallengeOutcome: Sendable {
  /// Runs made.
  public private(set) var runs = 0
  /// Runs that ended in a wanted counterexample.
  public private(set) var hits = 0
  /// Evaluations of the property while shrinking, in all runs.
  public private(set) var evaluations = 0
  /// How often each counterexample was the end.
  public private(set) var results: [String: Int] = [:]

  /// The share of hits.
  public var share: Double { runs == 0 ? 0 : Double(hits) / Double(runs) }

  /// Evaluations in a run, on average.
  public var meanEvaluations: Double { runs == 0 ? 0 : Double(evaluations) / Double(runs) }

  /// The most frequent unwanted end.
  public private(set) var miss: String?

  mutating func add(_ attempt: ShrinkingChallenge.Attempt) {
    runs += 1
    hits += attempt.isWanted ? 1 : 0
    evaluations += attempt.evaluations
    results[attempt.text, default: 0] += 1
    if !attempt.isWanted, results[attempt.text, default: 0] > miss.flatMap({ results[$0] }) ?? 0 { miss = attempt.text }
  }
}

/// Whether a challenge is met.
public struct ChallengeVerdict: Sendable {
  /// The challenge.
  public let challenge: ShrinkingChallenge
  /// What its runs ended in.
  public let outcome: ChallengeOutcome
  /// The mutants that met the challenge all the same, by what they lack.
  public let survivors: [String]
  /// Whether time ran out.
  public let isIncomplete: Bool
  /// Wall-clock time.
  public let seconds: Double

  /// Whether too few runs ended as wanted, or the absence of a pass went unnoticed.
  public var isBad: Bool { !isIncomplete && (outcome.share < ShrinkingChallenge.wantedShare || !survivors.isEmpty) }
}
