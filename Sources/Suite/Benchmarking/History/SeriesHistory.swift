import Foundation
import Measuring
import Randomness
import RunStore

/// The values of one quantity of one kernel over the runs of one machine, oldest first, and where their level changed.
public struct SeriesHistory: Sendable {
  /// What was measured.
  public let kernel: String
  /// How large its input was.
  public let size: Int?
  /// The quantity.
  public let metric: String
  /// The machine.
  public let machine: String
  /// The runs.
  public let points: [HistoryPoint]
  /// Where the level changed, by the E-divisive method on the logarithms of the runs' medians.
  public let changes: [ChangePoint]

  /// The median of each run.
  public var medians: [Double] { points.map { Sample($0.values).median } }

  /// All histories of the store that are asked for, by kernel, size and machine.
  ///
  /// - Parameter filters: kernels whose id starts with one of these; all when there is none.
  /// - Parameter size: nil for all sizes.
  public static func all(
    in store: RunArchive, filters: [String], size: Int?, metric: String, settings: ChangePoints.Settings, seed: Seed
  ) throws -> [SeriesHistory] {
    let known = try store.knownSeries().filter { series in
      series.metric == metric && (size == nil || series.size == size)
        && (filters.isEmpty || filters.contains { series.kernel.hasPrefix($0) })
    }
    return try known.flatMap { series -> [SeriesHistory] in
      let points = try store.history(kernel: series.kernel, size: series.size, metric: metric).filter {
        !$0.values.isEmpty
      }
      let machines = points.map(\.machine).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      return machines.map { machine in
        SeriesHistory(
          series.kernel, size: series.size, metric: metric, machine: machine,
          points.filter { $0.machine == machine }, settings: settings, seed: seed)
      }
    }
  }

  init(
    _ kernel: String, size: Int?, metric: String, machine: String, _ points: [HistoryPoint],
    settings: ChangePoints.Settings, seed: Seed
  ) {
    self.kernel = kernel
    self.size = size
    self.metric = metric
    self.machine = machine
    self.points = points
    let medians = points.map { Sample($0.values).median }
    // A factor is the same step at any level; what has no logarithm is taken as it is.
    let isPositive = medians.allSatisfy { $0 > 0 }
    // Of numbers that nobody has measured, differences may be too large to be added up.
    guard isPositive || medians.allSatisfy({ $0.magnitude <= 1e100 }) else {
      changes = []
      return
    }
    let found = ChangePoints.find(
      in: isPositive ? medians.map { log($0) } : medians, settings: settings, seed: seed.child(kernel))
    changes = isPositive ? found.map(\.fromLogarithms) : found
  }

  /// The change of level that begins with a run, if one does.
  public func change(at index: Int) -> ChangePoint? { changes.first { $0.index == index } }
}
