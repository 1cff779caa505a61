import ArgumentParser
import Conformance
import Foundation
import Reporting
import RunStore

/// `ivce store`.
struct Store: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look into the store of measured runs, name runs to compare with, copy runs in and out, remove old ones.",
    discussion: """
      A store is one SQLite file. A run is named by its identifier or the beginning of it. A file that is damaged, of another \
      program or of a newer version is refused and never written to.
      """,
    subcommands: [
      StoreList.self, StoreShow.self, StoreExport.self, StoreImport.self, StorePrune.self, StoreBaseline.self,
      StoreCheck.self,
    ])
}

/// Which store a command is about.
struct StoreOption: ParsableArguments {
  @Option(name: .customLong("store"), help: ArgumentHelp("The file of the store.", valueName: "file"))
  var path = RunArchive.standardPath

  func reading() throws -> RunArchive { try RunArchive(path: path, access: .reading) }

  func writing() throws -> RunArchive { try RunArchive(path: path, access: .writing) }

  /// A table about the store, whose first line is the command that gives it again.
  func table(
    _ command: String, _ arguments: [String] = [], seed: UInt64? = nil, columns: [ResultTable.Column],
    rows: [[ResultTable.Cell]] = [],
    metadata: [(String, ResultTable.Cell)] = []
  ) -> ResultTable {
    let line = (["ivce store \(command)"] + arguments + ["--store \(ShellText.quoted(path))"]).joined(separator: " ")
    return ResultTable(
      command: "store-" + command.replacing(" ", with: "-"), seed: seed, header: "\(line)  # ivce \(Catalog.version)",
      columns: columns, rows: rows,
      metadata: [("version", .text(Catalog.version)), ("store", .text(path))] + metadata)
  }
}

extension RunSummary {
  /// What every table of runs shows of one, people the beginnings of what is long.
  static let columns: [ResultTable.Column] = [
    .init("run", "run", alignment: .left), .init("id", "id", alignment: .left, isShown: false),
    .init("started", "started", alignment: .left), .init("program", "program", alignment: .left),
    .init("commit", "commit", alignment: .left), .init("revision", "revision", alignment: .left, isShown: false),
    .init("is_modified", "modified", alignment: .left, isShown: false), .init("series", "series"),
    .init("baselines", "baselines", alignment: .left), .init("seed", "seed", isShown: false),
    .init("machine", "machine", alignment: .left, isShown: false), .init("command", "command", alignment: .left),
  ]

  /// The cells below ``columns``.
  var cells: [ResultTable.Cell] {
    [
      .text(String(id.text.prefix(8))), .text(id.text), .text(started.instant ?? ""), .text(program),
      revision.map { .text($0.prefix(10) + (isModified ? "+" : "")) } ?? .none, revision.map { .text($0) } ?? .none,
      .flag(isModified), .integer(seriesCount), baselines.isEmpty ? .none : .text(baselines.joined(separator: ",")),
      .text(String(seed)), .text(machine.summary), .text(command),
    ]
  }
}
