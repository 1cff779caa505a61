import Foundation
import GRDB

extension RunArchive {
  /// Adds a run, all of it or nothing; when this returns, it is on the disk.
  ///
  /// - Throws: ``RunStoreError/Kind/unsuitable`` for a run that no store takes, such as one with a value that is not
  ///   finite; ``RunStoreError/Kind/conflicting`` if there is a run of this identifier.
  public func add(_ run: StoredRun) throws(RunStoreError) {
    try requireFlawless(run)
    try write { database in
      guard try number(of: run.id, in: database) == nil else {
        throw refusal(.conflicting, expected: "a run that is not there yet", found: "the run \(run.id.text)")
      }
      try insert(run, into: database)
    }
  }

  /// Adds a run unless one of its identifier is there, whatever that one holds.
  ///
  /// - Returns: whether it was added.
  @discardableResult
  public func addUnlessPresent(_ run: StoredRun) throws(RunStoreError) -> Bool {
    try requireFlawless(run)
    return try write { database in
      guard try number(of: run.id, in: database) == nil else { return false }
      try insert(run, into: database)
      return true
    }
  }

  /// The run with this identifier.
  ///
  /// - Throws: ``RunStoreError/Kind/unknown`` if there is none.
  public func run(_ id: UUID) throws(RunStoreError) -> StoredRun { try run(id.text) }

  /// The run whose identifier is, or begins with, `id`.
  ///
  /// - Throws: ``RunStoreError/Kind/unknown`` if there is none, or more than one.
  public func run(_ id: String) throws(RunStoreError) -> StoredRun {
    try read { database in try storedRun(try row(beginning: id, in: database), in: database) }
  }

  /// Runs without what they measured, the newest first.
  ///
  /// - Parameters:
  ///   - kernelPrefix: only runs that measured a kernel whose name begins so.
  ///   - limit: at most so many.
  public func runs(kernelPrefix: String = "", limit: Int = .max) throws(RunStoreError) -> [RunSummary] {
    try read { database in
      let rows = try RunRow.fetchAll(
        database,
        sql: """
          SELECT * FROM run
          WHERE :prefix = ''
            OR EXISTS (SELECT * FROM series WHERE series.run = run.number AND instr(kernel, :prefix) = 1)
          ORDER BY started DESC, id DESC LIMIT :limit
          """, arguments: ["prefix": kernelPrefix, "limit": limit])
      return try rows.map { try summary(of: $0, in: database) }
    }
  }
}

extension RunArchive {
  func requireFlawless(_ run: StoredRun) throws(RunStoreError) {
    guard let flaw = run.flaw else { return }
    throw RunStoreError(.unsuitable, path: path, place: flaw.place, expected: flaw.expected, found: flaw.found)
  }

  func number(of id: UUID, in database: Database) throws -> Int64? {
    try Int64.fetchOne(database, sql: "SELECT number FROM run WHERE id = ?", arguments: [id.text])
  }

  func insert(_ run: StoredRun, into database: Database) throws {
    // A flawless run has an instant, and an inserted row a number.
    guard let started = run.started.milliseconds,
      let number = try RunRow(run, started: started).inserted(database).number
    else { throw UnreadableRow("a run without a start or a number") }
    for (position, series) in run.series.enumerated() {
      try SeriesRow(series, run: number, position: position).insert(database)
    }
  }

  func row(beginning id: String, in database: Database) throws -> RunRow {
    let beginning = id.lowercased()
    guard !beginning.isEmpty,
      beginning.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D })
    else {
      throw refusal(.unknown, expected: "a run's identifier or its beginning", found: id.excerpt)
    }
    // No character of an identifier comes behind "g".
    let rows = try RunRow.fetchAll(
      database, sql: "SELECT * FROM run WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",
      arguments: [beginning, beginning + "g"])
    guard let row = rows.first, rows.count == 1 else {
      throw refusal(
        .unknown, expected: "one run whose identifier begins with \(id.excerpt)",
        found: rows.isEmpty ? "none" : "several")
    }
    return row
  }

  func storedRun(_ row: RunRow, in database: Database) throws -> StoredRun {
    let series = try SeriesRow.fetchAll(
      database, sql: "SELECT * FROM series WHERE run = ? ORDER BY position", arguments: [row.number])
    return try row.run(series.map { try $0.series() })
  }

  func summary(of row: RunRow, in database: Database) throws -> RunSummary {
    RunSummary(
      id: try row.identifier(), started: Date(milliseconds: row.started), command: row.command, program: row.program,
      revision: row.revision, isModified: row.isModified, seed: UInt64(bitPattern: row.seed), machine: row.machine,
      seriesCount: try Int.fetchOne(
        database, sql: "SELECT count(*) FROM series WHERE run = ?", arguments: [row.number]) ?? 0,
      baselines: try String.fetchAll(
        database, sql: "SELECT name FROM baseline WHERE run = ? ORDER BY name", arguments: [row.number]))
  }
}
