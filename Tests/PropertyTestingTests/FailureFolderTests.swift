import Foundation
import PropertyTesting
import Randomness
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("The folder of failing cases")
struct FailureFolderTests {
  struct Wrong: Error {}

  /// Checks that numbers are below a limit.
  private func check(
    _ folder: String, name: String = "small", limit: Int = 100, seed: Seed = 1, cases: Int = 500
  ) -> CheckReport<Int> {
    var settings = CheckSettings(cases: cases, seed: seed)
    settings.failures = FailureFolder(path: folder)
    return PropertyCheck(name, .integer(in: 0...1000), settings: settings) { number, _ in
      if number >= limit { throw Wrong() }
    }.run()
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// The one file of the folder.
  private func onlyFile(_ folder: String) throws -> String {
    let names = try files(folder)
    try #require(names.count == 1)
    return "\(folder)/\(names[0])"
  }

  @Test("what is kept is readable, is tried first, and goes when it does not fail any more")
  func roundTrip() throws {
    try withFolder { folder in
      let first = check(folder)
      #expect(first.counterexample?.value == 100 && first.counterexample?.number != nil)
      let text = try String(contentsOfFile: onlyFile(folder), encoding: .utf8)
      #expect(text.contains("\nproperty: small\nseed: 1\nchoices: c1:2s\nvalue: 100\nfailure: Wrong()\n"))
      // Not by another case of this run, since there is none.
      let second = check(folder, cases: 0)
      #expect(second.counterexample?.value == 100 && second.counterexample?.number == nil)
      #expect(try files(folder).count == 1)
      let mended = check(folder, limit: 101, cases: 0)
      #expect(mended.counterexample == nil && mended.mended == 1 && mended.cases == 0)
      #expect(try files(folder).isEmpty)
    }
  }

  @Test("there is no folder until something fails")
  func nothingToKeep() throws {
    try withFolder { folder in
      #expect(check(folder, limit: 1001).isGood)
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }

  @Test("damaged files are passed over with a warning that names them, and stay", arguments: Damage.allCases)
  func damaged(_ damage: Damage) throws {
    try withFolder { folder in
      _ = check(folder)
      let file = try onlyFile(folder)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try FileManager.default.removeItem(atPath: file)
      try Data(damage.bytes(of: text)).write(to: URL(fileURLWithPath: file))
      let report = check(folder, limit: 1001)
      #expect(report.isGood && report.mended == 0)
      #expect(report.warnings.count == 1 && report.warnings.first?.hasPrefix("\(file): ") == true)
      #expect(try files(folder).count == 1)
    }
  }

  enum Damage: CaseIterable {
    case empty, cutOff, noProperty, strangeChoices, missingChoices, manyChoices, notText, huge

    func bytes(of text: String) -> [UInt8] {
      switch self {
      case .empty: []
      case .cutOff: Array(text.utf8.prefix(text.utf8.count / 2))
      case .noProperty: Array(text.replacingOccurrences(of: "property: ", with: "properly: ").utf8)
      case .strangeChoices: Array(text.replacingOccurrences(of: "c1:", with: "c2:").utf8)
      case .missingChoices: Array(text.replacingOccurrences(of: "choices: ", with: "").utf8)
      case .manyChoices: Array(text.replacingOccurrences(of: "c1:2s", with: "c1:0*99999999999").utf8)
      case .notText: [0xFF, 0xFE, 0xC0] + text.utf8
      case .huge: text.utf8 + Array(repeating: 0x20, count: 1 << 20)
      }
    }
  }

  @Test("a folder and a pipe in place of a file are passed over, and nothing waits for them")
  func notFiles() throws {
    try withFolder { folder in
      _ = check(folder)
      let file = try onlyFile(folder)
      try FileManager.default.removeItem(atPath: file)
      try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
      #expect(check(folder, limit: 1001).isGood)
      // The failure cannot take the place of the folder, but is reported.
      let blocked = check(folder)
      #expect(blocked.counterexample?.value == 100)
      #expect(blocked.warnings.count == 1)
      try FileManager.default.removeItem(atPath: file)

      try #require(mkfifo(file, 0o600) == 0)
      #expect(check(folder, limit: 1001).isGood)
      #expect(check(folder).counterexample?.value == 100)
    }
  }

  @Test("where nothing can be written the failure is reported all the same, with a word that it was not kept")
  func unwritable() throws {
    try withFolder { folder in
      // A file where the folder would be: not even the superuser makes a folder of it.
      try "a file".write(toFile: folder, atomically: true, encoding: .utf8)
      for path in [folder, "\(folder)/below"] {
        let report = check(path)
        #expect(report.counterexample?.value == 100)
        #expect(report.warnings.count == 1)
        #expect(report.warnings.first?.hasPrefix("the failing case could not be kept: ") == true)
      }
      #expect(try String(contentsOfFile: folder, encoding: .utf8) == "a file")
    }
  }

  @Test("two properties whose names make the same name of a file keep their own cases")
  func sameFileName() throws {
    try withFolder { folder in
      let long = String(repeating: "x", count: 150)
      for (one, other) in [("a b", "a/b"), ("a b", "a-b"), (long + "1", long + "2"), ("ä", "é"), ("../a", "--.a")] {
        _ = check(folder, name: one, limit: 100)
        _ = check(folder, name: other, limit: 200)
        #expect(try files(folder).count == 2)
        let names = try files(folder)
        #expect(names.allSatisfy { $0.utf8.count < 150 && !$0.contains("/") })
        #expect(check(folder, name: one, cases: 0).counterexample?.value == 100)
        #expect(check(folder, name: other, limit: 200, cases: 0).counterexample?.value == 200)
        // Mending one leaves the other.
        #expect(check(folder, name: one, limit: 1001, cases: 0).mended == 1)
        #expect(try files(folder).count == 1)
        #expect(check(folder, name: other, limit: 1001, cases: 0).mended == 1)
      }
    }
  }

  @Test("a name of several lines and an empty one")
  func strangeNames() throws {
    try withFolder { folder in
      for name in ["one\nchoices: c1:0\r\nthree", ""] {
        _ = check(folder, name: name)
        #expect(check(folder, name: name, cases: 0).counterexample?.value == 100)
        #expect(check(folder, name: name, limit: 1001, cases: 0).mended == 1)
      }
    }
  }

  @Test("many writers and readers at once")
  func concurrent() throws {
    try withFolder { folder in
      DispatchQueue.concurrentPerform(iterations: 32) { index in
        // Four properties, which fail, are found again, and are mended in turn.
        let name = "property \(index % 4)"
        for round in 0..<10 {
          let isMended = (index / 4 + round).isMultiple(of: 3)
          let report = check(folder, name: name, limit: isMended ? 1001 : 100, seed: Seed(UInt64(index)), cases: 20)
          #expect(report.warnings.isEmpty)
          #expect(report.isGood || report.counterexample?.value == 100)
          #expect(!isMended || report.isGood)
        }
      }
      let names = try files(folder)
      #expect(names.allSatisfy { $0.hasPrefix("property-") && $0.hasSuffix(".txt") })
    }
  }
}
