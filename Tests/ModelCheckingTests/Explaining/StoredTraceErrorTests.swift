import Conformance
import Foundation
import ModelChecking
import Testing

@Suite("Files that are no traces")
struct StoredTraceErrorTests {
  private func error(_ bytes: some Sequence<UInt8>) throws -> StoredTraceError {
    try withFile(bytes) { path throws in
      let error = try #require(throws: StoredTraceError.self) { try StoredTrace(contentsOfFile: path) }
      #expect(error.kind == .content && error.path == path)
      #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
      return error
    }
  }

  private static let step = #"{"ordinal": 1, "action": "a", "fingerprint": "0123456789abcdef"}"#

  /// A trace of two steps in which one entry is another, or missing.
  private func document(_ key: String = "", _ value: String? = nil, steps: String? = nil) -> String {
    var fields = [
      ("schema", #""ivce.trace/1""#), ("model", #""m""#), ("property", #""p""#), ("initial", "0"),
      ("fingerprint", #""00000000000000ff""#), ("cycle_start", "null"),
      ("steps", steps ?? "[\(Self.step), \(Self.step)]"),
    ]
    if let index = fields.firstIndex(where: { $0.0 == key }) {
      if let value { fields[index].1 = value } else { fields.remove(at: index) }
    }
    return "{\(fields.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}"
  }

  @Test("the document that the others are made from is a trace, in either case of its digits and with other keys")
  func wellFormed() throws {
    let text = document().replacingOccurrences(of: "abcdef", with: "ABCDEF").dropLast() + ", \"remark\": [1]}"
    let trace = try withFile(text.utf8) { try StoredTrace(contentsOfFile: $0) }
    #expect(trace.steps.map(\.fingerprint) == [0x0123_4567_89AB_CDEF, 0x0123_4567_89AB_CDEF])
    #expect(trace.fingerprint == 255 && trace.cycleStart == nil && trace.model == "m" && trace.property == "p")
  }

  @Test(
    "every key must be there",
    arguments: ["schema", "model", "property", "initial", "fingerprint", "cycle_start", "steps"])
  func missingKey(_ key: String) throws {
    let error = try error(document(key).utf8)
    #expect(error.place == key && error.found == "no such key")
  }

  @Test("every key of a step must be there, too", arguments: ["ordinal", "action", "fingerprint"])
  func missingStepKey(_ key: String) throws {
    let step = Self.step.replacingOccurrences(of: "\"\(key)\"", with: "\"x\"")
    let error = try error(document(steps: "[\(Self.step), \(step)]").utf8)
    #expect(error.place == "steps[1].\(key)" && error.found == "no such key")
  }

  @Test(
    "a wrong value is told with its place",
    arguments: [
      ("schema", #""ivce.trace/2""#, #""ivce.trace/1""#, #""ivce.trace/2""#),
      ("schema", "1", #""ivce.trace/1""#, "1.0"),
      ("model", "null", "the name of a model", "null"),
      ("property", "[]", "the name of a property", "a list"),
      ("initial", "-1", "a place from 0", "-1"),
      ("initial", "1.5", "a place from 0", "1.5"),
      ("initial", "99999999999999999999", "a place from 0", "1e+20"),
      ("fingerprint", #""ff""#, "16 hexadecimal digits", #""ff""#),
      ("fingerprint", #""000000000000000g""#, "16 hexadecimal digits", #""000000000000000g""#),
      ("fingerprint", #""+00000000000000f""#, "16 hexadecimal digits", #""+00000000000000f""#),
      ("fingerprint", #""００００００００""#, "16 hexadecimal digits", #""００００００００""#),
      ("fingerprint", "{}", "16 hexadecimal digits", "an object"),
      ("fingerprint", "true", "16 hexadecimal digits", "true"),
      ("cycle_start", "3", "a number of steps from 0 to 2, or null", "3"),
      ("cycle_start", "-1", "a number of steps from 0 to 2, or null", "-1"),
      ("cycle_start", #""1""#, "a number of steps, or null", #""1""#),
      ("steps", "{}", "a list of steps", "an object"),
      ("steps", "null", "a list of steps", "null"),
      ("model", #""\#(String(repeating: "x", count: 9))\n""#, "", ""),
    ])
  func wrongValue(_ key: String, _ value: String, _ expected: String, _ found: String) throws {
    // The last row is a trace: any text is a name.
    guard !expected.isEmpty else {
      #expect(throws: Never.self) { try withFile(document(key, value).utf8) { try StoredTrace(contentsOfFile: $0) } }
      return
    }
    let error = try error(document(key, value).utf8)
    #expect(error.place == key && error.expected == expected && error.found == found, "\(error)")
  }

  @Test(
    "a wrong step is told with its number",
    arguments: [
      (#"{"ordinal": -2, "action": "a", "fingerprint": "0123456789abcdef"}"#, "steps[0].ordinal", "-2"),
      (#"{"ordinal": 2, "action": 7, "fingerprint": "0123456789abcdef"}"#, "steps[0].action", "7.0"),
      (#"{"ordinal": 2, "action": "a", "fingerprint": "x\u001b"}"#, "steps[0].fingerprint", #""x\u{1B}""#),
      ("[]", "steps[0]", "no object"), ("null", "steps[0]", "no object"), ("1", "steps[0]", "no object"),
    ])
  func wrongStep(_ step: String, _ place: String, _ found: String) throws {
    let error = try error(document(steps: "[\(step)]").utf8)
    #expect(error.place == place && error.found == found, "\(error)")
  }

  @Test("another kind of file is told apart by its schema, whatever else it lacks")
  func otherSchema() throws {
    let error = try error(#"{"schema": "ivce.report/1"}"#.utf8)
    #expect(error.place == "schema" && error.found == #""ivce.report/1""#)
  }

  @Test("text that is not JSON, or not an object", arguments: ["{", "trace", "{}}", "{\"a\": \u{1}}", " \n"])
  func notJSON(_ text: String) throws {
    let error = try error(text.utf8)
    #expect(error.place == nil && error.expected == "a trace in JSON", "\(error)")
    #expect(error.found.hasPrefix("text that is not JSON"))
  }

  @Test("JSON of another shape", arguments: ["[]", "3", "\"x\"", "null"])
  func otherShape(_ text: String) throws {
    let error = try error(text.utf8)
    #expect(error.place == nil && error.expected == "a JSON object" && error.found == "no object", "\(error)")
  }

  @Test("empty files, bytes that are no text, and brackets without an end")
  func noText() throws {
    #expect(try error([]).found == "an empty file")
    #expect(try error([0xFF, 0xFE, 0x7B]).found == "bytes that are not text")
    #expect(try error(String(repeating: "[", count: 100_000).utf8).expected == "a trace in JSON")
  }

  @Test("an enormous file is refused unread")
  func enormous() throws {
    try withFile([]) { path throws in
      try #require(truncate(path, (64 << 20) + 1) == 0)
      let error = try #require(throws: StoredTraceError.self) { try StoredTrace(contentsOfFile: path) }
      #expect(error.kind == .content && error.expected == "a file of at most 67108864 bytes")
      #expect(error.found == "67108865 bytes")
    }
  }

  private func unreadable(_ path: String) throws -> String {
    let error = try #require(throws: StoredTraceError.self) { try StoredTrace(contentsOfFile: path) }
    #expect(error.kind == .input && error.path == path && error.expected == "a readable regular file")
    return error.found
  }

  @Test("missing files, directories, pipes and devices")
  func unreadable() throws {
    try withFreshPath { path throws in
      #expect(try unreadable(path) == "no such file")
      try #require(mkfifo(path, 0o600) == 0)
      #expect(try unreadable(path) == "a pipe, socket or device")
    }
    #expect(try unreadable("") == "no such file")
    #expect(try unreadable("/tmp\0") == "a name with a zero byte, which no file can have")
    #expect(try unreadable(FileManager.default.temporaryDirectory.path) == "a directory")
    #expect(try unreadable("/dev/zero") == "a pipe, socket or device")
    try withFile([]) { path throws in
      #expect(try unreadable(path + "/below").hasPrefix("an error when reading it: "))
    }
  }

  @Test("a file without permission", .enabled(if: geteuid() != 0, "the superuser may read everything"))
  func forbidden() throws {
    try withFile(document().utf8) { path throws in
      try #require(chmod(path, 0) == 0)
      #expect(try unreadable(path).hasPrefix("an error when reading it: "))
    }
  }

  @Test("what cannot be written says why, and leaves nothing behind")
  func unwritable() throws {
    let (property, trace) = try counterexample(WaterJugs(claimsImpossible: true))
    let stored = StoredTrace(trace, of: "jugs", about: property)
    func found(_ path: String) throws -> String {
      let error = try #require(throws: StoredTraceError.self) { try stored.write(toFile: path) }
      #expect(error.kind == .output && error.path == path && error.place == nil)
      return error.found
    }
    #expect(try found("") == "a name that no file can have")
    #expect(try found("/tmp/x\0y") == "a name that no file can have")
    #expect(try found(FileManager.default.temporaryDirectory.path) == "a directory")
    try withFreshPath { path throws in
      #expect(try found(path + "/below").hasPrefix("an error when writing it: "))
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("control characters in a name do not reach the terminal")
  func printableName() throws {
    let error = try #require(throws: StoredTraceError.self) { try StoredTrace(contentsOfFile: "/nowhere/\u{1B}[2J\n") }
    #expect(error.description == "/nowhere/\\u{1B}[2J\\u{A}: expected a readable regular file, found no such file")
  }
}
