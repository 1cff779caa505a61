import Foundation
import GRDBSQLite

/// A database with a journal beside it that has to be undone before anybody may read it.
enum InterruptedStore {
  /// The application's number in the header as it stands, read without a lock and without undoing anything.
  ///
  /// No write changes that number, so that it is right even in the midst of one. The file may still lack pages that its
  /// header speaks of; that this does not matter is what the setting for repairs, `writable_schema`, says.
  static func applicationID(of file: StoreFile) throws(RunStoreError) -> Int32 {
    let name = file.absolutePath.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? file.absolutePath
    var connection: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    defer { sqlite3_close(connection) }
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_open_v2("file://\(name)?immutable=1", &connection, flags, nil) == SQLITE_OK,
      sqlite3_exec(connection, "PRAGMA writable_schema = ON", nil, nil, nil) == SQLITE_OK,
      sqlite3_prepare_v2(connection, "PRAGMA application_id", -1, &statement, nil) == SQLITE_OK,
      sqlite3_step(statement) == SQLITE_ROW
    else {
      throw file.damaged("a database that an interrupted write has left unreadable")
    }
    return sqlite3_column_int(statement, 0)
  }
}
