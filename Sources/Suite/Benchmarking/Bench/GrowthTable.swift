import Measuring
import Randomness
import Reporting

/// How the cost of kernels grows with their size.
public struct KernelGrowth: Sendable {
  /// The kernel.
  public let kernel: Kernel
  /// What was measured, by size.
  public let results: [KernelResult]
  /// How the cost of an operation grows; nil where the costs say nothing.
  public let fit: GrowthFit?

  /// Measures all sizes of the kernel's series, or of those that are asked for, ascending.
  public init(_ kernel: Kernel, sizes: [Int], bench: KernelBench, progress: (Int) -> Void) throws {
    self.kernel = kernel
    var results: [KernelResult] = []
    for size in sizes where !bench.isInterrupted() {
      progress(size)
      results.append(try bench.measure(kernel, size: size))
    }
    self.results = results
    let points = results.flatMap { result in
      result.samples.map { GrowthFit.Point(size: result.size, cost: $0) }
    }
    fit = try? GrowthFit(points)
  }
}

/// The table of `ivce bench --growth`.
public enum GrowthTable {
  /// A row a kernel.
  public static func of(
    _ growths: [KernelGrowth], failures: [(kernel: String, reason: String)], header: String, seed: Seed,
    metadata: [(key: String, value: ResultTable.Cell)]
  ) -> ResultTable {
    var table = ResultTable(
      command: "growth", seed: seed.value, header: header,
      columns: [
        .init("kernel", "kernel", alignment: .left), .init("operation", "per", alignment: .left),
        .init("size_unit", "over", alignment: .left), .init("sizes", "sizes", alignment: .left),
        .init("ns", "ns", alignment: .left), .init("growth", "growth", alignment: .left),
        .init("exponent", "exponent", hasInterval: true),
      ], metadata: metadata)
    for growth in growths {
      let costs = growth.results.map(\.median.estimate)
      table.append([
        .text(growth.kernel.id), .text(growth.kernel.operation), .text(growth.kernel.size?.unit ?? ""),
        .text(growth.results.map { "\($0.size)" }.joined(separator: " ")),
        .text(costs.map { $0.groupedDecimal(digits: $0 < 100 ? 1 : 0) }.joined(separator: " ")),
        .text(growth.fit.map { "\($0.growth)" } ?? "unknown"),
        growth.fit.map {
          .interval(
            $0.exponent, low: $0.exponentInterval.lowerBound, high: $0.exponentInterval.upperBound, digits: 3)
        } ?? .none,
      ])
    }
    table.notes =
      failures.map { "\($0.kernel): not measured: \($0.reason)." } + [
        "growth: of the cost of one operation, the simplest class that fits as well as a power of the size; exponent: of that power, with its 95 % interval. What outgrows a cache grows."
      ]
    return table
  }
}
