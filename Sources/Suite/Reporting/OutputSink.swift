import Glibc

/// Where a result goes.
public enum OutputSink: Hashable, Sendable {
  /// Whatever the command's standard output is connected to.
  case standardOutput
  /// A file by its path. Readers see the old content or all of the new one, never a part. A device or a pipe is written
  /// to as it is.
  case file(String)

  /// Writes all of `text`, or throws: nothing is lost silently on a full disk or a pipe that nobody reads any more.
  public func write(_ text: String) throws(OutputError) {
    switch self {
    case .standardOutput:
      // What `print` has buffered comes first.
      if let code = withoutPipeSignal({ fflush(nil) == 0 ? nil : errno }) {
        throw OutputError(path: "standard output", code: code)
      }
      try OpenFile(descriptor: STDOUT_FILENO, path: "standard output").write(text)
    case .file(let path):
      // The system would read such a path only up to its zero byte.
      if path.utf8.contains(0) { throw OutputError(path: path, code: EINVAL) }
      try Self.write(text, toFileAt: path)
    }
  }

  private static func write(_ text: String, toFileAt path: String) throws(OutputError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw OutputError(path: path, code: errno) }
      return try replaceFile(at: path, with: text, permissions: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      throw OutputError(path: path, code: EISDIR)
    case S_IFREG:
      // Replacing needs no right to write the file itself; its owner's wish is respected all the same.
      guard access(path, W_OK) == 0 else { throw OutputError(path: path, code: errno) }
      try replaceFile(at: resolvingLinks(path), with: text, permissions: status.st_mode & 0o7777)
    default:
      let file = try OpenFile(path: path, reportedAs: path, flags: O_WRONLY)
      try file.write(text)
      try file.close()
    }
  }

  /// Writes a file beside `path` and renames it, which is atomic within a directory.
  private static func replaceFile(at path: String, with text: String, permissions: mode_t?) throws(OutputError) {
    let (file, temporary) = try newFile(beside: path)
    do throws(OutputError) {
      try file.finish(text, permissions: permissions)
      guard rename(temporary, path) == 0 else { throw OutputError(path: path, code: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// A file in the folder of `path` under a name that no other file has.
  private static func newFile(beside path: String) throws(OutputError) -> (file: OpenFile, name: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var attempt = 0
    while true {
      let name = "\(folder).ivce-\(getpid())-\(attempt)"
      do throws(OutputError) {
        return (try OpenFile(path: name, reportedAs: path, flags: O_WRONLY | O_CREAT | O_EXCL), name)
      } catch {
        // The name of a file that another thread writes, or that an earlier process left behind.
        guard error.code == EEXIST, attempt < 1000 else { throw error }
        attempt += 1
      }
    }
  }

  /// The file that a link leads to, so that the link stays one.
  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
