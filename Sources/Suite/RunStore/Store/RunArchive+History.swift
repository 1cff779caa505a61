import Foundation
import GRDB
import Measuring

extension RunArchive {
  /// What every run measured of one quantity, the oldest run first.
  ///
  /// - Parameter size: only what was measured at this size; nil for kernels without one.
  public func history(kernel: String, size: Int?, metric: String) throws(RunStoreError) -> [HistoryPoint] {
    try read { database in
      try HistoryRow.fetchAll(
        database,
        sql: """
          SELECT run.id, started, program, revision, isModified, machine, unit, prefersLarger, samples
          FROM series JOIN run ON series.run = run.number
          WHERE kernel = ? AND size IS ? AND metric = ?
          ORDER BY started, run.id, position
          """, arguments: [kernel, size, metric]
      ).map { try $0.point() }
    }
  }

  /// Every quantity of every kernel that some run has measured, in alphabetical order.
  public func knownSeries() throws(RunStoreError) -> [KnownSeries] {
    try read { database in
      try KnownSeries.fetchAll(
        database,
        sql: """
          SELECT kernel, size, metric, unit, count(DISTINCT run) AS runs, sum(length(samples)) / 8 AS samples
          FROM series GROUP BY kernel, size, metric, unit ORDER BY kernel, size, metric, unit
          """)
    }
  }
}

extension KnownSeries: FetchableRecord {}

private struct HistoryRow: Decodable, FetchableRecord {
  let id: String
  let started: Int
  let program: String
  let revision: String?
  let isModified: Bool
  let machine: Machine
  let unit: String
  let prefersLarger: Bool
  let samples: Data

  func point() throws -> HistoryPoint {
    guard let id = UUID(uuidString: id) else { throw UnreadableRow("the run '\(id)' has no identifier") }
    return HistoryPoint(
      run: id, started: Date(milliseconds: started), revision: revision, isModified: isModified, program: program,
      machine: machine.summary, unit: unit, prefersLarger: prefersLarger, values: try SampleBytes.decoded(samples))
  }
}
