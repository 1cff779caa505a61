import PropertyExpectations
import PropertyTesting
import Testing

@Suite("Properties in tests: what is bad is recorded once, where it was asked")
struct FailingTests {
  struct Wrong: Error, CustomStringConvertible {
    let description = "this is wrong"
  }

  /// The one issue of `body`.
  private func issue(
    _ variables: [String: String] = ["IVCE_FAILURES": "none"], _ body: @escaping @Sendable () async throws -> Void
  ) async throws -> Issue {
    let found = try await issues(variables, body)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test("an expectation: the place of the call, the simplest value, the place inside, and how to see it again")
  func expectation() async throws {
    let line = #line + 2
    let issue = try await issue {
      try await forAll(.array(of: .integer(in: 0...1000))) { numbers in
        #expect(numbers.count < 3, "too long")
      }
    }
    #expect(issue.sourceLocation?.line == line)
    #expect(issue.sourceLocation?.fileID == #fileID)
    #expect(issue.severity == .error)
    let lines = issue.text.split(separator: "\n")
    try #require(lines.count == 5)
    #expect(lines[0] == "falsified by [0, 0, 0]")
    #expect(lines[1] == "  Expectation failed: (numbers.count → 3) < 3: too long (\(#fileID):\(line + 1):9)")
    #expect(lines[2].contains(#/^  case \d+ of 1000 from seed 1, made simpler in \d+ evaluations$/#))
    let command = #"swift test --filter 'PropertyExpectationsTests\.FailingTests/expectation'"#
    #expect(lines[3] == "  again: IVCE_CHOICES='c1:1.0.1.0.1.0.0' \(command)")
    #expect(lines[4] == "  the whole search: IVCE_SEED=1 IVCE_CASES=1000 \(command)")
  }

  @Test("in a property that waits")
  func waiting() async throws {
    let line = #line + 2
    let issue = try await issue {
      try await forAll(.integer(in: 0...1000), .integer(in: 0...1000)) { a, b in
        await Task.yield()
        #expect(a < 10 || b < 10)
      }
    }
    #expect(issue.sourceLocation?.line == line)
    #expect(issue.text.hasPrefix("falsified by (10, 10)\n  Expectation failed: "))
    #expect(issue.text.contains("(\(#fileID):\(line + 2):9)"))
  }

  @Test("a requirement, and a thrown error")
  func thrown() async throws {
    let required = try await issue {
      try await forAll(.integer(in: 0...1000)) { number in
        let small = try #require(number < 10 ? number : nil)
        #expect(small < 10)
      }
    }
    #expect(required.text.hasPrefix("falsified by 10\n  Expectation failed: "))
    let thrown = try await issue {
      try await forAll(.integer(in: 0...1000)) { number in if number >= 10 { throw Wrong() } }
    }
    #expect(thrown.text.hasPrefix("falsified by 10\n  this is wrong\n"))
    let later = try await issue {
      try await forAll(.integer(in: 0...1000)) { number in
        await Task.yield()
        if number >= 10 { throw Wrong() }
      }
    }
    #expect(later.text.hasPrefix("falsified by 10\n  this is wrong\n"))
  }

  @Test("a failure of another kind or from another place is none while a case is made simpler")
  func identity() async throws {
    let issue = try await issue(["IVCE_CHOICES": "c1:a", "IVCE_FAILURES": "none"]) {
      try await forAll(.integer(in: 0...1000)) { number in
        #expect(number != 3)
        #expect(number < 7)
        if number > 4 { throw Wrong() }
      }
    }
    #expect(issue.text.hasPrefix("falsified by 7\n"))
    #expect(issue.text.contains("the case of the choices given, made simpler"))
  }

  @Test("a case that has failed cannot be given up any more")
  func failedThenGivenUp() async throws {
    let issue = try await issue {
      try await forAll(.integer(in: 0...1000)) { number in
        #expect(number < 10)
        try assume(number < 5)
      }
    }
    #expect(issue.text.hasPrefix("falsified by 10\n"))
  }

  @Test("what is drawn and noted by the property")
  func notes() async throws {
    let issue = try await issue {
      try await forAll(.integer(in: 0...1000)) { trial, number in
        let other = try trial.draw(.integer(in: 0...1000), "other")
        trial.note("sum \(number + other)")
        #expect(number + other < 100)
      }
    }
    #expect(issue.text.contains(#/falsified by \d+\n  Expectation failed: .*\n  other: \d+\n  sum 100\n/#))
  }

  @Test("an issue that is recorded in a child task")
  func childTasks() async throws {
    let issue = try await issue {
      try await forAll(.integer(in: 0...1000)) { number in
        async let check: Void = { #expect(number < 10) }()
        await check
      }
    }
    #expect(issue.text.hasPrefix("falsified by 10\n"))
  }

  @Test("a known issue around the property matches the one issue that is recorded, and not those of its cases")
  func knownIssueAround() async throws {
    let found = try await issues {
      try await withKnownIssue {
        try await forAll(.integer(in: 0...1000)) { number in #expect(number < 10) }
      } matching: { issue in
        issue.text.hasPrefix("falsified by 10\n")
      }
    }
    #expect(found.count == 1)
    #expect(found.first?.isFailure == false)
  }

  @Test("too few cases with a label, with the shares of all labels")
  func coverage() async throws {
    let issue = try await issue {
      try await forAll(.integer(in: 1...9)) { trial, number in
        trial.cover(0.5, number > 9, "large")
        trial.classify(number < 10, "small")
      }
    }
    #expect(issue.text.hasPrefix(#""large" is borne by 0.0 % of 1000 cases, not by 50.0 %"#))
    #expect(issue.text.contains("  100.0 % small\n"))
  }

  @Test("a generator whose values are all given up, and one that fails now and then")
  func unhealthy() async throws {
    let empty = try await issue { try await forAll(.int) { _ in try assume(false) } }
    #expect(empty.text.hasPrefix("the generator is empty: "))
    let counter = Counter()
    let flaky = try await issue {
      try await forAll(.int) { _ in #expect(counter.next() != 10) }
    }
    #expect(flaky.text.hasPrefix("the generator is flaky: "))
  }

  @Test("malformed variables, all of them, before any case")
  func malformedEnvironment() async throws {
    let counter = Counter()
    let issue = try await issue(["IVCE_SEED": "x", "IVCE_CASES": "0"]) {
      try await forAll(.int) { _ in counter.next() }
    }
    #expect(issue.text.contains("IVCE_SEED: ") && issue.text.contains("IVCE_CASES: "))
    #expect(counter.value == 0)
  }

  @Test("the seed and the number of cases that the code gives need no variables")
  func settingsInCode() async throws {
    let issue = try await issue {
      try await forAll(.int, cases: 77, settings: { $0.seed = 5 }) { number in #expect(number < 10) }
    }
    #expect(issue.text.contains("of 77 from seed 5"))
    #expect(issue.text.contains("  the whole search: swift test "))
  }

  @Test("no time for a single case")
  func noTime() async throws {
    let issue = try await issue {
      try await forAll(.int, settings: { $0.seconds = 0 }) { _ in }
    }
    #expect(issue.text == "no case was judged within 0.0 seconds")
  }
}
