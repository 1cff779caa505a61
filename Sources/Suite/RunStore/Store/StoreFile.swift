import Foundation
import GRDB

/// The file of a store, before and beside SQLite.
///
/// It is never opened here: closing a descriptor would drop the locks that SQLite holds on the same file elsewhere in
/// the process (https://www.sqlite.org/howtocorrupt.html, section 2.2).
struct StoreFile: Sendable {
  enum Content { case missing, empty, something }

  /// As it was named.
  let path: String

  /// From the root, so that no name means anything else to SQLite, as `:memory:` and `file:` would.
  let absolutePath: String

  init(path: String) throws(RunStoreError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw RunStoreError(
        .unsuitable, path: path, expected: "the name of a file", found: "a name that no file can have")
    }
    let folder = FileManager.default.currentDirectoryPath
    // The folder in which the process was started may be gone.
    guard path.hasPrefix("/") || !folder.isEmpty else {
      throw RunStoreError(.unreadable, path: path, expected: "a file", found: "no folder to look for it in")
    }
    self.path = path
    absolutePath = path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// What stands at the path.
  func content(for access: RunArchive.Access) throws(RunStoreError) -> Content {
    var status = stat()
    guard stat(absolutePath, &status) == 0 else {
      if errno == ENOENT { return .missing }
      throw error(code: errno, access: access)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return status.st_size == 0 ? .empty : .something
    case S_IFDIR: throw error(found: "a directory", access: access)
    default: throw error(found: "a pipe, socket or device", access: access)
    }
  }

  /// In bytes.
  var size: Int {
    get throws(RunStoreError) {
      var status = stat()
      guard stat(absolutePath, &status) == 0 else { throw error(code: errno, access: .reading) }
      return Int(status.st_size)
    }
  }

  /// Makes the folders above the file, and sees to it that they outlast a loss of power.
  func makeFolder() throws(RunStoreError) {
    var missing: [String] = []
    var folder = parent(of: absolutePath)
    while access(folder, F_OK) != 0, errno == ENOENT, folder != "/" {
      missing.append(folder)
      folder = parent(of: folder)
    }
    for folder in missing.reversed() {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw error(code: errno, access: .writing) }
      synchronize(folder: parent(of: folder))
    }
  }

  /// Throws the system's reason if the file, or the folder in which SQLite keeps the journal, cannot be written.
  func requireWritable() throws(RunStoreError) {
    if let code = reasonNotToWrite { throw error(code: code, access: .writing) }
  }

  private var reasonNotToWrite: Int32? {
    if access(parent(of: absolutePath), W_OK | X_OK) != 0 { return errno }
    if access(absolutePath, F_OK) == 0, access(absolutePath, W_OK) != 0 { return errno }
    return nil
  }

  private func parent(of path: String) -> String {
    let end = path.drop { $0 == "/" }.isEmpty ? path.startIndex : path.lastIndex(of: "/") ?? path.startIndex
    let folder = path[..<end]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// A failure is of no consequence to what is written now.
  private func synchronize(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension StoreFile {
  func error(code: Int32, access: RunArchive.Access) -> RunStoreError {
    error(found: String(cString: strerror(code)), access: access)
  }

  func error(found: String, access: RunArchive.Access) -> RunStoreError {
    switch access {
    case .reading: RunStoreError(.unreadable, path: path, expected: "a run store that can be read", found: found)
    case .writing: RunStoreError(.output, path: path, expected: "a run store that can be written", found: found)
    }
  }

  func damaged(_ found: String) -> RunStoreError {
    RunStoreError(.damaged, path: path, expected: "a run store", found: found)
  }

  /// What an error of the database means to the user.
  func error(_ error: any Error, access: RunArchive.Access) -> RunStoreError {
    if let error = error as? RunStoreError { return error }
    guard let error = error as? DatabaseError else { return damaged("a database with an unreadable row: \(error)") }
    let message = error.message ?? "error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      return damaged("a file that is not a database")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return self.error(found: "another process that has kept it locked for a minute", access: access)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOLFS, .SQLITE_TOOBIG,
      .SQLITE_NOMEM, .SQLITE_INTERRUPT:
      let reason = access == .writing ? reasonNotToWrite.map { String(cString: strerror($0)) } : nil
      return self.error(found: reason ?? message, access: access)
    default:
      return damaged("a damaged database: \(message)")
    }
  }
}
