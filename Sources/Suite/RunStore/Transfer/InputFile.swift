import Foundation

/// A file to import.
struct InputFile {
  /// As it was named.
  let path: String

  private static let largestSize = 4 << 30

  /// The bytes of the file. Never waits for them: pipes, terminals and devices are recognised after opening, so nothing
  /// can be exchanged in between.
  func contents() throws(RunStoreError) -> Data {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw unreadable("a name that no file can have") }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw unreadable("a directory")
    default: throw unreadable("a pipe, socket or device")
    }

    // Some files have no size in advance, so the bytes are counted as well.
    var bytes = Data(capacity: Int(clamping: min(status.st_size, 1 << 30)))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Self.largestSize {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if errno != EINTR {
        throw failure(errno)
      }
    }
    throw malformed(Misfit(expected: "a file of at most \(Self.largestSize) bytes", found: "more"))
  }

  /// When the file was last written to; now if the system does not tell.
  var modified: Date {
    var status = stat()
    guard stat(path, &status) == 0 else { return Date() }
    return Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
  }

  /// Reads one JSON document, or says what is wrong with it.
  func decoded<Document: Decodable>(_ type: Document.Type, from bytes: Data, line: Int? = nil) throws(RunStoreError)
    -> Document
  {
    do {
      return try JSONDecoder().decode(type, from: bytes)
    } catch let misfit as Misfit {
      throw malformed(misfit, line: line)
    } catch let error as DecodingError {
      throw malformed(Misfit(error), line: line)
    } catch {
      throw malformed(Misfit(expected: "JSON", found: "\(error)"), line: line)
    }
  }

  func malformed(_ misfit: Misfit, line: Int? = nil) -> RunStoreError {
    RunStoreError(
      .malformed, path: path, line: line, place: misfit.place.isEmpty ? nil : misfit.place, expected: misfit.expected,
      found: misfit.found)
  }

  private func unreadable(_ found: String) -> RunStoreError {
    RunStoreError(.unreadable, path: path, expected: "a readable regular file", found: found)
  }

  private func failure(_ code: Int32) -> RunStoreError {
    code == ENOENT
      ? RunStoreError(.missing, path: path, expected: "a readable regular file", found: "no such file")
      : unreadable(String(cString: strerror(code)))
  }
}
