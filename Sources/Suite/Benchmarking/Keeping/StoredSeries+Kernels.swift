import Measuring
import RunStore

extension StoredSeries {
  /// The metric of times on the wall, in nanoseconds an operation: what histories and comparisons look at first.
  public static let wallTime = "wall_ns"

  /// The metric of times on the wall in processes of their own, as they are compared in pairs: another quantity than that of one process,
  /// which is warm and not held on a processor.
  public static let processWallTime = "process_wall_ns"

  fileprivate init?(
    _ kernel: String, size: Int?, _ metric: String, per unit: String, _ values: [Double]
  ) {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    self.init(kernel: kernel, size: size, metric: metric, unit: unit, prefersLarger: false, values: values)
  }
}

extension KernelResult {
  /// What is stored of a kernel: its samples, its anchor's, processor times, and what was counted.
  var series: [StoredSeries] {
    let size = kernel.size == nil ? nil : size
    func series(_ metric: String, _ values: [Double]) -> StoredSeries? {
      StoredSeries(kernel.id, size: size, metric, per: kernel.operation, values)
    }
    return [
      series(StoredSeries.wallTime, samples), series("anchor_ns", anchor?.samples ?? []),
      series("cpu_ns", timing.processor), series("instructions", instructions.map { [$0] } ?? []),
      series("hardware_instructions", timing.hardware.map(\.instructions)),
      series("hardware_cycles", timing.hardware.map(\.cycles)),
      series("hardware_cache_misses", timing.hardware.map(\.cacheMisses)),
      StoredSeries(
        kernel.id, size: size, "involuntary_switches", per: "run", [Double(timing.involuntarySwitches)]),
      // Of the whole process: earlier kernels count if they needed more.
      StoredSeries(kernel.id, size: size, "peak_bytes", per: "process", [Double(peakBytes)]),
      footprint.flatMap { StoredSeries(kernel.id, size: size, "footprint_bytes", per: $0.unit, [$0.bytes]) },
    ].compactMap(\.self)
  }
}

extension PairedOutcome {
  /// What is stored of one build: each process's least time, those that screened and those that confirmed.
  func series(isBase: Bool) -> [StoredSeries] {
    let sizes = screening.samplesBySize.indices
    return sizes.flatMap { size -> [StoredSeries] in
      let samples = [screening, confirmation].compactMap(\.self).flatMap { pairs -> [KernelSample] in
        guard size < pairs.samplesBySize.count else { return [] }
        return isBase ? pairs.samplesBySize[size].base : pairs.samplesBySize[size].head
      }
      guard let first = samples.first else { return [] }
      func series(_ metric: String, per unit: String, _ values: [Double]) -> StoredSeries? {
        StoredSeries(first.kernel, size: first.size, metric, per: unit, values)
      }
      return [
        series(StoredSeries.processWallTime, per: first.operation, samples.map(\.least)),
        series("process_cpu_ns", per: first.operation, samples.map(\.leastProcessor)),
        series("peak_bytes", per: "process", samples.compactMap { $0.peakBytes.map(Double.init) }),
        series(
          "involuntary_switches", per: "process", samples.compactMap { $0.involuntarySwitches.map(Double.init) }),
      ].compactMap(\.self)
    }
  }
}
