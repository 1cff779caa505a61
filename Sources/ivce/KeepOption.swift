import ArgumentParser
import Reporting
import RunStore

/// Whether and where what is measured is kept.
struct KeepOption: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp("The file of the store that keeps the run; none to keep nothing.", valueName: "file"))
  var path = RunArchive.standardPath

  /// The store, opened before anything is measured so that nothing is measured in vain; nil if nothing is to be kept.
  func open() throws -> RunArchive? { path == "none" ? nil : try RunArchive(path: path, access: .writing) }

  /// Stores runs and says in the table where; what cannot be stored is not lost, since the table is still to be printed.
  ///
  /// - Returns: why they were not stored.
  func add(_ runs: [StoredRun], to store: RunArchive, _ table: inout ResultTable) -> RunStoreError? {
    do throws(RunStoreError) {
      for run in runs { try store.add(run) }
      let names = runs.map { String($0.id.uuidString.lowercased().prefix(8)) }
      table.notes.insert("Stored in \(path) as \(names.joined(separator: " and ")).", at: 0)
      return nil
    } catch {
      table.notes.append("NOT STORED: \(error)")
      return error
    }
  }

  /// What was given, for the line that gives the result again.
  var arguments: [String] { path == RunArchive.standardPath ? [] : ["--store \(ShellText.quoted(path))"] }
}
