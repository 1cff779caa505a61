import Foundation
import GRDB

/// Every run of every benchmark that was measured here or imported, in one SQLite file.
///
/// A run is stored whole or not at all, and is on the disk when ``add(_:)`` returns. The store keeps a rollback
/// journal, without which it can be read, so that it may stand on a medium that cannot be written. Several processes may write to one store; they wait for each other. A file that is damaged, of another program or of
/// a newer version is never written to.
public struct RunArchive: Sendable {
  /// What a store is opened for.
  public enum Access: Sendable {
    /// The file must be there. It is written to only if a process was killed in the midst of a write, or an older
    /// version made it.
    case reading
    /// The file and its folder are made if need be.
    case writing
  }

  /// Where the commands keep their runs unless told otherwise, below the folder in which they are called.
  public static let standardPath = ".ivce/runs.sqlite"

  /// The file, as it was named.
  public let path: String

  let file: StoreFile
  let queue: DatabaseQueue
  let access: Access

  /// Opens the store in the file at `path` after having looked at all of it, which takes a second or two for each
  /// gigabyte.
  ///
  /// - Throws: ``RunStoreError`` of every kind that speaks of the store itself.
  public init(path: String, access: Access) throws(RunStoreError) {
    try self.init(path: path, access: access, migrator: StoreSchema.migrator)
  }

  /// A store whose versions are those of `migrator`.
  package init(path: String, access: Access, migrator: DatabaseMigrator) throws(RunStoreError) {
    let file = try StoreFile(path: path)
    self.path = path
    self.file = file
    self.access = access
    self.queue =
      switch access {
      case .reading: try StoreOpening(file: file, migrator: migrator).forReading()
      case .writing: try StoreOpening(file: file, migrator: migrator).forWriting()
      }
  }

  /// Runs `body` on a state of the store that no writer changes meanwhile.
  func read<Value>(_ body: (Database) throws -> Value) throws(RunStoreError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw file.error(error, access: .reading)
    }
  }

  /// Runs `body` as one transaction: what it throws undoes all that it did.
  func write<Value>(_ body: (Database) throws -> Value) throws(RunStoreError) -> Value {
    precondition(access == .writing, "the store was opened for reading")
    do {
      return try queue.write(body)
    } catch {
      throw file.error(error, access: .writing)
    }
  }

  /// An error about what the caller asked for.
  func refusal(_ kind: RunStoreError.Kind, expected: String, found: String) -> RunStoreError {
    RunStoreError(kind, path: path, expected: expected, found: found)
  }
}
