import Foundation
import GRDB

extension RunArchive {
  /// Gives the run whose identifier is, or begins with, `id` a name to compare with.
  ///
  /// - Parameter replacing: whether a name that stands for another run may be taken from it.
  /// - Returns: the run that the name stood for before, if it was another one.
  /// - Throws: ``RunStoreError/Kind/unsuitable`` for what is no name or stands for another run,
  ///   ``RunStoreError/Kind/unknown`` if there is no such run.
  @discardableResult
  public func setBaseline(_ name: String, to id: String, replacing: Bool = false) throws(RunStoreError) -> UUID? {
    guard StoredBaseline.isName(name) else {
      throw refusal(.unsuitable, expected: StoredBaseline.nameRule, found: name.excerpt)
    }
    return try write { database in
      let run = try row(beginning: id, in: database)
      let previous = try baselineRun(name, in: database)
      if let previous, previous.number == run.number { return nil }
      guard previous == nil || replacing else {
        throw refusal(
          .unsuitable, expected: "a name that is free, or leave to replace it",
          found: "'\(name)' for the run \(previous?.id ?? "")")
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO baseline (name, run) VALUES (?, ?)", arguments: [name, run.number])
      return try previous?.identifier()
    }
  }

  /// Takes a name away; the run stays.
  ///
  /// - Throws: ``RunStoreError/Kind/unknown`` if nothing has this name.
  public func removeBaseline(_ name: String) throws(RunStoreError) {
    try write { database in
      try database.execute(sql: "DELETE FROM baseline WHERE name = ?", arguments: [name])
      if database.changesCount == 0 { throw unknownBaseline(name) }
    }
  }

  /// The names with their runs, in alphabetical order.
  public func baselines() throws(RunStoreError) -> [StoredBaseline] {
    try read(storedBaselines)
  }

  /// The run that `name` stands for.
  ///
  /// - Throws: ``RunStoreError/Kind/unknown`` if nothing has this name.
  public func baseline(_ name: String) throws(RunStoreError) -> StoredRun {
    try read { database in
      guard let row = try baselineRun(name, in: database) else { throw unknownBaseline(name) }
      return try storedRun(row, in: database)
    }
  }
}

extension RunArchive {
  func storedBaselines(in database: Database) throws -> [StoredBaseline] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT name, run.id FROM baseline JOIN run ON baseline.run = run.number ORDER BY name")
    return try rows.map { row in
      guard let id = String.fromDatabaseValue(row["id"]).flatMap(UUID.init),
        let name = String.fromDatabaseValue(row["name"])
      else { throw UnreadableRow("a baseline without a name or a run") }
      return StoredBaseline(name: name, run: id)
    }
  }

  func baselineRun(_ name: String, in database: Database) throws -> RunRow? {
    try RunRow.fetchOne(
      database, sql: "SELECT run.* FROM baseline JOIN run ON baseline.run = run.number WHERE name = ?",
      arguments: [name])
  }

  private func unknownBaseline(_ name: String) -> RunStoreError {
    refusal(.unknown, expected: "the name of a baseline", found: name.excerpt)
  }
}
