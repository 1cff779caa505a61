import Histories
import Testing

@Suite("Files that are no log of operations")
struct OperationLogErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let line: Int?
    let item: Int?
    let expected: String
    let found: String

    init(_ text: String, _ line: Int?, _ item: Int?, _ expected: String, _ found: String) {
      self.init(Array(text.utf8), line, item, expected, found)
    }

    init(_ bytes: [UInt8], _ line: Int?, _ item: Int?, _ expected: String, _ found: String) {
      (self.bytes, self.line, self.item, self.expected, self.found) = (bytes, line, item, expected, found)
    }

    var testDescription: String { "\(expected), not \(found)" }
  }

  private static let end = "the end of the line"
  private static let none = "an outcome without one"
  private static let most = "a number from 0 to 9223372036854775807"

  private static let both: [Case] = [
    Case("", nil, nil, "a log of operations", "an empty file"),
    Case("\n \t\r\n", nil, nil, "a log of operations", "an empty file"),
    Case([0x20, 0x0A, 0x7B, 0xFF, 0x0A], 2, nil, "text in UTF-8", "bytes that are not text"),
  ]

  /// Each after a line in which process 3 writes 4 and one in which process 8 reads.
  private static func jepsen(_ text: String, _ item: Int?, _ expected: String, _ found: String) -> Case {
    let calls = "INFO jepsen.util - 3 :invoke :write 4\nINFO jepsen.util - 8 :invoke :read nil\n"
    return Case("\(calls)\(text)\n", 3, item, expected, found)
  }

  private static let jepsenCases: [Case] = [
    jepsen("WARN jepsen.util - 3 :ok :write 4", 1, "INFO", "\"WARN\""),
    jepsen("INFO jepsen.core - 3 :ok :write 4", 2, "jepsen.util", "\"jepsen.core\""),
    jepsen("INFO jepsen.util", 3, "-", end),
    jepsen("INFO jepsen.util - x :ok :write 4", 4, "a process, \(most)", "\"x\""),
    jepsen("INFO jepsen.util - -3 :ok :write 4", 4, "a process, \(most)", "\"-3\""),
    jepsen("INFO jepsen.util - 9223372036854775808", 4, "a process, \(most)", "\"9223372036854775808\""),
    jepsen("INFO jepsen.util - 3", 5, ":invoke or :ok or :fail or :info", end),
    jepsen("INFO jepsen.util - 3 :okay :write 4", 5, ":invoke or :ok or :fail or :info", "\":okay\""),
    jepsen("INFO jepsen.util - 1 :invoke :append 4", 6, ":read or :write or :cas", "\":append\""),
    jepsen("INFO jepsen.util - 1 :invoke :read 4", 7, "nil", "\"4\""),
    jepsen("INFO jepsen.util - 1 :invoke :write", 7, "a value, \(most)", end),
    jepsen("INFO jepsen.util - 1 :invoke :write nil", 7, "a value, \(most)", "\"nil\""),
    jepsen("INFO jepsen.util - 1 :invoke :cas 4 2", 7, "[", "\"4\""),
    jepsen("INFO jepsen.util - 1 :invoke :cas [4]", 9, "the new value, \(most)", "\"]\""),
    jepsen("INFO jepsen.util - 1 :invoke :cas [x 2]", 8, "the expected value, \(most)", "\"x\""),
    jepsen("INFO jepsen.util - 1 :invoke :cas [4 2", 10, "]", end),
    jepsen("INFO jepsen.util - 1 :invoke :cas [4 2] 5", 11, end, "\"5\""),
    jepsen("INFO jepsen.util - 3 :ok :get 4", 6, ":read or :write or :cas", "\":get\""),
    jepsen("INFO jepsen.util - 8 :ok :read none", 7, "a value, nil or \(most)", "\"none\""),
    jepsen("INFO jepsen.util - 3 :ok :write 4 \u{1B}[31m", 8, end, "\"\\u{1B}\""),
    jepsen("INFO jepsen.util - 3 :ok :write 5", nil, "the outcome of :write 4", "that of :write 5"),
    jepsen("INFO jepsen.util - 3 :ok :cas [1 2]", nil, "the outcome of :write 4", "that of :cas [1 2]"),
    jepsen("INFO jepsen.util - 3 :fail :write 4", 6, ":read or :cas", "\":write\""),
    jepsen("INFO jepsen.util - 3 :fail :cas [1 2]", nil, "the outcome of :write 4", "that of :cas [1 2]"),
    jepsen("INFO jepsen.util - 3 :fail :read :timed-out", nil, "the outcome of :write 4", "that of :read"),
    jepsen("INFO jepsen.util - 8 :fail :read nil", 7, ":timed-out", "\"nil\""),
    jepsen("INFO jepsen.util - 3 :info :write 4", 7, ":timed-out", "\"4\""),
    jepsen("INFO jepsen.util - 3 :info :cas :timed-out", nil, "the outcome of :write 4", "that of :cas"),
    jepsen("INFO jepsen.util - 8 :info :append :timed-out", 6, ":read or :write or :cas", "\":append\""),
    jepsen(
      "INFO jepsen.util - 3 :invoke :read nil", nil, "the outcome of the call that client 3 has in flight",
      "another call"),
    jepsen("INFO jepsen.util - 1 :ok :read 4", nil, "a call in flight of client 1", none),
    jepsen("INFO jepsen.util - 1 :fail :read :timed-out", nil, "a call in flight of client 1", none),
    jepsen("INFO jepsen.util - 1 :info :cas :timed-out", nil, "a call in flight of client 1", none),
  ]

  /// Each after a line in which process 3 puts "v" under "k" and one in which process 8 asks for that.
  private static func keyValue(_ text: String, _ item: Int?, _ expected: String, _ found: String) -> Case {
    let calls = """
      {:process 3, :type :invoke, :f :put, :key "k", :value "v"}
      {:process 8, :type :invoke, :f :get, :key "k", :value nil}
      """
    return Case("\(calls)\n\(text)\n", 3, item, expected, found)
  }

  private static let keyValueCases: [Case] = [
    keyValue("INFO", 1, "{", "\"INFO\""),
    keyValue("{:client 1", 2, ":process", "\":client\""),
    keyValue("{:process one", 3, "a process, \(most)", "\"one\""),
    keyValue("{:process 1}", 4, ":type", "\"}\""),
    keyValue("{:process 1 :type", 5, ":invoke or :ok or :info or :fail", end),
    keyValue("{:process 1 :type :invoke :g", 6, ":f", "\":g\""),
    keyValue("{:process 1 :type :invoke :f :cas", 7, ":get or :put or :append", "\":cas\""),
    keyValue("{:process 1 :type :invoke :f :get :value", 8, ":key", "\":value\""),
    keyValue("{:process 1 :type :invoke :f :get :key 1", 9, "a key in quotation marks", "\"1\""),
    keyValue("{:process 1 :type :invoke :f :get :key \"1", 9, "a quotation mark at the end of a key", "\"\"1\""),
    keyValue("{:process 1 :type :invoke :f :get :key \"1\" nil", 10, ":value", "\"nil\""),
    keyValue("{:process 1 :type :invoke :f :get :key \"1\" :value \"\"}", 11, "nil", "\"\"\"\""),
    keyValue("{:process 1 :type :invoke :f :put :key \"1\" :value nil}", 11, "a value in quotation marks", "\"nil\""),
    keyValue("{:process 1 :type :invoke :f :put :key \"1\" :value", 11, "a value in quotation marks", end),
    keyValue(
      "{:process 1 :type :invoke :f :append :key \"1\" :value \"a\\n\"}", 11,
      "\\\" or \\\\ where a value has a backslash", "\"\\n\"}\""),
    keyValue(
      "{:process 1 :type :invoke :f :append :key \"1\" :value \"a\\", 11, "\\\" or \\\\ where a value has a backslash",
      "\"\\\""),
    keyValue("{:process 1 :type :invoke :f :append :key \"1\" :value \"a\"", 12, "}", end),
    keyValue("{:process 1 :type :invoke :f :append :key \"1\" :value \"a\"}}", 13, end, "\"}\""),
    keyValue("{:process 8 :type :ok :f :get :key \"k\" :value nil}", 11, "a value in quotation marks", "\"nil\""),
    keyValue(
      "{:process 8 :type :ok :f :get :key \"l\" :value \"v\"}", nil, "the outcome of :get \"k\"", "that of :get \"l\""),
    keyValue(
      "{:process 3 :type :ok :f :put :key \"k\" :value \"w\"}", nil, "the outcome of :put \"k\" \"v\"",
      "that of :put \"k\" \"w\""),
    keyValue(
      "{:process 3 :type :info :f :append :key \"k\" :value \"v\"}", nil, "the outcome of :put \"k\" \"v\"",
      "that of :append \"k\" \"v\""),
    keyValue(
      "{:process 3 :type :invoke :f :get :key \"k\" :value nil}", nil,
      "the outcome of the call that client 3 has in flight", "another call"),
    keyValue(
      "{:process 1 :type :ok :f :get :key \"k\" :value \"v\"}", nil, "a call in flight of client 1", none),
    keyValue(
      "{:process 1 :type :fail :f :get :key \"k\" :value nil}", nil, "a call in flight of client 1", none),
    keyValue(
      "{:process 1 :type :\(String(repeating: "é", count: 300))", 5, ":invoke or :ok or :info or :fail",
      "\":\(String(repeating: "é", count: 38))…\""),
  ]

  private func check(_ wrong: Case, _ read: (String) throws -> Void) throws {
    try withFile(wrong.bytes) { path throws in
      let error = try #require(throws: OperationLogError.self) { try read(path) }
      #expect(error.kind == .content && error.path == path)
      #expect(error.line == wrong.line && error.item == wrong.item)
      #expect(error.expected == wrong.expected)
      #expect(error.found == wrong.found)
    }
  }

  @Test("Wrong lines of Jepsen are named with their place", arguments: both + jepsenCases)
  func jepsen(_ wrong: Case) throws {
    try check(wrong) { _ = try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: $0) }
  }

  @Test("Wrong lines about a key-value store are named with their place", arguments: both + keyValueCases)
  func keyValue(_ wrong: Case) throws {
    try check(wrong) { _ = try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: $0) }
  }

  @Test("An error is one printable line")
  func description() throws {
    try withFile("INFO jepsen.util - 1 :invoke :read\nnil".utf8) { path throws in
      let error = try #require(throws: OperationLogError.self) {
        try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
      }
      #expect(error.description == "\(path), line 1, item 7: expected nil, found the end of the line")
    }
  }

  @Test("Damaged logs are refused or read, and never trap")
  func damaged() throws {
    var generator = SplitMix64(seed: 9)
    let text = """
      INFO jepsen.util - 3 :invoke :cas [4 2]
      INFO jepsen.util - 3 :ok :cas [4 2]
      """
    let keyValue = """
      {:process 3, :type :invoke, :f :get, :key "k", :value nil}
      {:process 3, :type :ok, :f :get, :key "k", :value "\\\\v"}
      """
    let alphabet: [UInt8] = Array("0123456789 \t\r\n,[]{}\"\\:-nilok\0".utf8) + [0x80, 0xFF, 0xC3]
    for _ in 0..<1_000 {
      for original in [text, keyValue] {
        var bytes = Array(original.utf8)
        for _ in 0..<1 + generator.below(3) {
          let index = generator.below(bytes.count)
          switch generator.below(3) {
          case 0: bytes[index] = alphabet[generator.below(alphabet.count)]
          case 1: bytes.insert(alphabet[generator.below(alphabet.count)], at: index)
          default: bytes.remove(at: index)
          }
        }
        try withFile(bytes) { path throws in
          do throws(OperationLogError) {
            if original == text {
              _ = try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
            } else {
              _ = try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: path)
            }
          } catch {
            #expect(error.kind == .content, "seed 9: \(bytes)")
          }
        }
      }
    }
  }
}
