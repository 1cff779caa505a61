import ArgumentParser
import Foundation
import Reporting
import RunStore

/// `ivce store import FILE...`.
struct StoreImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Add the runs of files: each file whole or not at all.",
    discussion: """
      A run that is there already is skipped; one of the same identifier with other content is refused. Baselines of \
      ordo-one/benchmark and results of JMH do not say when they were measured: the time of the file stands for it. What they \
      lose is the order of the samples, and of a baseline a thousandth of each value.
      """)

  @Argument(help: "The files.")
  var files: [String]

  @Option(
    name: .customLong("as"), help: "What the files are: runs (lines of JSON), ordo-one (a baseline) or jmh (results).")
  var form: TransferForm = .runs

  @Option(
    help: ArgumentHelp(
      "When the runs of other harnesses were measured, such as 2026-01-31T12:00:00.000Z.", valueName: "instant"))
  var started: String?

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let started = try started.map(instant)
    let store = try store.writing()
    var table = self.store.table(
      "import", ["--as \(form.rawValue)"] + files.map(ShellText.quoted),
      columns: [
        .init("file", "file", alignment: .left), .init("added", "added"), .init("skipped", "skipped"),
        .init("baselines", "baselines"), .init("run", "run", alignment: .left),
      ])
    var failure: (any Error)?
    for file in files where failure == nil {
      do {
        table.append(try row(of: file, in: store, started: started))
      } catch {
        // What was added before stays, and is told.
        failure = error
        if !table.rows.isEmpty { table.notes.append("\(error)") }
      }
    }
    if !table.rows.isEmpty { try output.write(table) }
    if let failure { throw failure }
  }

  private func instant(_ text: String) throws -> Date {
    if form == .runs { throw UsageError("--started is for runs of other harnesses: --as ordo-one or jmh") }
    guard let instant = Date(instant: text) else {
      throw UsageError("--started must be an instant such as 2026-01-31T12:00:00.000Z, not '\(text)'")
    }
    return instant
  }

  private func row(of file: String, in store: RunArchive, started: Date?) throws -> [ResultTable.Cell] {
    if let format = form.interchange {
      let run = try StoredRun(from: format, fileAt: file, started: started)
      let isNew = try store.addUnlessPresent(run)
      return [.text(file), .integer(isNew ? 1 : 0), .integer(isNew ? 0 : 1), .integer(0), .text(run.id.text)]
    }
    let summary = try store.importLines(ofFileAt: file)
    let only = summary.added.count == 1 ? summary.added.first : nil
    return [
      .text(file), .integer(summary.added.count), .integer(summary.skipped), .integer(summary.baselines),
      only.map { .text($0.text) } ?? .none,
    ]
  }
}
