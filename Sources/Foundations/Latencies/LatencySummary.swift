/// The distribution of the latencies between different hosts, in milliseconds.
public struct LatencySummary: Sendable, Hashable {
  /// The smallest latency.
  public let minimum: Double
  /// Half of the latencies are below.
  public let median: Double
  /// Nine tenths of the latencies are below.
  public let p90: Double
  /// The largest latency.
  public let maximum: Double
}

extension LatencyMatrix {
  /// Minimum, median, 90th percentile and maximum over all ordered pairs of different hosts. O(n² log n).
  ///
  /// Percentiles interpolate linearly between neighbouring values.
  public var summary: LatencySummary {
    var latencies: [Double] = []
    latencies.reserveCapacity(count * (count - 1))
    for host in 0..<count {
      latencies += cells[host * count..<host * count + host]
      latencies += cells[host * count + host + 1..<(host + 1) * count]
    }
    latencies.sort()
    return LatencySummary(
      minimum: latencies[0], median: quantile(0.5, of: latencies), p90: quantile(0.9, of: latencies),
      maximum: latencies[latencies.count - 1])
  }
}

/// The value that a share of the ascending `values` lies below, interpolated linearly.
func quantile(_ share: Double, of values: [Double]) -> Double {
  let position = share * Double(values.count - 1)
  let lower = Int(position)
  let upper = min(lower + 1, values.count - 1)
  return values[lower] + (position - Double(lower)) * (values[upper] - values[lower])
}
