import Foundation
import PropertyExpectations
import PropertyTesting
import Testing

@Suite("Properties in tests: kept failures, and many at once")
struct ParallelTests {
  private actor Sum {
    private(set) var value = 0

    func add(_ number: Int) { value += number }
  }

  @Test("ten properties at once, into one folder, half of which fail")
  func tenAtOnce() async throws {
    try await withTemporaryFolder { folder in
      let sum = Sum()
      let found = try await issues(["IVCE_FAILURES": folder]) {
        await withThrowingTaskGroup(of: Void.self) { group in
          for index in 0..<10 {
            group.addTask {
              try await forAll(.integer(in: 1...1000), cases: 200, name: "property \(index)") { number in
                await sum.add(number)
                #expect(index.isMultiple(of: 2) || number < index + 1)
              }
            }
          }
        }
      }
      let values = found.compactMap { $0.text.split(separator: "\n").first }.sorted()
      #expect(values == (1...5).map { "falsified by \(2 * $0)" }.sorted(by: <).map { $0[...] })
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 5)
      #expect(await sum.value > 1000)
    }
  }

  @Test("a failure is kept, tried first the next time, and forgotten when it is mended")
  func kept() async throws {
    try await withTemporaryFolder { folder in
      func check(limit: Int) async throws -> (texts: [String], cases: Int) {
        let counter = Counter()
        let found = try await issues(["IVCE_FAILURES": folder]) {
          try await forAll(.integer(in: 0...1000)) { number in
            counter.next()
            #expect(number < limit)
          }
        }
        return (found.map(\.text), counter.value)
      }
      let first = try await check(limit: 500)
      #expect(first.texts.count == 1)
      #expect(first.texts.first?.hasPrefix("falsified by 500\n") == true)
      #expect(first.texts.first?.contains("kept in \(folder), to be tried first the next time") == true)
      let second = try await check(limit: 500)
      #expect(second.texts.first?.contains("a case kept from before") == true)
      #expect(second.cases < first.cases)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
      let mended = try await check(limit: 1001)
      #expect(mended.texts.isEmpty && mended.cases == 1001)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test("two properties of a test are kept apart; without a name, none is in a test with arguments", arguments: [0])
  func names(argument: Int) async throws {
    try await withTemporaryFolder { folder in
      _ = try await issues(["IVCE_FAILURES": folder]) {
        try await forAll(.int) { number in #expect(number < 10) }
      }
      #expect(!FileManager.default.fileExists(atPath: folder))
      _ = try await issues(["IVCE_FAILURES": folder]) {
        try await forAll(.int, name: "first, \(argument)") { number in #expect(number < 10) }
        try await forAll(.int, name: "second, \(argument)") { number in #expect(number < 20) }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }
  }

  @Test("a damaged file in the folder is a warning")
  func damaged() async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "property: p\nchoices: none\n".write(toFile: "\(folder)/p-1.txt", atomically: true, encoding: .utf8)
      let found = try await issues(["IVCE_FAILURES": folder]) { try await forAll(.int, name: "p") { _ in } }
      #expect(found.map(\.severity) == [.warning])
      #expect(found.first?.text == #"\#(folder)/p-1.txt: a line "choices: c1:..." was expected"#)
    }
  }
}
