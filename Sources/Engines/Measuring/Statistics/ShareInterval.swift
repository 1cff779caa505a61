/// A share that was seen in some trials, with the exact interval in which the true one lies: of all shares, those under which what was seen
/// is not too rare on either side (Clopper and Pearson 1934).
public struct ShareInterval: Sendable, Hashable {
  /// The share seen; NaN without trials.
  public let estimate: Double
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// `successes` of `trials`, which are independent of each other. The interval holds the true share with a probability of at least
  /// `confidence`.
  public init(successes: Int, of trials: Int, confidence: Double = 0.95) {
    precondition((0...max(trials, 0)).contains(successes), "no more trials succeed than there are")
    self.init(
      estimate: Double(successes) / Double(trials), fewest: successes, most: successes, of: trials,
      confidence: confidence)
  }

  /// A share that was found in another way than by counting independent trials, and is as certain as if it had been found in
  /// `trials` of them: the interval is that of the next whole numbers of successes below and above.
  public init(share: Double, ofIndependent trials: Int, confidence: Double = 0.95) {
    precondition((0...1).contains(share) && trials >= 0, "a share of some trials lies between 0 and 1")
    let successes = share * Double(trials)
    self.init(
      estimate: trials == 0 ? .nan : share, fewest: Int(successes.rounded(.down)), most: Int(successes.rounded(.up)),
      of: trials, confidence: confidence)
  }

  private init(estimate: Double, fewest: Int, most: Int, of trials: Int, confidence: Double) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    self.estimate = estimate
    let tail = (1 - confidence) / 2
    low =
      fewest == 0
      ? 0 : Self.share { Binomial(trials: trials, probability: $0).atLeast(fewest) <= tail }
    high =
      most == trials
      ? 1 : Self.share { Binomial(trials: trials, probability: $0).atMost(most) > tail }
  }

  /// The largest share that satisfies what holds up to some share, to 2^-40.
  private static func share(where holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
