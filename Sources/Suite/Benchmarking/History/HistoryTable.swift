import Foundation
import Measuring
import Randomness
import Reporting
import RunStore

/// The tables of `ivce history`.
public enum HistoryTable {
  /// A row a run of one history.
  public static func of(
    _ history: SeriesHistory, header: String, seed: Seed, metadata: [(key: String, value: ResultTable.Cell)]
  ) -> ResultTable {
    var table = ResultTable(
      command: "history", seed: seed.value, header: header,
      columns: [
        .init("run", "run", alignment: .left), .init("started", "started", alignment: .left),
        .init("program", "program", alignment: .left), .init("revision", "revision", alignment: .left),
        .init("samples", "samples"), .init("value", history.metric, hasInterval: true),
        .init("change_percent", "change %"), .init("p_value", "p"),
      ],
      metadata: metadata + [
        ("kernel", .text(history.kernel)), ("size", history.size.map { .integer($0) } ?? .none),
        ("metric", .text(history.metric)), ("machine_measured", .text(history.machine)),
      ])
    for (index, point) in history.points.enumerated() {
      let change = history.change(at: index)
      let median = Sample(point.values).median
      let bound = MedianBound(of: point.values, level: 0.025)
      let digits = median.magnitude < 100 ? 2 : 0
      table.append([
        .text(String(point.run.uuidString.lowercased().prefix(8))), .text(point.started.formatted(.iso8601)),
        .text(point.program),
        point.revision.map { .text(String($0.prefix(10)) + (point.isModified ? "+" : "")) } ?? .none,
        .integer(point.values.count),
        bound.map { .interval(median, low: $0.lower, high: $0.upper, digits: digits) }
          ?? .number(median, digits: digits),
        change.map { .number(100 * ($0.ratio - 1), digits: 1) } ?? .none,
        change.map { .magnitude($0.pValue) } ?? .none,
      ])
    }
    let size = history.size.map { " of size \($0)" } ?? ""
    table.notes = [
      "\(history.kernel)\(size), \(history.metric): \(Sparkline.of(history.medians))",
      "value: the median of a run with its exact 95 % bounds. change: a new level begins with this run (E-divisive on logarithms); what drifts on the machine makes levels, too: ivce regress tells a change of the code.",
    ]
    return table
  }

  /// A row a history.
  public static func of(
    _ histories: [SeriesHistory], header: String, seed: Seed, metadata: [(key: String, value: ResultTable.Cell)]
  ) -> ResultTable {
    let hasMachines = Set(histories.map(\.machine)).count > 1
    var table = ResultTable(
      command: "history", seed: seed.value, header: header,
      columns: [
        .init("kernel", "kernel", alignment: .left), .init("size", "size"),
        .init("machine_measured", "machine", alignment: .left, isShown: hasMachines),
        .init("metric", "metric", alignment: .left), .init("runs", "runs"), .init("first", "first"),
        .init("last", "last"), .init("values", "values", alignment: .left), .init("changes", "changes"),
        .init("last_change_run", "at run", alignment: .left), .init("last_change_percent", "by %"),
        .init("adjusted_p_value", "adjusted p"),
      ], metadata: metadata)
    let adjusted = adjustedPValues(histories)
    for (history, adjusted) in zip(histories, adjusted) {
      let medians = history.medians
      let last = history.changes.last
      table.append([
        .text(history.kernel), history.size.map { .integer($0) } ?? .none, .text(history.machine),
        .text(history.metric), .integer(medians.count), medians.first.map { .number($0, digits: 2) } ?? .none,
        medians.last.map { .number($0, digits: 2) } ?? .none, .text(Sparkline.of(medians)),
        .integer(history.changes.count),
        last.map { .text(String(history.points[$0.index].run.uuidString.lowercased().prefix(8))) } ?? .none,
        last.map { .number(100 * ($0.ratio - 1), digits: 1) } ?? .none,
        adjusted.map { .magnitude($0) } ?? .none,
      ])
    }
    table.notes = [
      "changes: of the level, by E-divisive on the logarithms of the runs' medians, with ten runs or more on either side; adjusted p: of the last one, for as many histories, by Benjamini and Hochberg. Name one kernel, size and machine for its runs."
    ]
    return table
  }

  /// Histories without a change have a p-value of 1: they were looked at as well.
  private static func adjustedPValues(_ histories: [SeriesHistory]) -> [Double?] {
    let adjusted = MultipleTesting.benjaminiHochberg(histories.map { $0.changes.last?.pValue ?? 1 })
    return zip(histories, adjusted).map { $0.changes.isEmpty ? nil : $1 }
  }
}
