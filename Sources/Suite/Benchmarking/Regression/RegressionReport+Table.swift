import Foundation
import Measuring
import Randomness
import Reporting

extension RegressionReport {
  private static let columns: [ResultTable.Column] = [
    .init("kernel", "kernel", alignment: .left), .init("sizes", "sizes", alignment: .left),
    .init("operation", "per", alignment: .left),
    .init("base_ns", "base", group: "ns"), .init("head_ns", "head", group: "ns"),
    .init("change_percent", "change %", hasInterval: true), .init("cpu_change_percent", "cpu %", hasInterval: true),
    .init("pairs", "pairs"), .init("confirmations", "confirming"), .init("verdict", "verdict", alignment: .left),
    .init("pairs_needed", "needed"), .init("p_value", "p", isShown: false),
    .init("adjusted_p_value", "adjusted p"),
  ]

  /// One row a kernel, the reasons of what failed, and what is said altogether.
  ///
  /// - Parameter header: the line above the table.
  public func table(header: String, seed: Seed, metadata: [(key: String, value: ResultTable.Cell)]) -> ResultTable {
    var table = ResultTable(
      command: "regress", seed: seed.value, header: header, columns: Self.columns,
      metadata: metadata + [
        ("base", .text(base.name)), ("base_revision", base.revision.map { .text($0) } ?? .none),
        ("head", .text(head.name)), ("head_revision", head.revision.map { .text($0) } ?? .none),
      ])
    for row in rows { table.append(cells(of: row)) }
    table.notes = notes
    return table
  }

  private func cells(of row: RegressionRow) -> [ResultTable.Cell] {
    let sizes = row.outcome?.screening.rounds.first?.head.compactMap { $0.size.map(String.init) } ?? []
    let start: [ResultTable.Cell] = [
      .text(row.kernel.kernel), sizes.isEmpty ? .none : .text(sizes.joined(separator: " ")),
      .text(row.kernel.operation),
    ]
    guard let outcome = row.outcome, let verdict = row.verdict(by: rule),
      let largest = outcome.deciding.samplesBySize.last
    else { return start + Array(repeating: .none, count: 6) + [.text(row.word), .none, .none, .none] }
    let change = outcome.change
    return start + [
      .number(Sample(largest.base.map(\.least)).median, digits: 2),
      .number(Sample(largest.head.map(\.least)).median, digits: 2), change.cell,
      outcome.deciding.processorChange(by: rule)?.cell ?? .none, .integer(outcome.screening.count),
      outcome.confirmation.map { .integer($0.count) } ?? .none, .text(verdict.rawValue),
      change.pairsNeeded.map { .integer($0) } ?? .none, .magnitude(change.pValue),
      row.adjusted.map { .magnitude($0) } ?? .none,
    ]
  }

  var notes: [String] {
    var lines = failures.map { "\($0.kernel): not compared: \($0.reason)." }
    lines += rows.compactMap { row in
      guard row.verdict(by: rule) == .undecided, let outcome = row.outcome else { return nil }
      return "\(row.kernel.kernel): undecided\(outcome.isInterrupted ? ", interrupted" : "")"
        + (outcome.change.pairsNeeded.map { "; \($0) pairs would probably decide: --pairs \($0)" } ?? "") + "."
    }
    if !unreached.isEmpty { lines.append("Not reached: \(unreached.joined(separator: ", ")).") }
    if comparesGrowth {
      lines.append(
        "change: how much more the head's cost of an operation grows from the smallest size to the largest; ns: at the largest."
      )
    }
    lines.append(
      "slower, faster: the exact bound on the median ratio (level \(percent(rule.level))) excludes no change, the estimate is \(percent(rule.margin)) or more, and \(rule.confirmations) fresh pairs say so again; corrected by Holm for the kernels suspected. same: a change of \(percent(rule.detection)) is excluded."
    )
    lines.append(summary)
    return lines
  }

  /// The last line: what matters.
  var summary: String {
    let counts = ChangeVerdict.allCases.map { "\(kernels($0).count) \($0.rawValue)" }.joined(separator: ", ")
    let failed = failures.isEmpty ? "" : ", \(failures.count) not compared"
    let slower = kernels(.slower)
    return "\(head.summary) against \(base.summary): \(counts)\(failed)."
      + (slower.isEmpty ? "" : " SLOWER: \(slower.joined(separator: ", ")).")
  }

  private func percent(_ share: Double) -> String {
    String(format: "%g %%", 100 * share)
  }
}

extension RegressionRow {
  /// The verdict column of what was not compared.
  fileprivate var word: String {
    switch result {
    case .compared: ChangeVerdict.undecided.rawValue
    case .missing: "missing"
    case .incomparable: "incomparable"
    case .failed: "failed"
    }
  }
}

extension PairedChange {
  /// The change in per cent, with its bounds where there are enough pairs for any.
  var cell: ResultTable.Cell {
    guard bound != nil else { return .number(100 * estimate, digits: 1) }
    return .interval(100 * estimate, low: 100 * interval.lowerBound, high: 100 * interval.upperBound, digits: 1)
  }
}
