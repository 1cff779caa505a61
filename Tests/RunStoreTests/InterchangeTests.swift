import Foundation
import RunStore
import Testing

/// Runs that come from other harnesses and go to them.
struct InterchangeTests {
  private static let started = Date(timeIntervalSince1970: 1_700_000_000)

  private func run(_ text: String, from format: InterchangeFormat) throws -> StoredRun {
    let folder = try TemporaryFolder()
    return try StoredRun(from: format, fileAt: folder.write(text, to: "results.json"), started: Self.started)
  }

  @Test func aBaselineOfTheHarness() throws {
    let run = try run(HarnessSamples.baseline, from: .baseline)
    #expect(run.program == "ordo-one/benchmark" && run.started == Self.started)
    #expect(run.command == "swift package benchmark baseline update small")
    #expect(run.configuration == ["baseline": "small", "hostname": "vm"])
    #expect(run.machine.processor == "x86_64" && run.machine.cores == 2 && run.machine.memory == 23 << 30)
    let names = run.series.map { "\($0.kernel): \($0.metric)" }
    #expect(
      names == [
        "Tiny/Allocate: probes", "Tiny/Allocate: wall_ns", "Tiny/Allocate: operations_per_second",
        "Tiny/Allocate: peak_bytes", "Tiny/Sum of squares: wall_ns", "Tiny/Sum of squares: operations_per_second",
      ])
    #expect(run.series.map(\.prefersLarger) == [true, false, true, false, false, true])
    #expect(run.series.allSatisfy { $0.values.count == 20 && $0.unit == "iteration" && $0.size == nil })

    #expect(run.series[0].values == [Double](repeating: 3, count: 20))
    // Nanoseconds below 2048 have a bucket each; above, two share one.
    #expect(run.series[1].values.first == 662 && run.series[1].values.last == 2937)
    #expect(abs((run.series[3].values.first ?? 0) - 23_306_240) < 23_306_240 / 1000)
    // An iteration was a thousand operations.
    #expect(run.series[4].values.first == 2.375 && run.series[4].values.last == 3.307)
    #expect(abs((run.series[5].values.last ?? 0) - 421_053_000) < 421_053_000 / 1000)
    #expect(run.series.allSatisfy { $0.values == $0.values.sorted() })
  }

  @Test func theSameFileIsTheSameRun() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let file = try folder.write(HarnessSamples.baseline, to: "results.json")
    let first = try StoredRun(from: .baseline, fileAt: file)
    #expect(abs(first.started.timeIntervalSinceNow) < 600)
    #expect(try store.addUnlessPresent(first))
    #expect(try !store.addUnlessPresent(try run(HarnessSamples.baseline, from: .baseline)))
    #expect(try run(HarnessSamples.jmh, from: .jmh).id != first.id)
    #expect(first.id.text.split(separator: "-")[2].hasPrefix("8"))
  }

  @Test func theJMHExportOfTheHarness() throws {
    let run = try run(HarnessSamples.jmh, from: .jmh)
    #expect(
      Set(run.series.map(\.kernel)) == ["package.benchmark.Tiny.Sum_of_squares", "package.benchmark.Tiny.Allocate"])
    let times = run.series.filter { $0.metric == "wall_ns" }
    #expect(times.count == 2 && times.allSatisfy { !$0.prefersLarger && $0.values.count == 20 })
    #expect(times[0].values.first == 2375 && times[0].values.last == 3307)
    let rates = run.series.filter { $0.metric == "operations_per_second" }
    #expect(rates.count == 2 && rates.allSatisfy(\.prefersLarger) && rates[0].values.first == 302_591)
    #expect(run.series.filter { $0.metric == "peak_bytes" }.map(\.values.first) == [23_314_431])
    #expect(run.series.filter { $0.metric == "probes" }.map(\.values.last) == [3])
  }

  @Test func resultsOfTheJavaHarness() throws {
    let text = #"""
      [{"jmhVersion": "1.37", "benchmark": "org.sample.Sum.run", "mode": "avgt", "threads": 1, "forks": 2, "jvm": "/usr/bin/java",
        "jvmArgs": [], "jdkVersion": "21.0.1", "vmName": "OpenJDK 64-Bit Server VM", "warmupIterations": 5, "warmupTime": "10 s",
        "params": {"size": "1000", "kind": "dense"},
        "primaryMetric": {"score": 2.5, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"], "scorePercentiles": {"0.0": 2.0},
          "scoreUnit": "us/op", "rawData": [[2.0, 2.5], [3.0]]},
        "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 24.0, "scoreError": 0.1, "scoreConfidence": [1, 2],
          "scorePercentiles": {}, "scoreUnit": "B/op", "rawData": [[24.0, 24.5], [24.0]]}}}]
      """#
    let run = try run(text, from: .jmh)
    #expect(run.program == "JMH 1.37" && run.configuration["jdk"] == "21.0.1")
    #expect(run.series.map(\.kernel) == ["org.sample.Sum.run (kind: dense)", "org.sample.Sum.run (kind: dense)"])
    #expect(run.series.map(\.size) == [1000, 1000])
    #expect(run.series[0].metric == "wall_ns" && run.series[0].values == [2000, 2500, 3000])
    #expect(
      run.series[1].metric == "gc.alloc.rate.norm" && run.series[1].unit == "B/op" && run.series[1].values.count == 3)
  }

  /// Small values are kept to a thousandth, in either format.
  @Test func ourRunsComeBackFromABaseline() throws {
    let values = [14.52, 15.01, 14.48, 14.5, 120_000.25]
    let series = [
      StoredSeries(
        kernel: "overlay.hop", size: 1000, metric: "wall_ns", unit: "hop", prefersLarger: false, values: values),
      StoredSeries(
        kernel: "overlay.hop", size: 1000, metric: "involuntary_switches", unit: "hop", prefersLarger: false,
        values: [0, 0.25]),
      StoredSeries(
        kernel: "overlay.hop", size: 1000, metric: "operations_per_second", unit: "hop", prefersLarger: true,
        values: [7e7]),
      StoredSeries(
        kernel: "overlay.hop", size: nil, metric: "peak_bytes", unit: "", prefersLarger: false, values: [1e9]),
      StoredSeries(
        kernel: "other/hop", size: nil, metric: "score", unit: "iteration", prefersLarger: true, values: [3]),
      StoredSeries(
        kernel: "overlay.empty", size: nil, metric: "wall_ns", unit: "hop", prefersLarger: false, values: []),
    ]
    let original = run(series)
    for format in InterchangeFormat.allCases {
      let text = try original.exported(as: format)
      #expect(try original.exported(as: format) == text)
      let back = try run(text, from: format)
      for series in series where !series.values.isEmpty {
        let found = try #require(
          back.series.first {
            $0.kernel == series.kernel && $0.size == series.size && $0.metric == series.metric
          })
        #expect(found.prefersLarger == series.prefersLarger || format == .jmh)
        #expect(found.unit == series.unit || format == .jmh)
        let wanted = format == .jmh ? series.values : series.values.sorted()
        #expect(found.values.count == wanted.count)
        for (value, wanted) in zip(found.values, wanted) { #expect(abs(value - wanted) <= wanted / 1000) }
      }
      #expect(!back.series.contains { $0.kernel == "overlay.empty" })
    }
  }

  /// A histogram that was read is written again with the same counts.
  @Test func aBaselineSurvivesTheWayThroughTheStore() throws {
    let first = try run(HarnessSamples.baseline, from: .baseline)
    let second = try run(try first.exported(as: .baseline, name: "small"), from: .baseline)
    let third = try run(try second.exported(as: .baseline, name: "small"), from: .baseline)
    #expect(first.series.map(\.kernel) == second.series.map(\.kernel))
    for (one, two) in zip(first.series, second.series) {
      for (left, right) in zip(one.values, two.values) { #expect(abs(left - right) <= left / 1000) }
    }
    #expect(second.series == third.series)
  }

  @Test(arguments: [
    (#""wallClock""#, #""sundial""#, "metric"), (#""scalingFactor":1000"#, #""scalingFactor":0"#, "scalingFactor"),
    (#""_totalCount":20"#, #""_totalCount":21"#, "statistics.histogram.counts"),
    (#""_totalCount":20"#, #""_totalCount":-20"#, "statistics.histogram.counts"),
    (#"HalfCountMagnitude":10"#, #"HalfCountMagnitude":-1"#, "statistics.histogram"),
    (#"HalfCountMagnitude":10"#, #"HalfCountMagnitude":1"#, "statistics.histogram.counts"),
    (#""unitMagnitude":0"#, #""unitMagnitude":99"#, "statistics.histogram"),
  ])
  func badBaselines(right: String, wrong: String, place: String) throws {
    let text = HarnessSamples.baseline.replacing(right, with: wrong)
    let error = storeError { _ = try run(text, from: .baseline) }
    #expect(error?.kind == .malformed && error?.place == "results[1][0].\(place)", "\(error?.description ?? "none")")
  }

  @Test func whatIsNoBaseline() throws {
    #expect(storeError { _ = try run("{}", from: .baseline) }?.place == "baselineName")
    #expect(storeError { _ = try run("[]", from: .baseline) }?.kind == .malformed)
    #expect(storeError { _ = try run("nonsense", from: .baseline) }?.kind == .malformed)
    let large = HarnessSamples.baseline.replacing(#""memory":23"#, with: #""memory":\#(Int.max)"#)
    #expect(storeError { _ = try run(large, from: .baseline) } == nil)
  }

  @Test func badResults() throws {
    for text in [
      "{}", "[{}]", #"[{"benchmark": "a", "mode": "avgt", "primaryMetric": {"scoreUnit": "s/op"}}]"#,
      #"[{"benchmark": "", "mode": "avgt", "primaryMetric": {"scoreUnit": "s/op", "rawData": [[1]]}}]"#,
      #"[{"benchmark": "a", "mode": "avgt", "primaryMetric": {"scoreUnit": "s/op", "rawData": [[1e300]]}}, 1]"#,
      #"[{"benchmark": "a", "mode": "avgt", "primaryMetric": {"scoreUnit": "min/op", "rawData": [[1e300]]}}]"#
        .replacing("1e300", with: "1e308"),
    ] {
      #expect(storeError { _ = try run(text, from: .jmh) }?.kind == .malformed, "\(text)")
    }
  }

  @Test(arguments: [-1, 1e300, 1e19])
  func valuesThatABaselineHasNoRoomFor(value: Double) throws {
    let run = run([
      StoredSeries(kernel: "k", size: nil, metric: "wall_ns", unit: "", prefersLarger: false, values: [1, value])
    ])
    let error = storeError { _ = try run.exported(as: .baseline) }
    #expect(error?.kind == .unsuitable && error?.place == "series[0].values[1]")
    #expect(try run.exported(as: .jmh).contains("rawData"))
  }

  @Test func extremeValuesDoNotTrap() throws {
    for value in [0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p61] as [Double] {
      for count in 1...3 {
        let run = run([
          StoredSeries(
            kernel: "k", size: .min, metric: "wall_ns", unit: "\u{1}", prefersLarger: true,
            values: Array(repeating: value, count: count))
        ])
        _ = try run.exported(as: .jmh)
        _ = try? run.exported(as: .baseline)
      }
    }
  }

  private func run(_ series: [StoredSeries]) -> StoredRun {
    StoredRun(
      started: Self.started, command: "", program: "", revision: nil, isModified: false, seed: 1,
      machine: plainRun().machine, series: series)
  }
}
