import Foundation

/// One metric of one benchmark in a baseline, after `BenchmarkResult` of ordo-one/benchmark.
struct BaselineMetric {
  /// The case of the harness's own metric, or the name of a custom one.
  let name: String
  let measure: HarnessMetric.Measure
  let isCustom: Bool
  let prefersLarger: Bool
  /// How many operations an iteration has.
  let scalingFactor: Int
  let tags: [String: String]
  let histogram: BucketHistogram
}

extension BaselineMetric: Codable {
  private enum CodingKeys: String, CodingKey {
    case metric, scalingFactor, statistics, tags, timeUnits, warmupIterations
  }

  private enum StatisticsKeys: String, CodingKey {
    case histogram, prefersLarger, timeUnits
    case cachedPercentiles = "_cachedPercentiles"
    case cachedUnits = "_cacheUnits"
    case cachedCount = "_cachedPercentilesHistogramCount"
  }

  private enum CustomKeys: String, CodingKey {
    case polarity, useScalingFactor
    case name = "_0"
  }

  /// An enumeration of the harness is an object with one member, which is named after the case.
  private struct Case: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    let metric = try members.nestedContainer(keyedBy: Case.self, forKey: .metric)
    guard let key = metric.allKeys.first, metric.allKeys.count == 1 else {
      throw Misfit(at: metric.codingPath, expected: "one metric", found: "\(metric.allKeys.count)")
    }
    isCustom = key.stringValue == "custom"
    if isCustom {
      let custom = try metric.nestedContainer(keyedBy: CustomKeys.self, forKey: key)
      name = try custom.decode(String.self, forKey: .name)
      measure = try custom.decode(Bool.self, forKey: .useScalingFactor) ? .count : .level
    } else {
      guard let known = HarnessMetric.named(key.stringValue) else {
        throw Misfit(
          at: metric.codingPath, expected: "a metric of ordo-one/benchmark 1.38", found: key.stringValue.excerpt)
      }
      name = known.name
      measure = known.measure
    }
    scalingFactor = try members.decode(Int.self, forKey: .scalingFactor)
    guard scalingFactor > 0 else {
      throw Misfit(
        at: decoder.codingPath + [CodingKeys.scalingFactor], expected: "a positive number", found: "\(scalingFactor)")
    }
    tags = try members.decodeIfPresent([String: String].self, forKey: .tags) ?? [:]
    let statistics = try members.nestedContainer(keyedBy: StatisticsKeys.self, forKey: .statistics)
    prefersLarger = try statistics.decode(Bool.self, forKey: .prefersLarger)
    histogram = try statistics.decode(BucketHistogram.self, forKey: .histogram)
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    var metric = members.nestedContainer(keyedBy: Case.self, forKey: .metric)
    var values = metric.nestedContainer(keyedBy: CustomKeys.self, forKey: Case(stringValue: isCustom ? "custom" : name))
    if isCustom {
      try values.encode(name, forKey: .name)
      try values.encode(
        [prefersLarger ? "prefersLarger" : "prefersSmaller": [String: String]()], forKey: .polarity)
      try values.encode(measure == .count, forKey: .useScalingFactor)
    }
    try members.encode(scalingFactor, forKey: .scalingFactor)
    try members.encode(tags, forKey: .tags)
    try members.encode(timeUnit.name, forKey: .timeUnits)
    try members.encode(0, forKey: .warmupIterations)
    var statistics = members.nestedContainer(keyedBy: StatisticsKeys.self, forKey: .statistics)
    try statistics.encode(prefersLarger, forKey: .prefersLarger)
    try statistics.encode(0, forKey: .timeUnits)
    try statistics.encode([Int](), forKey: .cachedPercentiles)
    try statistics.encode(timeUnit.size, forKey: .cachedUnits)
    try statistics.encode(0, forKey: .cachedCount)
    try statistics.encode(histogram, forKey: .histogram)
  }

  /// The unit in which the harness shows values of this size. It ends the process over times without a unit of its own
  /// below kiloseconds.
  private var timeUnit: (name: String, size: Int) {
    switch histogram.greatest {
    case ..<10_000: ("nanoseconds", 1)
    case ..<10_000_000: ("microseconds", 1_000)
    case ..<10_000_000_000: ("milliseconds", 1_000_000)
    default: ("seconds", 1_000_000_000)
    }
  }
}
