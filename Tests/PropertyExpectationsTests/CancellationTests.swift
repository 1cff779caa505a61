import PropertyExpectations
import PropertyTesting
import Testing

@Suite("Properties in tests: cancelled, and at once")
struct CancellationTests {
  @Test("a check ends with its test, after the case at hand", arguments: [false, true])
  func cancelled(isWaiting: Bool) async throws {
    let counter = Counter()
    let found = try await issues {
      let check = Task {
        if isWaiting {
          try await forAll(.int) { _ in
            if counter.next() == 10 { withUnsafeCurrentTask { $0?.cancel() } }
            try await Task.sleep(for: .zero)
          }
        } else {
          try await forAll(.int) { _ in if counter.next() == 10 { withUnsafeCurrentTask { $0?.cancel() } } }
        }
      }
      await #expect(throws: CancellationError.self) { try await check.value }
    }
    #expect(found.isEmpty)
    #expect(counter.value == 10)
  }

  @Test("a property that waits for long is woken")
  func asleep() async throws {
    let counter = Counter()
    let found = try await issues {
      let check = Task {
        try await forAll(.int) { _ in
          counter.next()
          try await Task.sleep(for: .seconds(600))
        }
      }
      while counter.value == 0 { try await Task.sleep(for: .milliseconds(1)) }
      check.cancel()
      await #expect(throws: CancellationError.self) { try await check.value }
    }
    #expect(found.isEmpty)
  }

  @Test("a bad case that was found is recorded, as simple as it has become")
  func whileShrinking() async throws {
    let counter = Counter()
    let found = try await issues {
      let check = Task {
        try await forAll(.array(of: .int)) { numbers in
          await Task.yield()
          guard numbers.count < 3 else {
            if counter.next() == 4 { withUnsafeCurrentTask { $0?.cancel() } }
            Issue.record("too long")
            return
          }
        }
      }
      await #expect(throws: CancellationError.self) { try await check.value }
    }
    #expect(found.count == 1)
    let text = "cancelled while a simpler case was looked for\n  again: IVCE_CHOICES='c1:1."
    #expect(found.first?.text.contains(text) == true)
  }
}
