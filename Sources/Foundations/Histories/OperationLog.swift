import InputFiles

/// The lines of a log file.
struct OperationLog {
  /// The most bytes that are read.
  private static let largestSize = 1 << 30

  /// The file, as it was named.
  let path: String

  /// Hands the lines that are not blank to `body`, in order.
  func forEachLine(_ body: (inout OperationLogLine) throws(OperationLogError) -> Void) throws(OperationLogError) {
    let bytes = try RegularFile.contents(of: path, atMost: Self.largestSize) {
      OperationLogError($0, path: path, largestSize: Self.largestSize)
    }
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
}
