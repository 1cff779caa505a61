import Foundation
import GRDB

/// How a store comes to be open: looked at without a right to write first, and only then written to.
struct StoreOpening {
  let file: StoreFile
  let migrator: DatabaseMigrator

  /// What looking at a file, without a right to write it, has shown.
  enum Finding {
    /// A sound store of the present version.
    case current(DatabaseQueue)
    /// A sound store of an older version, or one that another process is about to make.
    case older
    /// A store that a process left in the midst of a write; the journal that undoes it stands beside.
    case interrupted
  }

  /// A connection that cannot write.
  func forReading() throws(RunStoreError) -> DatabaseQueue {
    for _ in 0..<Self.attempts {
      switch try file.content(for: .reading) {
      case .missing: throw missing("no such file")
      case .empty: throw missing("an empty file")
      case .something: break
      }
      switch try finding(for: .reading) {
      case .current(let queue): return queue
      case .older: _ = try forWriting()
      case .interrupted: try undoInterruptedWrite(for: .reading)
      }
    }
    throw file.error(found: "a store that other processes change all the time", access: .reading)
  }

  /// A connection that can write, to a store of the present version.
  func forWriting() throws(RunStoreError) -> DatabaseQueue {
    for _ in 0..<Self.attempts {
      switch try file.content(for: .writing) {
      case .missing:
        try file.makeFolder()
        try file.requireWritable()
        return try writing(isNew: true)
      case .empty:
        try file.requireWritable()
        return try writing(isNew: true)
      case .something:
        let finding = try finding(for: .writing)
        try file.requireWritable()
        guard case .interrupted = finding else { return try writing(isNew: false) }
        try undoInterruptedWrite(for: .writing)
      }
    }
    throw file.error(found: "a store that other processes change all the time", access: .writing)
  }

  /// Each attempt undoes what one process left behind.
  private static let attempts = 10

  private func missing(_ found: String) -> RunStoreError {
    RunStoreError(.missing, path: file.path, expected: "a run store", found: found)
  }

  // MARK: Looking

  private func finding(for access: RunArchive.Access) throws(RunStoreError) -> Finding {
    do {
      let queue = try connection(isReadOnly: true)
      return try queue.read { database in
        try requireWholePages(database)
        try requireOurs(try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0)
        if try migrator.hasBeenSuperseded(database) {
          throw RunStoreError(
            .newer, path: file.path, expected: "a run store of this version", found: "one of a newer version")
        }
        let complaint = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer to a check"
        guard complaint == "ok" else { throw file.damaged("a damaged database: \(complaint)") }
        return try migrator.hasCompletedMigrations(database) ? .current(queue) : .older
      }
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
      try requireOurs(InterruptedStore.applicationID(of: file))
      return .interrupted
    } catch {
      throw file.error(error, access: access)
    }
  }

  /// A last page that was cut off would be read as if zeros stood there.
  private func requireWholePages(_ database: Database) throws {
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    guard pages > 0 else { throw file.damaged("a file that is not a database") }
    guard try file.size == pages * pageSize else { throw file.damaged("a damaged database: a part of it is missing") }
  }

  private func requireOurs(_ applicationID: Int32) throws(RunStoreError) {
    guard applicationID == StoreSchema.applicationID else {
      throw RunStoreError(.foreign, path: file.path, expected: "a run store", found: "a database of another program")
    }
  }

  // MARK: Writing

  /// Any connection that may write undoes the interrupted write when it first reads.
  private func undoInterruptedWrite(for access: RunArchive.Access) throws(RunStoreError) {
    do {
      try file.requireWritable()
      _ = try connection(isReadOnly: false)
    } catch {
      let reason = file.error(error, access: access).found
      throw file.error(found: "a write that was interrupted and cannot be undone: \(reason)", access: access)
    }
  }

  private func writing(isNew: Bool) throws(RunStoreError) -> DatabaseQueue {
    do {
      let queue = try connection(isReadOnly: false)
      if isNew { try queue.writeWithoutTransaction(claim) }
      try migrate(queue)
      return queue
    } catch {
      throw file.error(error, access: .writing)
    }
  }

  /// Makes an empty file a database of ours, which is one transaction: nobody ever meets one that is nobody's.
  ///
  /// Removed runs give their room back to the disk. That has to be said before anything is written, so that the
  /// transaction must not begin by writing.
  private func claim(_ database: Database) throws {
    try database.inTransaction(.deferred) {
      try database.execute(sql: "PRAGMA auto_vacuum = FULL")
      let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      if applicationID == 0, objects == 0 {
        try database.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
      } else {
        // Another process was faster.
        try requireOurs(applicationID)
      }
      return .commit
    }
  }

  /// Applies the steps that are missing. When two processes do so at once, the second finds each of its steps taken.
  private func migrate(_ queue: DatabaseQueue) throws {
    for _ in migrator.migrations.dropLast() {
      if (try? migrator.migrate(queue)) != nil { return }
    }
    do {
      try migrator.migrate(queue)
    } catch {
      guard try queue.read(migrator.hasCompletedMigrations) else { throw error }
    }
  }

  private func connection(isReadOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    // Processes that write to one store wait for each other.
    configuration.busyMode = .timeout(60)
    if !isReadOnly {
      configuration.prepareDatabase { database in
        // Readable without a second file, and on the disk when a transaction ends: FULL syncs the file before the
        // journal goes, EXTRA also the folder after that, or a loss of power could bring the journal back.
        try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA")
      }
    }
    return try DatabaseQueue(path: file.absolutePath, configuration: configuration)
  }
}
