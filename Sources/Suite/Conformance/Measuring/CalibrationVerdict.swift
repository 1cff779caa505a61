import Foundation
import Measuring

/// What became of slow-downs of one size under one condition.
public struct CalibrationVerdict: Sendable {
  /// What the machine did besides.
  public let condition: Calibration.Condition

  /// The slow-down, in per cent.
  public let injected: Int

  /// The rule that was tried.
  public let rule: ChangeRule

  /// Seconds that its pairs took.
  public let seconds: Double

  /// Pairs measured.
  public let pairs: Int

  /// The typical spread of a pair: the standard deviation that a normal distribution with the same quartiles has, as a share.
  public let spread: Double

  /// The estimate of all pairs together: 0.05 for 5 %.
  public let estimate: Double

  /// How often the procedure said *slower*.
  public let slower: ShareInterval

  /// How often it said *faster*.
  public let faster: ShareInterval

  /// How often it said *same*.
  public let same: ShareInterval

  /// Times that the procedure was tried, on stretches of pairs that overlap.
  public let trials: Int

  /// Stretches that share no pair; as many independent trials are behind the intervals.
  public let independentTrials: Int

  /// The share of slow-downs by 5 % that are to be found, with one processor held.
  public static let wantedPower = 0.95

  /// The share of alarms that is allowed where nothing was changed.
  public static let allowedAlarms = 0.01

  /// Applies the procedure to all stretches of pairs that are long enough, one beginning every few pairs.
  package init(
    _ condition: Calibration.Condition, injected: Int, logarithms: [Double], seconds: Double, rule: ChangeRule
  ) {
    self.condition = condition
    self.seconds = seconds
    self.rule = rule
    self.injected = injected
    pairs = logarithms.count
    let sample = Sample(logarithms)
    spread = pairs < 4 ? .nan : (sample.quantile(0.75) - sample.quantile(0.25)) / 1.349
    estimate = expm1(sample.median)
    let length = rule.pairs + rule.confirmations
    var counts: [ChangeVerdict: Int] = [:]
    var trials = 0
    for start in stride(from: 0, through: logarithms.count - length, by: 5) {
      trials += 1
      counts[Self.verdict(logarithms[start..<start + length], rule), default: 0] += 1
    }
    self.trials = trials
    independentTrials = logarithms.count / length
    (slower, faster, same) = (
      Self.share(counts[.slower], trials, independentTrials), Self.share(counts[.faster], trials, independentTrials),
      Self.share(counts[.same], trials, independentTrials)
    )
  }

  /// What would have been said, had these been the pairs: the first ones raise a suspicion, the others alone confirm it.
  private static func verdict(_ logarithms: ArraySlice<Double>, _ rule: ChangeRule) -> ChangeVerdict {
    let suspicion = PairedChange(logarithms: Array(logarithms.prefix(rule.pairs)), rule: rule)
    let confirmation = PairedChange(logarithms: Array(logarithms.dropFirst(rule.pairs)), rule: rule)
    return suspicion.verdict.confirmed(by: confirmation.verdict)
  }

  /// The share among all stretches, with the interval that as many independent ones would have had.
  private static func share(_ count: Int?, _ trials: Int, _ independent: Int) -> ShareInterval {
    let share = trials == 0 ? 0 : Double(count ?? 0) / Double(trials)
    return ShareInterval(share: share, ofIndependent: independent)
  }

  /// The stable name: `measuring.calibration.pinned.5`.
  public var id: String { "\(MeasuringWorkloads.calibration).\(condition.rawValue).\(injected)" }

  /// What is wanted of this row; nil where nothing is.
  private var isMet: Bool? {
    switch injected {
    case 0: slower.estimate + faster.estimate <= Self.allowedAlarms
    case 5 where condition == .pinned: slower.estimate >= Self.wantedPower
    default: nil
    }
  }

  /// Whether too few slow-downs were found, or too many told.
  public var isBad: Bool { trials > 0 && isMet == false }

  /// Whether there were too few pairs for a single trial.
  public var isIncomplete: Bool { trials == 0 }

  /// One word for the table.
  public var status: String {
    if isIncomplete { return "incomplete" }
    return isMet.map { $0 ? "holds" : "missed" } ?? "seen"
  }
}

extension CalibrationVerdict {
  /// What is known by the calibration, in words.
  static func summary(_ verdicts: [CalibrationVerdict]) -> [String] {
    guard let first = verdicts.first else { return [] }
    let short = verdicts.filter(\.isIncomplete).map(\.id)
    return [
      "calibration: \(first.rule.pairs) pairs raise a suspicion and \(first.rule.confirmations) fresh ones confirm it; wanted are \(Int(100 * wantedPower)) % of 5 % found while pinned, and at most \(Int(100 * allowedAlarms)) % alarms.",
      "Intervals are those of as many trials as share no pair: \(verdicts.map { "\($0.independentTrials)" }.joined(separator: ", ")).",
    ]
      + (short.isEmpty
        ? [] : ["Too few pairs for a trial of \(short.joined(separator: ", ")): a larger --budget is needed."])
  }
}
