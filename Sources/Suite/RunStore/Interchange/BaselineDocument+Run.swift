import Foundation
import Measuring

extension BaselineDocument {
  /// Kernels of a run belong to a target of the harness, which they name before a slash; ours to this one.
  private static let ownTarget = "ivce"

  /// What one operation is, where the harness does not say.
  private static let iteration = "iteration"

  func run(id: UUID, started: Date) throws -> StoredRun {
    StoredRun(
      id: id, started: started, command: "swift package benchmark baseline update \(baselineName)",
      program: "ordo-one/benchmark", revision: nil, isModified: false, seed: 0,
      machine: Measuring.Machine(
        processor: machine.processorType, cores: machine.processors,
        memory: machine.memory.multipliedReportingOverflow(by: 1 << 30).partialValue,
        operatingSystem: machine.kernelVersion),
      configuration: ["baseline": baselineName, "hostname": machine.hostname],
      series: results.sorted { ($0.benchmark.target, $0.benchmark.name) < ($1.benchmark.target, $1.benchmark.name) }
        .flatMap { benchmark, metrics in metrics.map { Self.series($0, of: benchmark) } })
  }

  private static func series(_ metric: BaselineMetric, of benchmark: Benchmark) -> StoredSeries {
    let (name, size, unit) = parts(of: benchmark.name, tags: metric.tags)
    let operations = Double(metric.scalingFactor)
    let values =
      switch metric.measure {
      case .time, .count: metric.histogram.values.map { $0 / operations }
      case .rate: metric.histogram.values.map { $0 * operations }
      case .level: metric.histogram.values
      }
    return StoredSeries(
      kernel: benchmark.target == ownTarget ? name : "\(benchmark.target)/\(name)", size: size,
      metric: metric.isCustom ? metric.name : HarnessMetric.named(metric.name)?.metric ?? metric.name,
      unit: unit ?? iteration, prefersLarger: metric.prefersLarger, values: values)
  }

  /// The harness appends the tags of a benchmark to its name. If these are a size and a unit alone, they mean the same
  /// to us; other names stay whole.
  private static func parts(of name: String, tags: [String: String]) -> (name: String, size: Int?, unit: String?) {
    let suffix = self.suffix(tags)
    let size = tags["size"].flatMap { Int($0) }
    guard !tags.isEmpty, name.hasSuffix(suffix), tags.keys.allSatisfy({ $0 == "size" || $0 == "unit" }),
      tags["size"] == size.map(String.init)
    else { return (name, nil, nil) }
    return (String(name.dropLast(suffix.count)), size, tags["unit"])
  }

  private static func suffix(_ tags: [String: String]) -> String {
    tags.isEmpty
      ? "" : " (" + tags.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + ")"
  }
}

extension BaselineDocument {
  /// A run as a baseline; what has no values is left out.
  init(_ run: StoredRun, name: String) throws {
    baselineName = name
    machine = Machine(
      hostname: run.configuration["hostname"] ?? "", processors: run.machine.cores,
      processorType: run.machine.processor, memory: (run.machine.memory ?? 0) >> 30,
      kernelVersion: run.machine.operatingSystem)
    var metrics: [Benchmark: [BaselineMetric]] = [:]
    for (position, series) in run.series.enumerated() where !series.values.isEmpty {
      metrics[Self.benchmark(of: series), default: []].append(
        try BaselineMetric(series, at: position, tags: Self.tags(of: series)))
    }
    results = metrics.sorted { ($0.key.target, $0.key.name) < ($1.key.target, $1.key.name) }
      .map { (benchmark: $0.key, metrics: $0.value) }
  }

  private static func benchmark(of series: StoredSeries) -> Benchmark {
    let parts = series.kernel.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let suffix = self.suffix(tags(of: series))
    guard parts.count == 2, !parts[0].isEmpty else { return Benchmark(target: ownTarget, name: series.kernel + suffix) }
    return Benchmark(target: String(parts[0]), name: parts[1] + suffix)
  }

  private static func tags(of series: StoredSeries) -> [String: String] {
    var tags: [String: String] = [:]
    tags["size"] = series.size.map { String($0) }
    if series.unit != iteration { tags["unit"] = series.unit }
    return tags
  }
}

extension BaselineMetric {
  /// A series, as natural numbers of so many operations that three digits are left of each.
  fileprivate init(_ series: StoredSeries, at position: Int, tags: [String: String]) throws {
    let known = HarnessMetric.measuring(series.metric)
    let measure = known?.measure ?? .count
    let least = series.values.filter { $0 > 0 }.min() ?? 0
    let greatest = series.values.max() ?? 0
    let scales = measure == .time || measure == .count
    // Beyond a million the harness has no unit for times of seconds.
    let factor =
      scales ? [1, 1_000, 1_000_000].first { least * $0 >= 1_000 || greatest * $0 * 1_000 >= 0x1p62 } ?? 1_000_000 : 1
    let scaled = series.values.map { ($0 * factor).rounded() }
    if let index = scaled.firstIndex(where: { !(0..<0x1p62).contains($0) }) {
      throw Misfit(
        place: "series[\(position)].values[\(index)]", expected: "a value that is not negative, nor beyond 2^62",
        found: "\(series.values[index])")
    }
    name = known?.name ?? series.metric
    self.measure = measure
    isCustom = known == nil
    prefersLarger = series.prefersLarger
    scalingFactor = Int(factor)
    self.tags = tags
    histogram = BucketHistogram(scaled.map { UInt64($0) })
  }
}
