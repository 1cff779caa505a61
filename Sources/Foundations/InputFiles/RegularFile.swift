#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reading of files that a user names, and that may turn out to be anything.
///
/// Nothing ever waits for bytes: pipes, terminals and devices are recognised after opening, so that nothing can be exchanged in between.
package enum RegularFile {
  /// Why a file cannot be read.
  package enum Failure: Error {
    /// There is no such file.
    case missing
    /// There is, and it cannot be read.
    case unreadable(String)
    /// It has so many bytes, or more, which are too many.
    case tooLarge(Int)

    /// What was found in the place of a readable regular file.
    package var found: String {
      switch self {
      case .missing: "no such file"
      case .unreadable(let reason): reason
      case .tooLarge(let size): "\(size) bytes"
      }
    }

    fileprivate init(_ code: Int32) {
      self =
        code == ENOENT ? .missing : .unreadable("an error when reading it: \(String(cString: strerror(code)))")
    }
  }

  /// All bytes of a file of at most so many.
  ///
  /// - Throws: what `error` makes of the failure.
  package static func contents<E: Error>(
    of path: String, atMost largestSize: Int, orThrow error: (Failure) -> E
  ) throws(E) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachChunk(of: path, atMost: largestSize, orThrow: error) { chunk throws(E) in bytes += chunk }
    return bytes
  }

  /// Hands the bytes of a file of at most so many to `consume`, in order.
  ///
  /// - Throws: what `consume` throws, or what `error` makes of the failure.
  package static func forEachChunk<E: Error>(
    of path: String, atMost largestSize: Int, orThrow error: (Failure) -> E,
    _ consume: (ArraySlice<UInt8>) throws(E) -> Void
  ) throws(E) {
    guard !path.utf8.contains(0) else { throw error(.unreadable("a name with a zero byte, which no file can have")) }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw error(Failure(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error(Failure(errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw error(.unreadable("a directory"))
    default: throw error(.unreadable("a pipe, socket or device"))
    }

    // Some files have no size in advance, so the bytes are counted as well.
    var size = Int(status.st_size)
    var consumed = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while size <= largestSize {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return }
      if count > 0 {
        try consume(buffer[..<count])
        consumed += count
        size = max(size, consumed)
      } else if errno != EINTR {
        throw error(Failure(errno))
      }
    }
    throw error(.tooLarge(size))
  }
}
