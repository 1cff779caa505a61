import Events
import Foundation
import Randomness
import Testing

@Suite struct WorkloadFileTests {
  /// The header is line 1, the subscriptions lines 2 and 3, the events lines 4 and 5.
  static let example = """
    W tiny attrs 3 card 50 subs 2 events 2
    S 0 0 10 20 2 1 1
    S 1 1 49 49
    E 0 0 20 1 49 2 1
    E 1 2 0

    """

  static func text(of workload: MatchingWorkload) throws -> String {
    var text = ""
    try workload.write { text += $0 }
    return text
  }

  static func parse(_ text: String) throws -> MatchingWorkload {
    try MatchingWorkload(parsing: Array(text.utf8), path: "example")
  }

  @Test func readsWhatIsWritten() throws {
    let workload = try Self.parse(Self.example)
    #expect(workload.name == "tiny" && workload.attributes == 3 && workload.cardinality == 50)
    #expect(workload.subscriptionCount == 2 && workload.eventCount == 2)
    #expect(Array(workload.subscription(0)) == [Constraint(0, 10, 20), Constraint(2, 1, 1)])
    #expect(Array(workload.subscription(1)) == [Constraint(1, 49, 49)])
    #expect(Array(workload.event(0)) == [AttributeValue(0, 20), AttributeValue(1, 49), AttributeValue(2, 1)])
    #expect(Array(workload.event(1)) == [AttributeValue(2, 0)])
    #expect(try Self.text(of: workload) == Self.example)
  }

  @Test(arguments: [
    Self.example.replacing("\n", with: "\r\n"), String(Self.example.dropLast()),
    String(Self.example.dropLast()) + "\r", "\n\r\n \t\n" + Self.example + "\n  \r\n",
    Self.example.replacing(" ", with: " \t "), Self.example.replacing("\n", with: "  \n"),
    "  " + Self.example.replacing("49", with: "0049"),
  ])
  func formsOfTheSameText(_ text: String) throws {
    #expect(try Self.text(of: Self.parse(text)) == Self.example)
  }

  @Test(arguments: WorkloadRecipe.all) func workloadsComeBack(_ recipe: WorkloadRecipe) throws {
    let workload = recipe.workload(subscriptions: 2_000)
    let read = try Self.parse(Self.text(of: workload))
    #expect(read.hash == workload.hash && read.name == recipe.name)
    #expect(read.attributes == workload.attributes && read.cardinality == workload.cardinality)
    #expect(read.subscriptionCount == 2_000 && read.eventCount == WorkloadRecipe.eventCount)
  }

  @Test func theLargestNumbersComeBack() throws {
    let text =
      "W x attrs 65536 card \(Int64.max) subs 1 events 1\nS 0 65535 0 \(Int64.max - 1)\nE 0 65535 \(Int64.max - 1)\n"
    #expect(try Self.text(of: Self.parse(text)) == text)
    let nothing = "W größer attrs 1 card 1 subs 0 events 0\n"
    #expect(try Self.text(of: Self.parse(nothing)) == nothing)
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    let text: String
    let line: Int?
    let column: Int?
    let expected: String
    let found: String

    /// The example, with one thing replaced by another.
    init(_ old: String, _ new: String, _ line: Int?, _ column: Int?, _ expected: String, _ found: String) {
      text = example.replacing(old, with: new)
      (self.line, self.column, self.expected, self.found) = (line, column, expected, found)
    }

    var testDescription: String { "\(expected), not \(found)" }
  }

  static let name = "a name of at most 100 printable bytes without blanks"
  static let end = "the end of the line"

  static let headers = [
    Wrong(example, "", 1, nil, "W and the rest of the header", "the end of the file"),
    Wrong(example, " \n\n", 3, nil, "W and the rest of the header", "the end of the file"),
    Wrong("W tiny attrs 3 card 50 subs 2 events 2\n", "", 1, 1, "W and the rest of the header", "\"S\""),
    Wrong("W tiny", "w tiny", 1, 1, "W and the rest of the header", "\"w\""),
    Wrong("W tiny", "Wtiny", 1, 1, "W and the rest of the header", "\"Wtiny\""),
    Wrong("tiny", String(repeating: "x", count: 101), 1, 2, name, "\"\(String(repeating: "x", count: 39))…\""),
    Wrong("tiny", "t\u{7}\u{1B}[31m", 1, 2, name, "\"t\\u{7}\\u{1B}[31m\""),
    Wrong("W tiny attrs 3 card 50 subs 2 events 2", "W", 1, 2, name, end),
    Wrong("attrs", "atrs", 1, 3, "attrs", "\"atrs\""),
    Wrong("attrs 3", "attrs 0", 1, 4, "a number of attributes from 1 to 65536", "\"0\""),
    Wrong("attrs 3", "attrs 65537", 1, 4, "a number of attributes from 1 to 65536", "\"65537\""),
    Wrong("card 50", "card 0", 1, 6, "a number of values from 1 to 9223372036854775807", "\"0\""),
    Wrong(
      "card 50", "card 9223372036854775808", 1, 6, "a number of values from 1 to 9223372036854775807",
      "\"9223372036854775808\""),
    Wrong("subs 2", "subs 1000000000", 1, 8, "a number of subscriptions from 0 to 50000000", "\"1000000000\""),
    Wrong("subs 2", "subs -1", 1, 8, "a number of subscriptions from 0 to 50000000", "\"-1\""),
    Wrong("events 2", "events 50000001", 1, 10, "a number of events from 0 to 50000000", "\"50000001\""),
    Wrong("events 2", "events", 1, 10, "a number of events from 0 to 50000000", end),
    Wrong("events 2", "events 2 2", 1, 11, end, "\"2\""),
    Wrong("S 0", "W tiny attrs 3 card 50 subs 2 events 2\nS 0", 2, 1, "S 0, as 2 subscriptions are announced", "\"W\""),
  ]

  static let records = [
    Wrong("subs 2", "subs 3", 4, 1, "S 2, as 3 subscriptions are announced", "\"E\""),
    Wrong("subs 2", "subs 50000000", 4, 1, "S 2, as 50000000 subscriptions are announced", "\"E\""),
    Wrong("subs 2", "subs 1", 3, 1, "E 0, as 2 events are announced", "\"S\""),
    Wrong("events 2", "events 3", 6, nil, "E 2, as 3 events are announced", "the end of the file"),
    Wrong("events 2", "events 1", 5, 1, "the end of the file after 2 subscriptions and 1 events", "\"E\""),
    Wrong("E 1 2 0", "E 1 2 0\n\nS 2 0 0 0", 7, 1, "the end of the file after 2 subscriptions and 2 events", "\"S\""),
    Wrong("S 1 1", "E 0 1 1\nS 1 1", 3, 1, "S 1, as 2 subscriptions are announced", "\"E\""),
    Wrong("S 1", "S 2", 3, 2, "a subscription number of 1", "\"2\""),
    Wrong("S 1", "S 0", 3, 2, "a subscription number of 1", "\"0\""),
    Wrong("E 0", "E 1", 4, 2, "an event number of 0", "\"1\""),
    Wrong("S 1 1", "X 1 1", 3, 1, "S 1, as 2 subscriptions are announced", "\"X\""),
    Wrong("S 1 1 49 49", "S 1", 3, 3, "an attribute from 0 to 2", end),
    Wrong("E 1 2 0", "E 1", 5, 3, "an attribute from 0 to 2", end),
    Wrong("E 1 2 0", "E", 5, 2, "an event number of 1", end),
  ]

  static let fields = [
    Wrong("0 10 20", "0 10", 2, 5, "a high end from 10 to 49", "\"2\""),
    Wrong("1 49 49", "1 49", 3, 5, "a high end of 49", end),
    Wrong("1 49 49", "1", 3, 4, "a low end from 0 to 49", end),
    Wrong("0 10 20", "0 21 20", 2, 5, "a high end from 21 to 49", "\"20\""),
    Wrong("0 10 20", "0 10 50", 2, 5, "a high end from 10 to 49", "\"50\""),
    Wrong("0 10 20", "0 -1 20", 2, 4, "a low end from 0 to 49", "\"-1\""),
    Wrong("0 10 20", "0 10x 20", 2, 4, "a low end from 0 to 49", "\"10x\""),
    Wrong("0 10 20", "0 1\u{0}0 20", 2, 4, "a low end from 0 to 49", "\"1\\u{0}0\""),
    Wrong("0 10 20", "0 +10 20", 2, 4, "a low end from 0 to 49", "\"+10\""),
    Wrong("0 10 20", "0 1\r0 20", 2, 4, "a low end from 0 to 49", "\"1\\u{D}0\""),
    Wrong("0 10 20", "1 10 20 1 10 20", 2, 6, "an attribute of 2", "\"1\""),
    Wrong("0 10 20", "1 10 20 0 10 20", 2, 6, "an attribute of 2", "\"0\""),
    Wrong("2 1 1", "2 1 1 2 1 1", 2, 9, "the end of the line, as none comes after 2", "\"2\""),
    Wrong("1 49 49", "3 49 49", 3, 3, "an attribute from 0 to 2", "\"3\""),
    Wrong("1 49 49", "4294967297 49 49", 3, 3, "an attribute from 0 to 2", "\"4294967297\""),
    Wrong("1 49 49", "18446744073709551617 49 49", 3, 3, "an attribute from 0 to 2", "\"18446744073709551617\""),
    Wrong("E 1 2 0", "E 1 2", 5, 4, "a value from 0 to 49", end),
    Wrong("E 1 2 0", "E 1 2 50", 5, 4, "a value from 0 to 49", "\"50\""),
    Wrong("E 1 2 0", "E 1 2 0 1 0", 5, 5, "the end of the line, as none comes after 2", "\"1\""),
    Wrong("E 1 2 0", "E 1 2 0 #", 5, 5, "the end of the line, as none comes after 2", "\"#\""),
    Wrong("E 1 2 0", "E 1 2 größer\u{202E}", 5, 4, "a value from 0 to 49", "\"größer\\u{202E}\""),
  ]

  @Test(arguments: headers + records + fields) func saysWhatIsWrongWhere(_ wrong: Wrong) throws {
    let error = try #require(throws: WorkloadFileError.self) { try Self.parse(wrong.text) }
    #expect(error.kind == .content && error.path == "example")
    #expect(error.line == wrong.line)
    #expect(error.column == wrong.column)
    #expect(error.expected == wrong.expected)
    #expect(error.found == wrong.found)
  }

  @Test func bytesThatAreNotText() throws {
    let error = try #require(throws: WorkloadFileError.self) {
      try MatchingWorkload(parsing: Array("W ".utf8) + [0xFF, 0x20], path: "a\u{7}b")
    }
    #expect(error.description == "a\\u{7}b, line 1, field 2: expected \(Self.name), found \"\\xFF\"")
  }

  /// Whatever becomes of a text, it is refused, or read and written so that it is read to the same again.
  @Test func damagedTextIsRefusedOrRead() throws {
    var generator = Xoshiro256StarStar(seed: 17)
    let alphabet: [UInt8] = Array("0123456789WSE -\t\r\n\0x\u{80}".utf8)
    let text = Array(Self.example.utf8)
    var readable = 0
    for _ in 0..<20_000 {
      var damaged = text
      for _ in 0..<1 + generator.below(3) {
        let place = generator.below(damaged.count)
        switch generator.below(5) {
        case 0: damaged.insert(alphabet[generator.below(alphabet.count)], at: place)
        case 1: damaged.remove(at: place)
        case 2: damaged.removeSubrange(place..<place + min(generator.below(30), damaged.count - place - 1))
        case 3: damaged.insert(contentsOf: text[..<generator.below(text.count)], at: place)
        default: damaged[place] = alphabet[generator.below(alphabet.count)]
        }
      }
      let workload: MatchingWorkload
      do throws(WorkloadFileError) {
        workload = try MatchingWorkload(parsing: damaged, path: "damaged")
      } catch {
        #expect(error.kind == .content && error.line != nil, "seed 17: \(damaged)")
        continue
      }
      readable += 1
      let written = try Self.text(of: workload)
      let again = try Self.parse(written)
      #expect(again.hash == workload.hash && again.name == workload.name, "seed 17: \(damaged)")
      #expect(try Self.text(of: again) == written, "seed 17: \(damaged)")
    }
    #expect(readable > 100)
  }

  @Test func whatCannotBeReadIsNotWritten() throws {
    func workload(_ name: String = "x", attributes: Int = 2, cardinality: Int64 = 10) -> MatchingWorkload {
      MatchingWorkload(name: name, attributes: attributes, cardinality: cardinality)
    }
    var wrong: [(MatchingWorkload, line: Int)] = [
      (workload(""), 1), (workload("a b"), 1), (workload("a\nb"), 1), (workload(attributes: 0), 1),
      (workload(attributes: 65_537), 1), (workload(cardinality: 0), 1),
    ]
    for constraints in [
      [], [Constraint(2, 0, 0)], [Constraint(0, -1, 0)], [Constraint(0, 0, 10)], [Constraint(0, .min, .max)],
      [Constraint(1, 0, 0), Constraint(0, 0, 0)], [Constraint(1, 0, 0), Constraint(1, 0, 0)],
    ] {
      var workload = workload()
      workload.append(subscription: [Constraint(0, 0, 9)])
      workload.append(subscription: constraints)
      wrong.append((workload, 3))
    }
    for values in [[], [AttributeValue(2, 0)], [AttributeValue(0, -1)], [AttributeValue(0, 10)]] {
      var workload = workload()
      workload.append(subscription: [Constraint(0, 0, 9)])
      workload.append(event: values)
      wrong.append((workload, 3))
    }
    for (workload, line) in wrong {
      let error = try #require(throws: WorkloadFileError.self) {
        try workload.write { _ in Issue.record("something was written") }
      }
      #expect(error.line == line && error.kind == .content)
    }
  }

  @Test func comesInPieces() throws {
    let workload = WorkloadRecipe.e.workload(subscriptions: 5_000)
    var pieces: [String] = []
    try workload.write { pieces.append($0) }
    #expect(pieces.count > 2 && pieces.allSatisfy { !$0.isEmpty && $0.utf8.count < 70_000 && $0.hasSuffix("\n") })
    #expect(try Self.parse(pieces.joined()).hash == workload.hash)
    struct Full: Error {}
    #expect(throws: Full.self) { try workload.write { _ in throw Full() } }
  }
}

/// What is no file of a workload, and what is one.
@Suite struct WorkloadFileAccessTests {
  private static func withPath<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("workload-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  private static func found(at path: String) throws -> String {
    let error = try #require(throws: WorkloadFileError.self) { try MatchingWorkload(contentsOf: path) }
    #expect(error.kind == .input && error.path == path && error.line == nil && error.column == nil)
    #expect(error.expected == "a readable regular file")
    return error.found
  }

  @Test func aFileIsRead() throws {
    try Self.withPath { path in
      let workload = WorkloadRecipe.p.workload(subscriptions: 20_000)
      try Data(WorkloadFileTests.text(of: workload).utf8).write(to: URL(fileURLWithPath: path))
      #expect(try MatchingWorkload(contentsOf: path).hash == workload.hash)
      #expect(try Self.found(at: path + "/x").hasPrefix("an error when reading it: "))
      #expect(try Self.found(at: path + "\0x") == "a name with a zero byte, which no file can have")
    }
  }

  @Test func whatIsNoFileIsRefusedAndNotWaitedFor() throws {
    #expect(try Self.found(at: FileManager.default.temporaryDirectory.path) == "a directory")
    #expect(try Self.found(at: "/dev/zero") == "a pipe, socket or device")
    try Self.withPath { path in
      #expect(try Self.found(at: path) == "no such file")
      try #require(mkfifo(path, 0o600) == 0)
      #expect(try Self.found(at: path) == "a pipe, socket or device")
    }
  }

  @Test func aFileThatIsTooLargeIsNotRead() throws {
    try Self.withPath { path in
      try Data().write(to: URL(fileURLWithPath: path))
      #expect(throws: WorkloadFileError.self) { try MatchingWorkload(contentsOf: path) }
      try #require(truncate(path, (4 << 30) + 1) == 0)
      let error = try #require(throws: WorkloadFileError.self) { try MatchingWorkload(contentsOf: path) }
      #expect(error.expected == "a file of at most 4294967296 bytes" && error.found == "4294967297 bytes")
    }
  }
}
