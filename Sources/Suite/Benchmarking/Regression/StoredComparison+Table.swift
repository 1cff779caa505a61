import Foundation
import Measuring
import Randomness
import Reporting
import RunStore

/// The table of two stored runs.
public enum StoredComparisonTable {
  /// A row a kernel, and a warning.
  public static func of(
    _ changes: [StoredChange], base: String, head: String, header: String, seed: Seed,
    metadata: [(key: String, value: ResultTable.Cell)]
  ) -> ResultTable {
    var table = ResultTable(
      command: "regress", seed: seed.value, header: header,
      columns: [
        .init("kernel", "kernel", alignment: .left), .init("sizes", "sizes", alignment: .left),
        .init("operation", "per", alignment: .left), .init("base_ns", "base", group: "ns"),
        .init("head_ns", "head", group: "ns"), .init("change_percent", "change %", hasInterval: true),
        .init("verdict", "verdict", alignment: .left),
      ], metadata: metadata + [("base", .text(base)), ("head", .text(head)), ("design", .text("stored"))])
    for change in changes {
      table.append([
        .text(change.kernel), change.size.map { .text("\($0)") } ?? .none, .text(change.unit),
        .number(change.base, digits: 2), .number(change.head, digits: 2),
        .interval(
          100 * change.estimate, low: 100 * change.interval.lowerBound, high: 100 * change.interval.upperBound,
          digits: 1), .text(change.verdict.rawValue),
      ])
    }
    let slower = changes.filter { $0.verdict == .slower }.map(\.kernel)
    let drift = String(format: "%g %%", 100 * (changes.first?.drift ?? StoredComparison(seed: seed).drift))
    table.notes = [
      "STORED runs, measured apart: what the machine did meanwhile is in these figures, and their rate of false alarms is not known. Only changes beyond \(drift) are told; name revisions or programs to compare builds in pairs.",
      "\(head) against \(base): \(slower.count) of \(changes.count) slower by more than that."
        + (slower.isEmpty ? "" : " SLOWER: \(slower.joined(separator: ", "))."),
    ]
    return table
  }
}
