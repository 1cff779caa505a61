import Foundation
import Measuring

extension [JMHResult] {
  static func run(_ results: [JMHResult], id: UUID, started: Date) throws -> StoredRun {
    var configuration: [String: String] = [:]
    configuration["jdk"] = results.compactMap(\.jdkVersion).first
    configuration["vm"] = results.compactMap(\.vmName).first
    return StoredRun(
      id: id, started: started, command: "",
      program: "JMH" + (results.compactMap(\.jmhVersion).first.map { " " + $0 } ?? " format"),
      revision: nil, isModified: false, seed: 0,
      machine: Machine(processor: "unknown processor", cores: 0, memory: nil, operatingSystem: "unknown system"),
      configuration: configuration, series: results.flatMap(\.series))
  }

  /// One result for each kernel and size, its time before its rate before all else; what has no values is left out.
  init(_ run: StoredRun) {
    var groups: [JMHResult.Subject: [StoredSeries]] = [:]
    for series in run.series where !series.values.isEmpty {
      groups[.init(kernel: series.kernel, size: series.size), default: []].append(series)
    }
    self = groups.sorted { $0.key < $1.key }.compactMap { subject, series in JMHResult(subject, series) }
  }
}

extension JMHResult {
  fileprivate struct Subject: Hashable, Comparable {
    let kernel: String
    let size: Int?

    static func < (left: Self, right: Self) -> Bool {
      (left.kernel, left.size ?? -1) < (right.kernel, right.size ?? -1)
    }
  }

  /// What is measured of it: the primary metric by its unit, the others by their names.
  fileprivate var series: [StoredSeries] {
    let (metric, factor) = Self.standardUnits[primaryMetric.scoreUnit] ?? (primaryMetric.scoreUnit, 1)
    let primary = stored(
      primaryMetric, metric: metric, factor: factor, unit: "operation", prefersLarger: mode == "thrpt")
    let secondary = (secondaryMetrics ?? [:]).sorted { $0.key < $1.key }.map { name, metric in
      let known = HarnessMetric.titled(name)
      return stored(
        metric, metric: known?.metric ?? name, factor: known?.measure == .time && metric.scoreUnit == "μs" ? 1_000 : 1,
        unit: known == nil && metric.scoreUnit != name ? metric.scoreUnit : "operation",
        prefersLarger: known?.measure == .rate)
    }
    return [primary] + secondary
  }

  private func stored(
    _ values: Metric, metric: String, factor: Double, unit: String, prefersLarger: Bool
  ) -> StoredSeries {
    var others = params ?? [:]
    let size = others["size"].flatMap { Int($0) }
    if size != nil { others["size"] = nil }
    let suffix =
      others.isEmpty
      ? "" : " (" + others.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + ")"
    return StoredSeries(
      kernel: benchmark + suffix, size: size, metric: metric, unit: unit, prefersLarger: prefersLarger,
      values: values.rawData.flatMap { $0.map { $0 * factor } })
  }

  /// The units of time and of rate: what we store of them, and how much of it one is.
  private static let standardUnits: [String: (String, Double)] = [
    "ns/op": ("wall_ns", 1), "us/op": ("wall_ns", 1e3), "ms/op": ("wall_ns", 1e6), "s/op": ("wall_ns", 1e9),
    "min/op": ("wall_ns", 60e9), "μs": ("wall_ns", 1e3),
    "ops/ns": ("operations_per_second", 1e9), "ops/us": ("operations_per_second", 1e6),
    "ops/ms": ("operations_per_second", 1e3), "ops/s": ("operations_per_second", 1),
    "ops/min": ("operations_per_second", 1.0 / 60), "# / s": ("operations_per_second", 1),
  ]

  /// Nil without a series.
  fileprivate init?(_ subject: Subject, _ series: [StoredSeries]) {
    let primary = ["wall_ns", "operations_per_second"].lazy.compactMap { metric in series.first { $0.metric == metric }
    }.first
    guard let primary = primary ?? series.first else { return nil }
    let others = series.filter { $0 != primary }
    self.init(
      benchmark: subject.kernel, mode: primary.prefersLarger ? "thrpt" : "avgt", threads: 1, forks: 1,
      warmupIterations: 0, warmupTime: "1 s", warmupBatchSize: 1, measurementIterations: primary.values.count,
      measurementTime: "1 s", measurementBatchSize: 1, params: subject.size.map { ["size": "\($0)"] },
      primaryMetric: Metric(primary),
      secondaryMetrics: Dictionary(others.map { ($0.metric, Metric($0)) }) { first, _ in first })
  }
}

extension JMHResult.Metric {
  fileprivate init(_ series: StoredSeries) {
    let sorted = series.values.sorted()
    let count = Double(sorted.count)
    let mean = sorted.reduce(0) { $0 + $1 / count }
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    // Half of the 99.9 % interval of a normal distribution; the other harness takes the same.
    let error = sorted.count > 1 ? 3.291 * (variance / count).squareRoot() : .nan
    score = JMHNumber(mean)
    scoreError = JMHNumber(error)
    scoreConfidence = [JMHNumber(mean - error), JMHNumber(mean + error)]
    scorePercentiles = Dictionary(
      uniqueKeysWithValues: [0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100].map { percent in
        (String(percent), JMHNumber(sorted[Int((percent / 100 * (count - 1)).rounded())]))
      })
    scoreUnit =
      switch series.metric {
      case "wall_ns": "ns/op"
      case "operations_per_second": "ops/s"
      default: series.metric
      }
    rawData = [series.values]
  }
}
