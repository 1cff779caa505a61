import Randomness

/// An estimate with the interval in which it probably lies, by the percentile bootstrap (Efron 1979): the statistic
/// of many samples drawn from the sample itself, with replacement, and of those the middle share.
///
/// It says how much the estimate owes to chance within this sample; a bias that all values share stays unseen. Below
/// some ten values the interval is known to be too narrow.
///
/// Of pairs, resample the differences or log-ratios. Such an interval is for display: to decide, take ``MedianBound``,
/// whose level is exact where this one's far ends are only roughly as rare as they say.
public struct BootstrapInterval: Sendable, Hashable {
  /// The statistic of the sample itself.
  public let estimate: Double

  /// The lower end, a type 7 quantile of the resampled statistics.
  public let low: Double

  /// The upper end.
  public let high: Double

  /// The share of resampled statistics between the ends, ties aside.
  public let confidence: Double

  /// Resamples `values` as a whole `resamples` times, which takes O(resamples * count) and the statistic's time.
  ///
  /// Nil when there are fewer than two values, which have no spread to learn from, or when the statistic is NaN for
  /// one of the samples. Equal values give an interval of no width.
  ///
  /// - Parameter statistic: of values in any order; the mean unless said otherwise.
  public init?(
    of values: [Double], resamples: Int = 2_000, confidence: Double = 0.95,
    using generator: inout some RandomNumberGenerator, statistic: ([Double]) -> Double = Sample.mean
  ) {
    precondition(resamples >= 1, "a bootstrap takes a resample or more")
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    guard values.count >= 2 else { return nil }
    estimate = statistic(values)
    guard !estimate.isNaN else { return nil }

    var statistics: [Double] = []
    statistics.reserveCapacity(resamples)
    var resample = values
    for _ in 0..<resamples {
      for index in resample.indices { resample[index] = values[generator.below(values.count)] }
      statistics.append(statistic(resample))
    }
    guard !statistics.contains(where: \.isNaN) else { return nil }

    let distribution = Sample(statistics)
    low = distribution.quantile((1 - confidence) / 2)
    high = distribution.quantile((1 + confidence) / 2)
    self.confidence = confidence
  }
}
