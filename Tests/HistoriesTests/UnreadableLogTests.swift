import Foundation
import Histories
import Testing

@Suite("Things that are no readable log")
struct UnreadableLogTests {
  private func found(at path: String) throws -> String {
    let error = try #require(throws: OperationLogError.self) {
      try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
    }
    #expect(error.kind == .input && error.path == path && error.line == nil && error.item == nil)
    #expect(error.expected == "a readable regular file")
    #expect(throws: error) { try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: path) }
    return error.found
  }

  @Test("A missing file, and a name that the system would cut short")
  func missing() throws {
    try withFreshPath { path throws in
      #expect(try found(at: path) == "no such file")
    }
    #expect(try found(at: "") == "no such file")
    #expect(try found(at: "/tmp\0") == "a name with a zero byte, which no file can have")
  }

  @Test("A directory, a file used as one, a pipe that nobody writes to, and devices without an end")
  func notRegular() throws {
    #expect(try found(at: FileManager.default.temporaryDirectory.path) == "a directory")
    try withFile("INFO".utf8) { path throws in
      #expect(try found(at: path + "/below").hasPrefix("an error when reading it: "))
    }
    try withFreshPath { path throws in
      try #require(mkfifo(path, 0o600) == 0)
      #expect(try found(at: path) == "a pipe, socket or device")
    }
    #expect(try found(at: "/dev/zero") == "a pipe, socket or device")
  }

  @Test("A file without permission", .enabled(if: geteuid() != 0, "the superuser may read everything"))
  func forbidden() throws {
    try withFile("INFO".utf8) { path throws in
      try #require(chmod(path, 0) == 0)
      #expect(try found(at: path).hasPrefix("an error when reading it: "))
    }
  }

  @Test("A file too large to be a log is refused unread")
  func tooLarge() throws {
    try withFile([]) { path throws in
      try #require(truncate(path, (1 << 30) + 1) == 0)
      let error = try #require(throws: OperationLogError.self) {
        try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: path)
      }
      #expect(error.kind == .content)
      #expect(error.expected == "a file of at most 1073741824 bytes" && error.found == "1073741825 bytes")
    }
  }

  @Test("Control characters in a name do not reach the terminal")
  func printableName() throws {
    let error = try #require(throws: OperationLogError.self) {
      try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: "/nowhere/\u{1B}[2J\n")
    }
    #expect(error.description == "/nowhere/\\u{1B}[2J\\u{A}: expected a readable regular file, found no such file")
  }
}
