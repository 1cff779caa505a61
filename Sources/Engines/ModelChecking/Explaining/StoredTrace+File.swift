import Foundation

extension StoredTrace {
  /// The most bytes that are read.
  private static let largestSize = 64 << 20

  /// Reads a trace from a file.
  ///
  /// - Throws: what is wrong with the file.
  public init(contentsOfFile path: String) throws(StoredTraceError) {
    let bytes = try Self.contents(of: path)
    guard !bytes.isEmpty else {
      throw StoredTraceError(.content, path: path, expected: "a trace in JSON", found: "an empty file")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw StoredTraceError(.content, path: path, expected: "text in UTF-8", found: "bytes that are not text")
    }
    do {
      self = try JSONDecoder().decode(TraceDocument.self, from: Data(bytes)).trace
    } catch let error as MalformedDocument {
      throw StoredTraceError(
        .content, path: path, place: error.place, expected: error.expected, found: error.found)
    } catch {
      throw StoredTraceError(
        .content, path: path, expected: "a trace in JSON", found: "text that is not JSON\(Self.detail(of: error))")
    }
  }

  /// The file's text: the same for the same trace, to the byte.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Strings and integers are all there is, and these can always be written.
    guard let bytes = try? encoder.encode(TraceDocument(self)) else { return "" }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// Writes the trace to a file, whole or not at all.
  ///
  /// - Throws: why it could not be written.
  public func write(toFile path: String) throws(StoredTraceError) {
    func error(_ found: String) -> StoredTraceError {
      StoredTraceError(.output, path: path, expected: "a file that can be written", found: found)
    }
    guard !path.isEmpty, !path.utf8.contains(0) else { throw error("a name that no file can have") }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw error("a directory")
    }
    do {
      try Data(json.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch let failure {
      let cause = (failure as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? failure as NSError
      throw error(
        cause.domain == NSPOSIXErrorDomain
          ? "an error when writing it: \(String(cString: strerror(Int32(truncatingIfNeeded: cause.code))))"
          : "an error when writing it: \(cause.localizedDescription.printable)")
    }
  }

  /// What a parser says about text that it does not understand.
  private static func detail(of error: any Error) -> String {
    guard case .dataCorrupted(let context)? = error as? DecodingError else { return "" }
    let cause = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
    return cause.map { ": \($0.printable.shortened(to: 120))" } ?? ""
  }

  /// The bytes of a file. Never waits for them: pipes, terminals and devices are recognised after opening, so nothing
  /// can be exchanged in between.
  private static func contents(of path: String) throws(StoredTraceError) -> [UInt8] {
    func error(_ found: String) -> StoredTraceError {
      StoredTraceError(.input, path: path, expected: "a readable regular file", found: found)
    }
    func error(_ code: Int32) -> StoredTraceError {
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
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
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
    throw StoredTraceError(
      .content, path: path, expected: "a file of at most \(largestSize) bytes", found: "\(size) bytes")
  }
}
