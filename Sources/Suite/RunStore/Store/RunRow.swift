import Foundation
import GRDB
import Measuring

/// A run as a row of its table.
struct RunRow: Codable, FetchableRecord, MutablePersistableRecord {
  static let databaseTableName = "run"

  var number: Int64?
  let id: String
  let started: Int
  let command: String
  let program: String
  let revision: String?
  let isModified: Bool
  let seed: Int64
  let machine: Machine
  let configuration: [String: String]

  init(_ run: StoredRun, started: Int) {
    id = run.id.text
    self.started = started
    command = run.command
    program = run.program
    revision = run.revision
    isModified = run.isModified
    seed = Int64(bitPattern: run.seed)
    machine = run.machine
    configuration = run.configuration
  }

  mutating func didInsert(_ inserted: InsertionSuccess) { number = inserted.rowID }

  func identifier() throws -> UUID {
    guard let id = UUID(uuidString: id) else { throw UnreadableRow("the run '\(id)' has no identifier") }
    return id
  }

  func run(_ series: [StoredSeries]) throws -> StoredRun {
    StoredRun(
      id: try identifier(), started: Date(milliseconds: started), command: command, program: program,
      revision: revision, isModified: isModified, seed: UInt64(bitPattern: seed), machine: machine,
      configuration: configuration, series: series)
  }
}

/// A series as a row of its table.
struct SeriesRow: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "series"

  let run: Int64
  let position: Int
  let kernel: String
  let size: Int?
  let metric: String
  let unit: String
  let prefersLarger: Bool
  let samples: Data

  init(_ series: StoredSeries, run: Int64, position: Int) {
    self.run = run
    self.position = position
    kernel = series.kernel
    size = series.size
    metric = series.metric
    unit = series.unit
    prefersLarger = series.prefersLarger
    samples = SampleBytes.encoded(series.values)
  }

  func series() throws -> StoredSeries {
    StoredSeries(
      kernel: kernel, size: size, metric: metric, unit: unit, prefersLarger: prefersLarger,
      values: try SampleBytes.decoded(samples))
  }
}

/// A row that the types of the table allow and that no run has.
struct UnreadableRow: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
