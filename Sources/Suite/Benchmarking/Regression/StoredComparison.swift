import Foundation
import Measuring
import Randomness
import RunStore

/// Compares what two stored runs measured of a kernel, where the builds can no longer be asked.
///
/// The runs were hours or months apart, so that nothing separates a change of the code from one of the machine. Nothing is said of changes
/// below an allowance for that, and *same* is never said.
public struct StoredComparison: Sendable {
  /// What a machine may have changed by between two runs: 0.1 for 10 %. Medians of nine samples that were taken apart differed by 5 % in
  /// one to two thirds of the comparisons of a build with itself (specification of the measurements, section A).
  public var drift = 0.1

  /// Decides the resamples.
  public let seed: Seed

  /// The quantities that are compared; imported runs name theirs as their program does.
  private static let times: Set = [
    StoredSeries.wallTime, StoredSeries.processWallTime, "wall_clock", "wall_clock_ns", "avgt_ns",
  ]

  /// Ten per cent.
  public init(seed: Seed) { self.seed = seed }

  /// Compares the times of all kernels and sizes that both runs have, in the head's order.
  public func compare(base: StoredRun, head: StoredRun) -> [StoredChange] {
    head.series.filter { Self.times.contains($0.metric) && !$0.prefersLarger }
      .compactMap { series in
        let other = base.series.first {
          ($0.kernel, $0.size, $0.metric, $0.unit) == (series.kernel, series.size, series.metric, series.unit)
        }
        return other.flatMap { change(from: $0, to: series) }
      }
  }

  private func change(from base: StoredSeries, to head: StoredSeries) -> StoredChange? {
    guard let (old, new) = positive(base.values, head.values) else { return nil }
    // The two are resampled independently: the interval of a difference of medians.
    var generator = seed.child(head.kernel).stream("stored", UInt64(head.size ?? 0))
    func resampled(_ values: [Double]) -> [Double] { values.map { _ in values[generator.below(values.count)] } }
    let differences = Sample((0..<2_000).map { _ in Sample(resampled(new)).median - Sample(resampled(old)).median })
    return StoredChange(
      kernel: head.kernel, size: head.size, unit: head.unit, base: Sample(base.values).median,
      head: Sample(head.values).median, estimate: expm1(Sample(new).median - Sample(old).median),
      interval: expm1(differences.quantile(0.01))...expm1(differences.quantile(0.99)), drift: drift)
  }

  private func positive(_ base: [Double], _ head: [Double]) -> ([Double], [Double])? {
    guard !base.isEmpty, !head.isEmpty, (base + head).allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    return (base.map { log($0) }, head.map { log($0) })
  }
}

/// What two stored runs say of a kernel.
public struct StoredChange: Sendable, Hashable {
  /// The kernel.
  public let kernel: String
  /// Its size; nil for a kernel that has none.
  public let size: Int?
  /// What an operation is.
  public let unit: String
  /// The base's median, in the unit of the metric.
  public let base: Double
  /// The head's median.
  public let head: Double
  /// 0.05 if the head took 5 % more.
  public let estimate: Double
  /// Between these the difference of these samples lies, with a confidence of 98 %.
  public let interval: ClosedRange<Double>
  /// What the machine may have changed by.
  public let drift: Double

  /// *Slower* or *faster* beyond the drift, or undecided.
  public var verdict: ChangeVerdict {
    if interval.lowerBound > drift { return .slower }
    return interval.upperBound < 1 / (1 + drift) - 1 ? .faster : .undecided
  }
}
