import Measuring
import Randomness

/// The verdicts of a run of checks.
public struct VerificationReport: Sendable {
  /// One verdict for each law that was run, in order.
  public let verdicts: [LawVerdict]

  /// One verdict for each model that was searched, in order.
  public let models: [ModelVerdict]

  /// One verdict for each challenge of the shrinker that was run, in order.
  public let challenges: [ChallengeVerdict]

  /// One verdict for each slow-down and condition of a calibration, if one was made.
  public var calibrations: [CalibrationVerdict] = []

  /// Whether models were walked through at random instead of being searched.
  public let isWalk: Bool

  /// Laws that the budget did not reach.
  public let unreached: [LawCheck]

  /// Models that the budget did not reach.
  public let unreachedModels: [ModelCheck]

  /// Challenges that the budget did not reach.
  public let unreachedChallenges: [ShrinkingChallenge]

  /// Runs checks one after another until all are done or `budget` seconds are over.
  public init(
    running checks: [LawCheck], challenges: [ShrinkingChallenge] = [], models: [ModelCheck] = [],
    search: ModelSearch = ModelSearch(), laws: LawSettings, budget: Double?, progress: (String) -> Void
  ) {
    let stopwatch = Stopwatch()
    var laws = laws
    laws.deadline = budget
    laws.clock = { stopwatch.seconds }
    laws.isInterrupted = search.isInterrupted
    var verdicts: [LawVerdict] = []
    for check in checks {
      if search.isInterrupted() { break }
      if let budget, stopwatch.seconds > budget { break }
      progress("\(verdicts.count + 1)/\(checks.count) \(check.id)")
      verdicts.append(check.run(laws))
    }
    var met: [ChallengeVerdict] = []
    for challenge in challenges {
      if search.isInterrupted() { break }
      if let budget, stopwatch.seconds > budget { break }
      progress("\(met.count + 1)/\(challenges.count) \(challenge.id)")
      met.append(challenge.run(laws))
    }
    var searched: [ModelVerdict] = []
    for model in models {
      if search.isInterrupted() { break }
      var search = search
      if let budget {
        let left = budget - stopwatch.seconds
        guard left > 0 else { break }
        search.limits.seconds = min(search.limits.seconds, left)
      }
      progress("\(searched.count + 1)/\(models.count) \(model.id)")
      searched.append(model.run(search) { stopwatch.seconds })
    }
    self.verdicts = verdicts
    self.models = searched
    isWalk = search.walks != nil
    unreachedModels = Array(models.dropFirst(searched.count))
    unreached = Array(checks.dropFirst(verdicts.count))
    self.challenges = met
    unreachedChallenges = Array(challenges.dropFirst(met.count))
  }

  /// Whether a law is violated, a mutant survived, a challenge is not met or a model fails; what the budget cut short counts as none
  /// of these.
  public var isBad: Bool {
    verdicts.contains(where: \.isBad) || challenges.contains(where: \.isBad) || models.contains(where: \.isBad)
      || calibrations.contains(where: \.isBad)
  }

  /// Whether something that was asked for is not known. Walks that were all taken have done what was asked.
  public var isIncomplete: Bool {
    let isCut =
      verdicts.contains(where: \.isIncomplete) || challenges.contains(where: \.isIncomplete)
      || models.contains(where: \.isCutShort) || calibrations.contains(where: \.isIncomplete)
    return isCut || !unreached.isEmpty || !unreachedChallenges.isEmpty || !unreachedModels.isEmpty
  }

  /// The simplest case in which each mutant was noticed, and how to see it again.
  public var examples: [String] {
    verdicts.flatMap(\.rejections).flatMap { example in
      [
        "\(example.law) rejects \(example.specimen): \(example.example): \(example.finding)",
        "  ivce replay \(example.token)",
      ]
    }
  }
}
