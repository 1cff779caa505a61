import Benchmark
import Conformance
import Measuring

/// Every kernel of the suite, under the harness whose baselines and thresholds many projects use.
///
/// Each iteration is one sample as `ivce bench` takes it, the least of some repetitions, each of which must come to what it should: the
/// harness adds its statistics and its baselines, and times nothing of its own.
let benchmarks: @Sendable () -> Void = {
  let cost = BenchmarkMetric.custom("ps per operation", polarity: .prefersSmaller, useScalingFactor: false)
  Benchmark.defaultConfiguration = .init(
    metrics: [cost, .peakMemoryResident], warmupIterations: 1, scalingFactor: .one, maxDuration: .seconds(5),
    maxIterations: 20)

  for kernel in Catalog.kernels where kernel.id != MeasuringWorkloads.calibration {
    Benchmark(kernel.id) { benchmark, prepared in
      for _ in benchmark.scaledIterations {
        // A longer time than the integers hold would be years.
        benchmark.measurement(cost, Int(try KernelTimer().measure(prepared).least * 1_000))
      }
    } setup: {
      try kernel.prepare(kernel.size?.standard ?? 0, 1)
    }
  }
}
