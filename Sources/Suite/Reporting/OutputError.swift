import Glibc

/// Output that could not be written, in whole or in part. The command exits with status 74.
public struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, or `standard output`.
  public let path: String

  /// The system's error number, such as `ENOSPC`.
  public let code: Int32

  /// The system's words for ``code``.
  public var reason: String { String(cString: strerror(code)) }

  /// One line for the user.
  public var description: String { "cannot write \(path): \(reason)" }

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}
