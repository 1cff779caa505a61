import Foundation
import Latencies
import Testing

@Suite("Things that are no readable file")
struct UnreadableFileTests {
  private func found(at path: String) throws -> String {
    let error = try #require(throws: LatencyFileError.self) {
      try LatencyMatrix(contentsOf: path, unit: .milliseconds)
    }
    #expect(error.kind == .input && error.path == path && error.line == nil && error.column == nil)
    #expect(error.expected == "a readable regular file")
    return error.found
  }

  @Test("A missing file")
  func missing() throws {
    try withFreshPath { path throws in
      #expect(try found(at: path) == "no such file")
      #expect(try found(at: path + "/below") == "no such file")
    }
    #expect(try found(at: "") == "no such file")
  }

  @Test("A name that the system would cut short")
  func zeroByte() throws {
    try withFile("0 1\n1 0\n".utf8) { path throws in
      #expect(try found(at: path + "\0suffix") == "a name with a zero byte, which no file can have")
    }
  }

  @Test("A directory")
  func directory() throws {
    #expect(try found(at: FileManager.default.temporaryDirectory.path) == "a directory")
  }

  @Test("A file used as a directory")
  func fileAsDirectory() throws {
    try withFile("0 1\n1 0\n".utf8) { path throws in
      #expect(try found(at: path + "/below").hasPrefix("an error when reading it: "))
    }
  }

  @Test("A pipe that nobody writes to, and devices without an end", arguments: ["/dev/zero", "/dev/null"])
  func notRegular(device: String) throws {
    #expect(try found(at: device) == "a pipe, socket or device")
    try withFreshPath { path throws in
      try #require(mkfifo(path, 0o600) == 0)
      #expect(try found(at: path) == "a pipe, socket or device")
    }
  }

  @Test("A file without permission", .enabled(if: geteuid() != 0, "the superuser may read everything"))
  func forbidden() throws {
    try withFile("0 1\n1 0\n".utf8) { path throws in
      try #require(chmod(path, 0) == 0)
      #expect(try found(at: path).hasPrefix("an error when reading it: "))
    }
  }

  #if os(Linux)
  @Test("A file that opens, but fails when read")
  func failsWhenRead() throws {
    #expect(try found(at: "/proc/self/mem").hasPrefix("an error when reading it: "))
  }
  #endif

  @Test("A file too large to be a matrix is refused unread")
  func tooLarge() throws {
    try withFile([]) { path throws in
      try #require(truncate(path, (2 << 30) + 1) == 0)
      let error = try #require(throws: LatencyFileError.self) {
        try LatencyMatrix(contentsOf: path, unit: .milliseconds)
      }
      #expect(error.kind == .content)
      #expect(error.expected == "a file of at most 2147483648 bytes" && error.found == "2147483649 bytes")
    }
  }

  @Test("Control characters in a name do not reach the terminal")
  func printableName() throws {
    let error = try #require(throws: LatencyFileError.self) {
      try LatencyMatrix(contentsOf: "/nowhere/\u{1B}[2J\n", unit: .milliseconds)
    }
    #expect(error.description == "/nowhere/\\u{1B}[2J\\u{A}: expected a readable regular file, found no such file")
  }
}
