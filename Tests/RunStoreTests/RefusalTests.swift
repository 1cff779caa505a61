import Foundation
import GRDB
import RunStore
import Testing

/// A file that is no sound store of this version is refused with the reason, and stays as it is to the byte.
struct RefusalTests {
  /// Opens the file for reading and for writing.
  private func refusals(_ name: String, in folder: TemporaryFolder) throws -> [RunStoreError?] {
    let before = try folder.bytes(name)
    let others = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let errors = [RunArchive.Access.reading, .writing].map { access in
      storeError { _ = try folder.store(name, access) }
    }
    #expect(try folder.bytes(name) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == others)
    for error in errors { #expect(error?.path == folder.file(name) && error?.description.contains("\n") == false) }
    return errors
  }

  private func filledStore(_ folder: TemporaryFolder) throws {
    let store = try folder.store()
    for seed in 0..<20 { try store.add(RandomRuns.run(UInt64(seed), values: 500...1000)) }
    try store.add(plainRun())
  }

  @Test(arguments: [
    "x", "not a database at all", String(repeating: "0123456789abcdef", count: 1000), "SQLite format 3\0",
  ])
  func whatIsNoDatabase(content: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(content, to: "runs.sqlite")
    #expect(try refusals("runs.sqlite", in: folder).map(\.?.kind) == [.damaged, .damaged])
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.999])
  func whatWasCutOff(share: Double) throws {
    let folder = try TemporaryFolder()
    try filledStore(folder)
    let whole = try folder.bytes("runs.sqlite")
    try whole.prefix(Int(Double(whole.count) * share)).write(to: URL(fileURLWithPath: folder.file("runs.sqlite")))
    #expect(try refusals("runs.sqlite", in: folder).map(\.?.kind) == [.damaged, .damaged])
  }

  @Test func whatWasOverwritten() throws {
    let folder = try TemporaryFolder()
    try filledStore(folder)
    var bytes = try folder.bytes("runs.sqlite")
    // Every page but the first begins with its kind.
    for page in 1..<bytes.count / 4096 { bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(count: 64)) }
    try bytes.write(to: URL(fileURLWithPath: folder.file("runs.sqlite")))
    #expect(try refusals("runs.sqlite", in: folder).map(\.?.kind) == [.damaged, .damaged])
  }

  @Test(arguments: ["CREATE TABLE run (id TEXT)", "PRAGMA application_id = 7", "PRAGMA user_version = 3", "VACUUM"])
  func databasesOfOtherPrograms(sql: String) throws {
    let folder = try TemporaryFolder()
    try DatabaseQueue(path: folder.file("other.sqlite")).writeWithoutTransaction { try $0.execute(sql: sql) }
    #expect(try refusals("other.sqlite", in: folder).map(\.?.kind) == [.foreign, .foreign])
  }

  @Test func storesOfANewerVersion() throws {
    let folder = try TemporaryFolder()
    try filledStore(folder)
    try DatabaseQueue(path: folder.file("runs.sqlite")).write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2: things to come')")
    }
    #expect(try refusals("runs.sqlite", in: folder).map(\.?.kind) == [.newer, .newer])
  }

  /// A journal that has to be undone belongs to its own program.
  @Test func aDatabaseOfAnotherProgramInTheMidstOfAWrite() throws {
    let folder = try TemporaryFolder()
    try makeInterruptedDatabase(folder, named: "other.sqlite", applicationID: 0)
    let journal = try folder.bytes("other.sqlite-journal")
    #expect(try refusals("other.sqlite", in: folder).map(\.?.kind) == [.foreign, .foreign])
    #expect(try folder.bytes("other.sqlite-journal") == journal)
  }

  @Test func aStoreInTheMidstOfAWriteIsPutBack() throws {
    for access in [RunArchive.Access.reading, .writing] {
      let folder = try TemporaryFolder()
      try filledStore(folder)
      let before = try folder.store("runs.sqlite", .reading).exported()
      try interrupt(folder, "runs.sqlite")
      #expect(FileManager.default.fileExists(atPath: folder.file("runs.sqlite-journal")))
      #expect(try folder.store("runs.sqlite", access).exported() == before)
      #expect(!FileManager.default.fileExists(atPath: folder.file("runs.sqlite-journal")))
    }
  }

  @Test func aMissingFileIsMadeForWritingOnly() throws {
    let folder = try TemporaryFolder()
    #expect(storeError { _ = try folder.store("runs.sqlite", .reading) }?.kind == .missing)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try folder.write("", to: "empty.sqlite")
    #expect(storeError { _ = try folder.store("empty.sqlite", .reading) }?.kind == .missing)
    try folder.store("a/b/c/runs.sqlite").add(plainRun())
    #expect(try folder.store("a/b/c/runs.sqlite", .reading).runs().count == 1)
    try folder.store("empty.sqlite").add(plainRun())
    #expect(try folder.store("empty.sqlite", .reading).runs().count == 1)
    try folder.store(":memory:").add(plainRun())
    #expect(try folder.bytes(":memory:").count > 0)
  }

  @Test func placesWhereNothingCanBeWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "file")
    func error(_ path: String) -> RunStoreError? { storeError { _ = try RunArchive(path: path, access: .writing) } }
    #expect(error(folder.file("file/runs.sqlite"))?.kind == .output)
    #expect(error(folder.file("file/runs.sqlite"))?.found == "Not a directory")
    #expect(error(folder.path)?.found == "a directory")
    #expect(error("/dev/full")?.found == "a pipe, socket or device")
    #expect(error("/dev/full/runs.sqlite")?.found == "Not a directory")
    #expect(error("/proc/runs.sqlite")?.kind == .output)
    #expect(error("/proc/store/runs.sqlite")?.kind == .output)
    #expect(error("/sys/kernel/runs.sqlite")?.kind == .output)
    #expect(error("")?.kind == .unsuitable)
    #expect(error("a\0b")?.kind == .unsuitable)
    #expect(error(folder.file(String(repeating: "x", count: 300)))?.kind == .output)
    #expect(storeError { _ = try RunArchive(path: folder.path, access: .reading) }?.kind == .unreadable)
    #expect(storeError { _ = try RunArchive(path: "/dev/zero", access: .reading) }?.kind == .unreadable)
  }

  @Test func onAMediumThatCannotBeWrittenAStoreCanBeRead() throws {
    let folder = try TemporaryFolder()
    try folder.store().add(plainRun())
    let before = try folder.bytes("runs.sqlite")
    chmod(folder.file("runs.sqlite"), 0o444)
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    #expect(try folder.store("runs.sqlite", .reading).runs().count == 1)
    // The superuser may write all the same.
    if geteuid() != 0 {
      let error = storeError { _ = try folder.store() }
      #expect(error?.kind == .output && error?.found == "Permission denied")
    }
    #expect(try folder.bytes("runs.sqlite") == before)
  }

  // MARK: Interrupted writes

  private func makeInterruptedDatabase(_ folder: TemporaryFolder, named name: String, applicationID: Int) throws {
    let queue = try DatabaseQueue(path: folder.file(name))
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA application_id = \(applicationID); CREATE TABLE t (x)")
    }
    try queue.close()
    try interrupt(folder, name)
  }

  /// Copies the file and its journal while a transaction has written to both, as a killed process leaves them.
  private func interrupt(_ folder: TemporaryFolder, _ name: String) throws {
    let manager = FileManager.default
    for suffix in ["", "-journal"] where manager.fileExists(atPath: folder.file("copy" + suffix)) {
      try manager.removeItem(atPath: folder.file("copy" + suffix))
    }
    let queue = try DatabaseQueue(path: folder.file(name))
    try queue.writeWithoutTransaction { database in
      // A cache of a few pages is spilled to the file before the transaction ends.
      try database.execute(sql: "PRAGMA cache_size = 5; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; CREATE TABLE u (x)")
      for _ in 0..<100 { try database.execute(sql: "INSERT INTO u VALUES (zeroblob(3000))") }
      for suffix in ["", "-journal"] {
        try manager.copyItem(atPath: folder.file(name + suffix), toPath: folder.file("copy" + suffix))
      }
      try database.execute(sql: "ROLLBACK")
    }
    try queue.close()
    for suffix in ["", "-journal"] {
      try? manager.removeItem(atPath: folder.file(name + suffix))
      try manager.moveItem(atPath: folder.file("copy" + suffix), toPath: folder.file(name + suffix))
    }
  }
}
