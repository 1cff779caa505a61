import Latencies

extension LatencySummary {
  /// Minimum, median, 90th percentile, maximum.
  var values: [Double] { [minimum, median, p90, maximum] }
}
