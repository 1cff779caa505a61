import ArgumentParser
import Foundation
import Reporting
import RunStore

/// `ivce store prune`.
struct StorePrune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove old runs, and tell which; runs with a name are kept unless asked.")

  @Option(help: ArgumentHelp("Remove runs that began more than so many days ago, 0...100000.", valueName: "days"))
  var olderThan: Int?

  @Option(help: ArgumentHelp("Remove all runs but the newest so many, 0...1000000000.", valueName: "number"))
  var keep: Int?

  @Flag(help: "Remove runs that are baselines like others, with their names.")
  var baselines = false

  @Flag(help: "Only tell what would be removed.")
  var dryRun = false

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard olderThan != nil || keep != nil else { throw UsageError("say what to remove: --older-than or --keep") }
    var pruning = Pruning(keeping: keep, includesBaselines: baselines)
    if let keep { try (0...1_000_000_000).check(keep, of: "--keep") }
    if let olderThan {
      try (0...100_000).check(olderThan, of: "--older-than")
      pruning.before = Date(timeIntervalSinceNow: -86_400 * Double(olderThan))
    }
    let result =
      if dryRun { try store.reading().preview(pruning) } else { try existing().prune(pruning) }
    try output.write(table(result))
  }

  /// A store that is not there has nothing to remove, and is not made for that.
  private func existing() throws -> RunArchive {
    _ = try store.reading()
    return try store.writing()
  }

  private func table(_ result: PruningResult) -> ResultTable {
    var arguments = (olderThan.map { ["--older-than \($0)"] } ?? []) + (keep.map { ["--keep \($0)"] } ?? [])
    if baselines { arguments.append("--baselines") }
    if dryRun { arguments.append("--dry-run") }
    let fate = ResultTable.Column("fate", "fate", alignment: .left)
    let rows =
      result.removed.map { ($0, dryRun ? "would be removed" : "removed") } + result.kept.map { ($0, "kept") }
    var table = store.table(
      "prune", arguments, columns: Array(RunSummary.columns.prefix(2)) + [fate] + RunSummary.columns.dropFirst(2),
      rows: rows.map { run, fate in
        let cells = run.cells
        return Array(cells.prefix(2)) + [.text(fate)] + cells.dropFirst(2)
      })
    table.notes = ["\(result.removed.count) runs \(dryRun ? "would be " : "")removed."]
    if !result.kept.isEmpty {
      table.notes.append("\(result.kept.count) kept as baselines: --baselines removes them, too.")
    }
    return table
  }
}
