import Foundation
import Measuring

extension RegressionReport {
  /// A comment for a pull request: what matters first, what got slower next, the rest folded away, and how to have it again.
  ///
  /// - Parameter command: the line that gives the same result.
  /// - Parameter machine: what it was measured on.
  public func markdown(reproduce command: String, machine: String) -> String {
    let slower = kernels(.slower)
    let title =
      !slower.isEmpty
      ? "Slower: \(slower.map { "`\($0)`" }.joined(separator: ", "))"
      : isIncomplete || !failures.isEmpty ? "No slow-down found; not everything is decided" : "No slow-down"
    let (important, rest) = (rows.filter(isImportant), rows.filter { !isImportant($0) })
    var text = "### \(title)\n\n\(Self.escaped(summary))\n"
    if !important.isEmpty { text += "\n" + table(of: important) }
    if !rest.isEmpty {
      text += "\n<details><summary>\(rest.count) others</summary>\n\n" + table(of: rest) + "\n</details>\n"
    }
    for failure in failures { text += "\n`\(failure.kernel)` was not compared: \(Self.escaped(failure.reason)).\n" }
    if !unreached.isEmpty { text += "\nNot reached: \(unreached.map { "`\($0)`" }.joined(separator: ", ")).\n" }
    return text + "\nMeasured in adjacent pairs of fresh processes on \(Self.escaped(machine)); again by\n\n"
      + "```sh\n\(command)\n```\n"
  }

  private func isImportant(_ row: RegressionRow) -> Bool { row.verdict(by: rule) != .same }

  private func table(of rows: [RegressionRow]) -> String {
    let head = "| kernel | change | between | verdict |\n|---|---:|---:|---|\n"
    return head
      + rows.map { row in
        guard let outcome = row.outcome, outcome.screening.count > 0 else {
          return "| `\(row.kernel.kernel)` | | | not compared |\n"
        }
        let change = outcome.change
        let verdict = row.verdict(by: rule).map { $0 == .slower ? "**slower**" : $0.rawValue } ?? ""
        return
          "| `\(row.kernel.kernel)` | \(Self.percent(change.estimate)) | \(Self.percent(change.interval.lowerBound)) "
          + "to \(Self.percent(change.interval.upperBound)) | \(verdict) |\n"
      }.joined()
  }

  private static func percent(_ share: Double) -> String {
    share.isFinite ? String(format: "%+.1f %%", 100 * share) : "unknown"
  }

  /// Names come from users: what Markdown would take for its own is escaped.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "\\`*_[]<>|#~".contains(character) { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
  }
}
