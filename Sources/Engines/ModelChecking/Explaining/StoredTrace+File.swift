import Foundation
import InputFiles

extension StoredTrace {
  /// The most bytes that are read.
  private static let largestSize = 64 << 20

  /// Reads a trace from a file.
  ///
  /// - Throws: what is wrong with the file.
  public init(contentsOfFile path: String) throws(StoredTraceError) {
    let bytes = try RegularFile.contents(of: path, atMost: Self.largestSize) { failure in
      if case .tooLarge = failure {
        return StoredTraceError(
          .content, path: path, expected: "a file of at most \(Self.largestSize) bytes", found: failure.found)
      }
      return StoredTraceError(.input, path: path, expected: "a readable regular file", found: failure.found)
    }
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
}
