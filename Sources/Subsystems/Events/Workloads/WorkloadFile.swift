#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension MatchingWorkload {
  /// The most subscriptions, and the most events, that a text may announce.
  public static let largestCount = 50_000_000

  /// Reads a workload from its text, in time and memory that grow with the text, whatever numbers it announces.
  ///
  /// The text has one record a line, numbers in decimal, blanks between the fields: first the header, then all subscriptions, then all
  /// events, both numbered from 0.
  ///
  ///     W <name> attrs <A> card <C> subs <N> events <T>
  ///     S <number> (<attribute> <low> <high>)...
  ///     E <number> (<attribute> <value>)...
  ///
  /// Attributes are below A, which is at most 65,536, and ascend within a line; values and both ends of ranges are from 0 to C - 1. A
  /// subscription has at least one constraint, an event at least one value. Lines end with LF or CR LF; blank lines mean nothing.
  ///
  /// - Parameter path: what errors call it.
  /// - Throws: what is wrong at the first place that is wrong.
  public init(parsing bytes: [UInt8], path: String) throws(WorkloadFileError) {
    self = try WorkloadReader(WorkloadText(bytes, path: path)).read()
  }

  /// Reads a workload from a file, a regular one of at most 4 GiB, as ``init(parsing:path:)`` does.
  ///
  /// - Throws: an error of kind `.input` if there is no file to read, of kind `.content` if it is no workload.
  public init(contentsOf path: String) throws(WorkloadFileError) {
    try self.init(parsing: Self.contents(of: path), path: path)
  }

  private static let largestSize = 4 << 30

  /// The bytes of a file. Never waits for them: pipes, terminals and devices are recognised after opening, so nothing can be exchanged in
  /// between.
  private static func contents(of path: String) throws(WorkloadFileError) -> [UInt8] {
    func error(_ found: String) -> WorkloadFileError {
      WorkloadFileError(.input, path: path, expected: "a readable regular file", found: found)
    }
    func error(_ code: Int32) -> WorkloadFileError {
      error(code == ENOENT ? "no such file" : "an error when reading it: \(String(cString: strerror(code)))")
    }
    guard !path.utf8.contains(0) else { throw error("a name with a zero byte, which no file can have") }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw error(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw error("a directory")
    default: throw error("a pipe, socket or device")
    }

    // Some files have no size in advance, so the bytes are counted as well.
    var size = Int(status.st_size)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while size <= largestSize {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
        size = max(size, bytes.count)
      } else if errno != EINTR {
        throw error(errno)
      }
    }
    throw WorkloadFileError(
      .content, path: path, expected: "a file of at most \(largestSize) bytes", found: "\(size) bytes")
  }
}
