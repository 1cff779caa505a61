import Foundation
import GRDB

/// Which runs are to go.
public struct Pruning: Hashable, Sendable {
  /// Runs that began before this go.
  public var before: Date?

  /// Of all runs, those behind the newest so many go.
  public var keeping: Int?

  /// Whether runs that have a name as a baseline go like others, with their names.
  public var includesBaselines = false

  /// Nothing goes until ``before`` or ``keeping`` says so.
  public init(before: Date? = nil, keeping: Int? = nil, includesBaselines: Bool = false) {
    self.before = before
    self.keeping = keeping
    self.includesBaselines = includesBaselines
  }
}

/// What a pruning did, or would do.
public struct PruningResult: Hashable, Sendable {
  /// The runs that are gone, the newest first.
  public let removed: [RunSummary]

  /// The runs that would have gone if they were not baselines, the newest first.
  public let kept: [RunSummary]
}

extension RunArchive {
  /// Removes runs that `pruning` names by age or by count; the file shrinks accordingly.
  public func prune(_ pruning: Pruning) throws(RunStoreError) -> PruningResult {
    try write { database in
      let result = try outcome(of: pruning, in: database)
      for run in result.removed {
        guard let number = try number(of: run.id, in: database) else { continue }
        try database.execute(sql: "DELETE FROM baseline WHERE run = ?", arguments: [number])
        try database.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number])
      }
      return result
    }
  }

  /// What ``prune(_:)`` would do now.
  public func preview(_ pruning: Pruning) throws(RunStoreError) -> PruningResult {
    try read { database in try outcome(of: pruning, in: database) }
  }

  private func outcome(of pruning: Pruning, in database: Database) throws -> PruningResult {
    let rows = try RunRow.fetchAll(database, sql: "SELECT * FROM run ORDER BY started DESC, id DESC")
    let doomed = try rows.enumerated().filter { position, row in
      pruning.before.map { Date(milliseconds: row.started) < $0 } ?? false
        || pruning.keeping.map { position >= $0 } ?? false
    }.map { try summary(of: $0.element, in: database) }
    return PruningResult(
      removed: doomed.filter { pruning.includesBaselines || $0.baselines.isEmpty },
      kept: doomed.filter { !pruning.includesBaselines && !$0.baselines.isEmpty })
  }
}
