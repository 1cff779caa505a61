import GRDB

/// What a store holds, all of which was read and found sound.
public struct StoreContents: Hashable, Sendable {
  /// The runs.
  public let runs: Int

  /// Their series.
  public let series: Int

  /// The values of these.
  public let values: Int

  /// The names of baselines.
  public let baselines: Int

  /// The size of the file in bytes.
  public let bytes: Int
}

extension RunArchive {
  /// Reads everything, every index and every run.
  ///
  /// - Throws: ``RunStoreError/Kind/damaged`` with the first thing that is wrong.
  public func check() throws(RunStoreError) -> StoreContents {
    try read { database in
      let complaint = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "no answer"
      guard complaint == "ok" else { throw file.damaged("a damaged database: \(complaint)") }
      guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
        throw file.damaged("a series or a baseline of a run that is not there")
      }
      var (runs, series, values) = (0, 0, 0)
      let rows = try RunRow.fetchCursor(database, sql: "SELECT * FROM run ORDER BY number")
      while let row = try rows.next() {
        let run = try storedRun(row, in: database)
        if let flaw = run.flaw { throw file.damaged("\(flaw.found) as \(flaw.place) of the run \(run.id.text)") }
        runs += 1
        series += run.series.count
        values += run.series.reduce(0) { $0 + $1.values.count }
      }
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
      return StoreContents(
        runs: runs, series: series, values: values, baselines: try storedBaselines(in: database).count,
        bytes: pages * pageSize)
    }
  }
}
