import Foundation
import GRDB
import RunStore
import Testing

/// Stores outlast the versions of the program.
struct MigrationTests {
  private static var nextVersion: DatabaseMigrator {
    var migrator = StoreSchema.migrator
    migrator.registerMigration("2: remarks") { database in
      try database.execute(sql: "ALTER TABLE run ADD COLUMN remark TEXT")
    }
    return migrator
  }

  @Test(arguments: [RunArchive.Access.reading, .writing])
  func theNextVersionKeepsEverything(access: RunArchive.Access) throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    for seed in 0..<10 { try store.add(RandomRuns.run(UInt64(seed))) }
    try store.setBaseline("main", to: RandomRuns.id(3).text)
    let before = try store.exported()

    let next = try RunArchive(path: store.path, access: access, migrator: Self.nextVersion)
    #expect(try next.exported() == before)
    #expect(try next.check().runs == 10)
    let error = storeError { _ = try folder.store() }
    #expect(error?.kind == .newer)
  }

  @Test func severalProcessesMayBringAStoreUpToDate() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("runs.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for seed in 0..<8 {
        group.addTask {
          try RunArchive(path: path, access: .writing, migrator: Self.nextVersion).add(RandomRuns.run(UInt64(seed)))
        }
      }
      try await group.waitForAll()
    }
    #expect(try RunArchive(path: path, access: .reading, migrator: Self.nextVersion).check().runs == 8)
  }

  /// As a process leaves it that is killed before it has made the tables.
  @Test func aStoreWithoutTablesIsCompleted() throws {
    for access in [RunArchive.Access.reading, .writing] {
      let folder = try TemporaryFolder()
      let queue = try DatabaseQueue(path: folder.file("runs.sqlite"))
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = 0x49564345") }
      try queue.close()
      #expect(try folder.store("runs.sqlite", access).check().runs == 0)
    }
  }
}
