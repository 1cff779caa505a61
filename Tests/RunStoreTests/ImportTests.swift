import Foundation
import RunStore
import Testing

struct ImportTests {
  private static func line(_ id: String, values: String = "[1]", started: String = "2026-01-31T12:00:00.000Z") -> String
  {
    #"{"run":{"command":"","configuration":{},"id":"\#(StoreTests.id(id).uuidString.lowercased())","is_modified":false,"#
      + #""machine":{"cores":2,"operating_system":"Debian","processor":"AMD"},"program":"p","seed":1,"#
      + #""series":[{"kernel":"k","metric":"wall_ns","prefers_larger":false,"unit":"hop","values":\#(values)}],"#
      + #""started":"\#(started)"}}"#
  }

  @Test(
    arguments: [
      ("text", 2, nil, "JSON with"),
      ("{}", 2, nil, "a run or a baseline"),
      ("[1]", 2, nil, "an object"),
      (#"{"walk":{}}"#, 2, nil, "only the members baseline, run"),
      (#"{"run":{}}"#, 2, "run.id", "a value"),
      (line("b").replacing(#""seed":1"#, with: #""seed":-1"#), 2, nil, "JSON with numbers in range"),
      (line("b").replacing(#""seed":1"#, with: #""seed":"1""#), 2, "run.seed", "a whole number in range"),
      (line("b").replacing(#""seed":1"#, with: #""seed":1,"sead":1"#), 2, "run", "only the members"),
      (line("b").replacing(#""unit":"#, with: #""units":"#), 2, "run.series[0]", "only the members"),
      (
        line("b").replacing(#""is_modified":false"#, with: #""is_modified":null"#), 2, "run.is_modified",
        "true or false"
      ),
      (line("b", values: "[1,\"x\"]"), 2, "run.series[0].values[1]", "a number"),
      (line("b", values: "[1,1e999]"), 2, nil, "JSON with numbers in range"),
      (line("b", values: "[1,NaN]"), 2, nil, "JSON with"),
      (line("b", values: "{}"), 2, "run.series[0].values", "a list"),
      (line("b", started: "yesterday"), 2, "run.started", "an instant such as"),
      (
        line("b").replacing(StoreTests.id("b").uuidString.lowercased(), with: "b"), 2, "run.id", "an identifier such as"
      ),
      (line("b").replacing(#""kernel":"k""#, with: #""kernel":"""#), 2, "run.series[0].kernel", "a name"),
      (
        line("b").replacing(#""kernel":"k""#, with: #""kernel":"\u0000""#), 2, "run.series[0].kernel",
        "a text without zero"
      ),
      (
        #"{"baseline":{"name":"a b","run":"a0000000-0000-4000-8000-000000000000"}}"#, 2, "baseline.name",
        "a name of 1 to 64"
      ),
      (
        #"{"baseline":{"name":"a","run":"b0000000-0000-4000-8000-000000000000"}}"#, 2, "baseline.run",
        "a run of the lines above"
      ),
    ] as [(String, Int, String?, String)])
  func aBadLineIsNamedAndNothingIsImported(line: String, number: Int, place: String?, expected: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.line("a") + "\n" + line + "\n" + Self.line("c") + "\n", to: "runs.jsonl")
    let store = try folder.store()
    let error = try #require(storeError { _ = try store.importLines(ofFileAt: file) })
    #expect(error.kind == .malformed && error.path == file && error.line == number, "\(error)")
    if let place { #expect(error.place == place, "\(error)") }
    #expect(error.expected.hasPrefix(expected), "\(error)")
    #expect(!error.description.contains("\n"))
    #expect(try store.runs().isEmpty)
  }

  @Test func bytesThatAreNotText() throws {
    let folder = try TemporaryFolder()
    try (Data(Self.line("a").utf8) + Data([0x0A, 0xFF, 0xFE])).write(
      to: URL(fileURLWithPath: folder.file("runs.jsonl")))
    let error = storeError { _ = try folder.store().importLines(ofFileAt: folder.file("runs.jsonl")) }
    #expect(error?.line == 2 && error?.expected == "text in UTF-8")
  }

  @Test func anotherRunOfTheSameIdentifierIsRefused() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    _ = try store.importLines(ofFileAt: folder.write(Self.line("a") + "\n", to: "a.jsonl"))
    let before = try store.exported()
    for other in [
      Self.line("a", values: "[2]"), Self.line("a", values: "[-0.0]"),
      Self.line("a", started: "2026-01-31T12:00:00.001Z"),
    ] {
      let file = try folder.write(Self.line("b") + "\n\n" + other, to: "b.jsonl")
      let error = storeError { _ = try store.importLines(ofFileAt: file) }
      #expect(error?.kind == .conflicting && error?.line == 3)
      #expect(try store.exported() == before)
    }
    // The same content in other words is the same.
    let words = Self.line("a").replacing(#""seed":1"#, with: #""seed" : 1.0"#).replacing(
      "[1]", with: "[1.00, ]".replacing(", ", with: ""))
    #expect(try store.importLines(ofFileAt: folder.write(words, to: "c.jsonl")).skipped == 1)
  }

  @Test func aNameThatStandsForAnotherRunIsRefused() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let runs = Self.line("a") + "\n" + Self.line("b") + "\n"
    _ = try store.importLines(ofFileAt: folder.write(runs, to: "a.jsonl"))
    try store.setBaseline("main", to: "a")
    let name = #"{"baseline":{"name":"main","run":"b0000000-0000-4000-8000-000000000000"}}"#
    let error = storeError { _ = try store.importLines(ofFileAt: folder.write(runs + name, to: "b.jsonl")) }
    #expect(error?.kind == .conflicting && error?.line == 3)
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    #expect(storeError { _ = try store.importLines(ofFileAt: folder.file("none")) }?.kind == .missing)
    #expect(storeError { _ = try store.importLines(ofFileAt: folder.path) }?.kind == .unreadable)
    #expect(storeError { _ = try store.importLines(ofFileAt: "/dev/zero") }?.kind == .unreadable)
    #expect(storeError { _ = try store.importLines(ofFileAt: "") }?.kind == .unreadable)
    #expect(try store.importLines(ofFileAt: folder.write("", to: "empty")).added.isEmpty)
    #expect(
      try store.importLines(ofFileAt: folder.write("\r\n \n" + Self.line("a") + "\r\n", to: "dos")).added.count == 1)
  }
}
