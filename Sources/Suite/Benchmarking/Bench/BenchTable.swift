import Measuring
import Randomness
import Reporting

extension KernelResult {
  /// The columns of `ivce bench`.
  static func columns(_ results: [KernelResult]) -> [ResultTable.Column] {
    let hasHardware = results.contains { $0.hardware != nil }
    let hasInstructions = results.contains { $0.instructions != nil }
    return [
      .init("kernel", "kernel", alignment: .left), .init("size", "size"), .init("operation", "per", alignment: .left),
      .init("ns", "ns", hasInterval: true), .init("least_ns", "least"), .init("per_second", "per second"),
      .init("anchor", "anchor", alignment: .left), .init("anchor_ns", "ns", group: "anchor"),
      .init("ratio", "ratio", group: "anchor", hasInterval: true), .init("footprint_bytes", "bytes"),
      .init("footprint_unit", "each", alignment: .left), .init("samples", "samples"), .init("cpu_share", "cpu"),
      .init("involuntary_switches", "switches"), .init("peak_bytes", "peak MB"),
      .init("instructions", "instructions", isShown: hasHardware || hasInstructions),
      .init("cycles", "cycles", isShown: hasHardware), .init("cache_misses", "cache misses", isShown: hasHardware),
      .init("branch_misses", "branch misses", isShown: hasHardware),
    ]
  }

  var cells: [ResultTable.Cell] {
    let (median, low, high) = median
    let digits = median < 100 ? 2 : 0
    func count(_ value: Double?) -> ResultTable.Cell { value.map { .number($0, digits: 2) } ?? .none }
    return [
      .text(kernel.id), kernel.size == nil ? .none : .integer(size), .text(kernel.operation),
      low.isFinite ? .interval(median, low: low, high: high, digits: digits) : .number(median, digits: digits),
      .number(timing.least, digits: digits),
      .integer(Int((1e9 / median).rounded())), anchor.map { .text($0.name) } ?? .none,
      anchor.map { .number(Sample($0.samples).median, digits: 2) } ?? .none,
      ratio.map {
        $0.low.isFinite
          ? .interval($0.estimate, low: $0.low, high: $0.high, digits: 2) : .number($0.estimate, digits: 2)
      } ?? .none,
      footprint.map { .number($0.bytes, digits: 1) } ?? .none, footprint.map { .text($0.unit) } ?? .none,
      .integer(samples.count), .number(processorShare, digits: 2), .integer(timing.involuntarySwitches),
      .number(Double(peakBytes) / 1e6, digits: 1), count(instructions ?? hardware?.instructions),
      count(hardware?.cycles), count(hardware?.cacheMisses), count(hardware?.branchMisses),
    ]
  }
}

/// The table of `ivce bench`.
public enum BenchTable {
  /// A row a kernel.
  ///
  /// - Parameter failures: kernels that could not be measured, with the reasons.
  public static func of(
    _ results: [KernelResult], failures: [(kernel: String, reason: String)], header: String, seed: Seed,
    metadata: [(key: String, value: ResultTable.Cell)]
  ) -> ResultTable {
    var table = ResultTable(
      command: "bench", seed: seed.value, header: header, columns: KernelResult.columns(results),
      metadata: metadata)
    for result in results { table.append(result.cells) }
    table.notes =
      failures.map { "\($0.kernel): not measured: \($0.reason)." } + [
        "ns: the median of the samples with its exact 95 % bounds; each sample is the least of 64 repetitions of a quarter of a millisecond, or one repetition of long work. A single process says nothing about other processes: ivce regress compares builds.",
        "cpu: processor time over time on the wall; switches: how often the process was taken off its processor.",
      ]
    if !results.isEmpty, results.allSatisfy({ $0.hardware == nil }) {
      table.notes.append(
        "Hardware counters are not available here (perf_event_open); --instructions counts with valgrind.")
    }
    return table
  }
}
