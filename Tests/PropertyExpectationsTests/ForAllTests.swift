import PropertyExpectations
import PropertyTesting
import Synchronization
import Testing

@Suite("Properties in tests: what is good is passed over in silence")
struct ForAllTests {
  struct Wrong: Error {}

  @Test("one generator, and several")
  func severalValues() async throws {
    let found = try await issues {
      try await forAll(.array(of: .int)) { numbers in #expect(numbers.reversed().reversed() == numbers) }
      try await forAll(.int, .boolean()) { number, flag in #expect(flag == (number == number && flag)) }
      try await forAll(.int, .string(), .optional(.byte), .array(of: .boolean()), .double()) { a, b, c, d, e in
        #expect(a.advanced(by: 0) == a)
        #expect(b + "" == b)
        #expect(c.map { $0 & 0xFF } == c)
        #expect(d.reversed().count == d.count)
        #expect(!e.isNaN)
      }
    }
    #expect(found.isEmpty)
  }

  @Test("several generators, waited for")
  func severalValuesWaiting() async throws {
    let found = try await issues {
      try await forAll(.array(of: .int)) { numbers in
        await Task.yield()
        #expect(numbers.reversed().reversed() == numbers)
      }
      try await forAll(.int, .string(), .optional(.byte), .array(of: .boolean()), .double()) { a, b, c, d, e in
        await Task.yield()
        #expect(a.advanced(by: 0) == a)
        #expect(b + "" == b)
        #expect(c.map { $0 & 0xFF } == c)
        #expect(d.reversed().count == d.count)
        #expect(!e.isNaN)
      }
      try await forAll(.string(), .array(of: .string()), .set(of: .int)) { trial, a, b, c in
        await Task.yield()
        let extra = try trial.draw(.string())
        await Task.yield()
        trial.classify(a.isEmpty, "empty")
        #expect((b + [a, extra]).count == b.count + 2 && c.count >= 0)
      }
    }
    #expect(found.isEmpty)
  }

  @Test("as many cases as are asked for: in the code, in the environment, or a thousand")
  func caseCount() async throws {
    let counters = [Counter(), Counter(), Counter(), Counter()]
    _ = try await issues {
      try await forAll(.int, cases: 50) { _ in counters[0].next() }
      try await forAll(.int) { _ in counters[1].next() }
      try await forAll(.int, settings: { $0.cases = 70 }) { _ in
        await Task.yield()
        counters[2].next()
      }
    }
    _ = try await issues(["IVCE_CASES": "33", "IVCE_FAILURES": "none"]) {
      try await forAll(.int) { _ in counters[3].next() }
    }
    #expect(counters.map(\.value) == [50, 1000, 70, 33])
  }

  @Test("the same cases in every run, whether the property waits or not; other ones from another seed")
  func reproducible() async throws {
    func cases(_ variables: [String: String], waiting: Bool) async throws -> [[Int]] {
      let seen = Mutex<[[Int]]>([])
      _ = try await issues(variables.merging(["IVCE_FAILURES": "none"]) { $1 }) {
        if waiting {
          try await forAll(.array(of: .int)) { numbers in
            await Task.yield()
            seen.withLock { $0.append(numbers) }
          }
        } else {
          try await forAll(.array(of: .int)) { numbers in seen.withLock { $0.append(numbers) } }
        }
      }
      return seen.withLock { $0 }
    }
    let first = try await cases([:], waiting: false)
    #expect(first.count == 1000)
    #expect(try await cases([:], waiting: true) == first)
    #expect(try await cases(["IVCE_SEED": "1"], waiting: false) == first)
    let random = try await cases(["IVCE_SEED": "random"], waiting: false)
    #expect(random != first)
    #expect(try await cases(["IVCE_SEED": "99"], waiting: true) == random)
  }

  @Test("cases that are given up, and labels")
  func discards() async throws {
    let found = try await issues {
      try await forAll(.int, cases: 200) { number in
        try assume(number.isMultiple(of: 2))
        #expect(number & 1 == 0)
      }
      try await forAll(.int, cases: 200) { trial, number in
        try assume(number.isMultiple(of: 2))
        await Task.yield()
        trial.cover(0.2, number > 0, "positive")
        #expect(number & 1 == 0)
      }
    }
    #expect(found.isEmpty)
  }

  @Test("known issues of a case, and warnings")
  func knownIssues() async throws {
    let found = try await issues {
      try await forAll(.int) { number in
        withKnownIssue { #expect(number != number) }
        Issue.record("strange", severity: .warning)
      }
      try await forAll(.int) { number in
        await Task.yield()
        try await withKnownIssue {
          await Task.yield()
          throw Wrong()
        } when: {
          number == number
        } matching: {
          $0.error is Wrong
        }
      }
    }
    #expect(found.isEmpty)
  }

  @Test("properties of the main actor stay on it")
  @MainActor func mainActor() async throws {
    var sum = 0
    try await forAll(.integer(in: 0...9), cases: 20) { number in
      MainActor.assertIsolated()
      sum += number
    }
    try await forAll(.integer(in: 0...9), cases: 20) { number in
      MainActor.assertIsolated()
      await Task.yield()
      MainActor.assertIsolated()
      sum -= number
    }
    #expect(sum == 0)
  }

  @TaskLocal static var colour = "none"

  @Test("task-local values are there")
  func taskLocals() async throws {
    try await Self.$colour.withValue("red") {
      try await forAll(.int, cases: 5) { _ in
        #expect(Self.colour == "red" && Test.current != nil)
      }
      try await forAll(.int, cases: 5) { _ in
        await Task.yield()
        #expect(Self.colour == "red" && Test.current != nil)
      }
    }
  }
}
