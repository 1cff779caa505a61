import Foundation
import InputFiles

/// A file to import.
struct InputFile {
  /// As it was named.
  let path: String

  private static let largestSize = 4 << 30

  /// The bytes of the file.
  func contents() throws(RunStoreError) -> Data {
    guard !path.isEmpty else { throw unreadable("a name that no file can have") }
    return Data(
      try RegularFile.contents(of: path, atMost: Self.largestSize) { failure in
        switch failure {
        case .missing:
          RunStoreError(.missing, path: path, expected: "a readable regular file", found: failure.found)
        case .unreadable: unreadable(failure.found)
        case .tooLarge:
          malformed(Misfit(expected: "a file of at most \(Self.largestSize) bytes", found: failure.found))
        }
      })
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
}
