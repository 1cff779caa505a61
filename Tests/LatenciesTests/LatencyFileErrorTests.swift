import Foundation
import Latencies
import Randomness
import Testing

@Suite("Files that are no latency matrix")
struct LatencyFileErrorTests {
  private static let number = "a decimal number from 0 to 1000000000 ms"

  struct Case: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let line: Int?
    let column: Int?
    let expected: String
    let found: String

    init(_ text: String, _ line: Int?, _ column: Int?, _ expected: String, _ found: String) {
      self.init(Array(text.utf8), line, column, expected, found)
    }

    init(_ bytes: [UInt8], _ line: Int?, _ column: Int?, _ expected: String, _ found: String) {
      (self.bytes, self.line, self.column, self.expected, self.found) = (bytes, line, column, expected, found)
    }

    var testDescription: String { found }
  }

  private static let shape: [Case] = [
    Case("", 1, nil, "a square matrix of latencies", "an empty file"),
    Case("\n \r\n", 1, nil, "a square matrix of latencies", "an empty file"),
    Case("0\n", 1, 1, "at least 2 fields, for 2 hosts", "the end of the line after 1"),
    Case("0 1\n1\n", 2, 1, "2 fields as in line 1", "the end of the line after 1"),
    Case("0 1\n1", 2, 1, "2 fields as in line 1", "the end of the line after 1"),
    Case("0 1\r\n1 0 5\r\n", 2, 3, "2 fields as in line 1", "another field"),
    Case("0 1 2\n1 0 2\n", 3, nil, "3 rows, as many as fields in a row", "the end of the file after 2"),
    Case("0 1\n1 0\n1 1\n", 3, nil, "the end of the file after 2 rows of 2 fields", "another row"),
    Case("0 1\n\n1 0\n", 2, nil, "a row of latencies", "a blank line before line 3"),
    Case("\n0 1\n1 0\n", 1, nil, "a row of latencies", "a blank line before line 2"),
    Case("0 1\r1 0\r", 1, nil, "a line feed after the carriage return", "\"1\""),
    Case("0 0\n0 0\n", nil, nil, "a positive latency between some two hosts", "only zeros"),
    Case("5 0\n0 5\n", nil, nil, "a positive latency between some two hosts", "only zeros"),
    Case(
      String(repeating: "0 ", count: 20_001), 1, 20_001, "at most 20000 fields in a row", "another field"),
  ]

  private static let fields: [Case] = [
    Case("0\t\t1\n", 1, 2, number, "an empty field"),
    Case("\t1\n", 1, 1, number, "an empty field"),
    Case("0,1\n1,", 2, 2, number, "an empty field"),
    Case("0,1\n1, \n", 2, 2, number, "an empty field"),
    Case("0 -1\n", 1, 2, number, "\"-1\""),
    Case("0 1\nNaN 0\n", 2, 1, number, "\"NaN\""),
    Case("0 inf\n", 1, 2, number, "\"inf\""),
    Case("0 0x10\n", 1, 2, number, "\"0x10\""),
    Case("host peer\n", 1, 1, number, "\"host\""),
    Case("0 1;5\n", 1, 2, number, "\"1;5\""),
    Case("0 1e\n", 1, 2, number, "\"1e\""),
    Case("0 1e+\n", 1, 2, number, "\"1e+\""),
    Case("0 .\n", 1, 2, number, "\".\""),
    Case("0 1.2.3\n", 1, 2, number, "\"1.2.3\""),
    Case("0 --1\n", 1, 2, number, "\"--1\""),
    Case("0 1000000000.1\n", 1, 2, number, "\"1000000000.1\""),
    Case("0 1e999999999999999999999\n", 1, 2, number, "\"1e999999999999999999999\""),
    Case("0 \u{1B}[31m\u{7}\n", 1, 2, number, "\"\\u{1B}[31m\\u{7}\""),
    Case("0 \u{202E}1\n", 1, 2, number, "\"\\u{202E}1\""),
    Case("0 größer\n", 1, 2, number, "\"größer\""),
    Case("0 " + String(repeating: "x", count: 40), 1, 2, number, "\"" + String(repeating: "x", count: 40) + "\""),
    Case("0 " + String(repeating: "x", count: 41), 1, 2, number, "\"" + String(repeating: "x", count: 39) + "…\""),
    Case("0 " + String(repeating: "9", count: 5_000), 1, 2, number, "\"" + String(repeating: "9", count: 39) + "…\""),
    Case([0x7F, 0x45, 0x4C, 0x46, 0x00, 0x0A], 1, 1, number, "bytes that are not text, \"\\u{7F}ELF\\u{0}\""),
    Case([0x30, 0x20, 0xE9, 0xFF, 0x0A], 1, 2, number, "bytes that are not text, \"\\xE9\\xFF\""),
  ]

  @Test("Wrong content is named with its place", arguments: shape + fields)
  func content(_ wrong: Case) throws {
    try withFile(wrong.bytes) { path throws in
      let error = try #require(throws: LatencyFileError.self) {
        try LatencyMatrix(contentsOf: path, unit: .milliseconds)
      }
      #expect(error.kind == .content && error.path == path)
      #expect(error.line == wrong.line)
      #expect(error.column == wrong.column)
      #expect(error.expected == wrong.expected)
      #expect(error.found == wrong.found)
    }
  }

  @Test("The limit of a latency is the same in both units")
  func limits() throws {
    try withFile("0 1000000.1\n1 0".utf8) { path throws in
      let error = try #require(throws: LatencyFileError.self) { try LatencyMatrix(contentsOf: path, unit: .seconds) }
      #expect(error.expected == "a decimal number from 0 to 1000000 s")
      #expect(
        error.description
          == "\(path), line 1, field 2: expected a decimal number from 0 to 1000000 s, found \"1000000.1\"")
      #expect(try LatencyMatrix(contentsOf: path, unit: .milliseconds)[0, 1] == 1_000_000.1)
    }
  }

  @Test("Damaged files are refused or read, and never trap")
  func damaged() throws {
    var generator = Xoshiro256StarStar(seed: 73)
    let bytes: [UInt8] = Array("0\t1.25\t3e2\n4 0,5\r\n0.000 12345678901234567890123 0\n".utf8)
    let alphabet: [UInt8] = Array("0123456789.eE+-\t ,\r\n\0\u{80}x".utf8)
    for _ in 0..<3_000 {
      var damaged = bytes
      for _ in 0..<1 + generator.below(4) {
        let index = generator.below(damaged.count)
        switch generator.below(3) {
        case 0: damaged[index] = alphabet[generator.below(alphabet.count)]
        case 1: damaged.insert(alphabet[generator.below(alphabet.count)], at: index)
        default: damaged.remove(at: index)
        }
      }
      try withFile(damaged) { path throws in
        do throws(LatencyFileError) {
          let matrix = try LatencyMatrix(contentsOf: path, unit: .seconds)
          #expect(matrix.isWellFormed, "seed 73: \(damaged)")
        } catch {
          #expect(error.kind == .content, "seed 73: \(damaged)")
        }
      }
    }
  }
}
