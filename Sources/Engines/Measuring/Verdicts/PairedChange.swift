import Foundation

/// What the time ratios of some pairs say.
public struct PairedChange: Sendable, Hashable {
  /// The logarithms of head's time over base's, in the order of measuring.
  public let logarithms: [Double]

  /// The rule that they are judged by.
  public let rule: ChangeRule

  /// The bounds on their median; nil for too few pairs.
  public let bound: MedianBound?

  /// Judges ratios, which are positive and finite.
  public init(ratios: [Double], rule: ChangeRule) {
    self.init(logarithms: ratios.map { log($0) }, rule: rule)
  }

  /// Judges logarithms of ratios, which are finite.
  public init(logarithms: [Double], rule: ChangeRule) {
    self.logarithms = logarithms
    self.rule = rule
    bound = MedianBound(of: logarithms, level: rule.level)
  }

  /// The estimate: 0.05 if the head takes 5 % more time. NaN without pairs.
  public var estimate: Double { expm1(Sample(logarithms).median) }

  /// Between these the change lies, each end being wrong with a chance of the rule's level; infinite for too few pairs.
  public var interval: ClosedRange<Double> {
    bound.map { expm1($0.lower)...expm1($0.upper) } ?? -1...Double.infinity
  }

  /// The verdict of these pairs alone.
  public var verdict: ChangeVerdict {
    guard let bound else { return .undecided }
    if bound.lower > 0, bound.median >= log1p(rule.margin) { return .slower }
    if bound.upper < 0, bound.median <= -log1p(rule.margin) { return .faster }
    let limit = log1p(rule.detection)
    return bound.lower > -limit && bound.upper < limit ? .same : .undecided
  }

  /// The chance of signs as uneven as these, or more so in the same direction, were there no difference.
  public var pValue: Double {
    guard !logarithms.isEmpty else { return 1 }
    let (slower, faster) = (logarithms.count { $0 > 0 }, logarithms.count { $0 < 0 })
    return SignTest.pValue(positives: max(slower, faster), of: logarithms.count)
  }

  /// The pairs after which a verdict would be expected, with a chance of 95 %, if further pairs were like these: the least number by
  /// which either a change or the absence of one would show. Nil if a verdict stands already, or none is in sight.
  ///
  /// Times have heavy tails, so that no normal distribution is assumed: only how often a pair points the other way counts.
  public var pairsNeeded: Int? {
    guard verdict == .undecided, !logarithms.isEmpty else { return nil }
    let limit = log1p(rule.detection)
    let median = Sample(logarithms).median
    let isChange = median.magnitude >= log1p(rule.margin)
    // To say "changed", few enough pairs may point the other way; to say "same", few enough may lie beyond the limit.
    let contrary =
      isChange
      ? [logarithms.count { median > 0 ? $0 <= 0 : $0 >= 0 }]
      : [logarithms.count { $0 >= limit }, logarithms.count { $0 <= -limit }]
    let needs = contrary.map { count in
      // A share of 0 among so few is not a probability of 0: the rule of succession.
      SignTest.pairsNeeded(
        discordance: Double(count + 1) / Double(logarithms.count + 2), level: rule.level, limit: Self.mostPairs)
    }
    return needs.contains(nil) ? nil : needs.compactMap(\.self).max().map { max($0, logarithms.count + 1) }
  }

  /// Nobody waits for more.
  private static let mostPairs = 10_000
}
