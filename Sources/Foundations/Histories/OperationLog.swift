import Foundation

/// The lines of a log file.
struct OperationLog {
  /// The most bytes that are read.
  private static let largestSize = 1 << 30

  /// The file, as it was named.
  let path: String

  /// Hands the lines that are not blank to `body`, in order.
  func forEachLine(_ body: (inout OperationLogLine) throws(OperationLogError) -> Void) throws(OperationLogError) {
    let bytes = try contents()
    var isEmpty = true
    var number = 0
    var next = bytes.startIndex
    while next < bytes.endIndex {
      let end = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      let text = bytes[next..<end]
      next = end + 1
      number += 1
      if text.isEmpty { continue }
      guard String(validating: text, as: UTF8.self) != nil else {
        throw OperationLogError(
          .content, path: path, line: number, expected: "text in UTF-8", found: "bytes that are not text")
      }
      var line = OperationLogLine(path: path, number: number, text: text)
      if !line.isAtEnd {
        isEmpty = false
        try body(&line)
      }
    }
    guard !isEmpty else {
      throw OperationLogError(.content, path: path, expected: "a log of operations", found: "an empty file")
    }
  }

  /// The bytes of the file. Never waits for them: pipes, terminals and devices are recognised after opening, so nothing
  /// can be exchanged in between.
  private func contents() throws(OperationLogError) -> [UInt8] {
    guard !path.utf8.contains(0) else {
      throw inputError("a name with a zero byte, which no file can have")
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw inputError(reason(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw inputError(reason(errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw inputError("a directory")
    default: throw inputError("a pipe, socket or device")
    }

    // Some files have no size in advance, so the bytes are counted as well.
    var size = Int(status.st_size)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while size <= Self.largestSize {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 {
        return bytes
      }
      if count > 0 {
        bytes += buffer[..<count]
        size = max(size, bytes.count)
      } else if errno != EINTR {
        throw inputError(reason(errno))
      }
    }
    throw OperationLogError(
      .content, path: path, expected: "a file of at most \(Self.largestSize) bytes", found: "\(size) bytes")
  }

  private func inputError(_ found: String) -> OperationLogError {
    OperationLogError(.input, path: path, expected: "a readable regular file", found: found)
  }

  private func reason(_ code: Int32) -> String {
    code == ENOENT ? "no such file" : "an error when reading it: \(String(cString: strerror(code)))"
  }
}
