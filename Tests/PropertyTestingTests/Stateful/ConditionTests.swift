import PropertyTesting
import Randomness
import Synchronization
import Testing

@Suite("Conditions on commands")
struct ConditionTests {
  struct Wrong: Error {}

  @Test("no command is run whose precondition fails, and all whose precondition holds are, also while shrinking")
  func preconditions() {
    let wrong = Mutex(0)
    let right = Mutex(Set<Int>())
    var model = PlainModel(generator: .integer(in: 0...19), isPermitted: { !$0.isMultiple(of: 3) })
    model.postcondition = { command in
      if command.isMultiple(of: 3) { wrong.withLock { $0 += 1 } } else { _ = right.withLock { $0.insert(command) } }
    }
    model.invariant = { if $0 > 250 { throw Wrong() } }
    let report = PropertyCheck("plain", sequential: model.start).run()
    #expect(report.counterexample.map { $0.shrinks > 0 } == true)
    #expect(wrong.withLock { $0 } == 0)
    #expect(right.withLock { $0 } == Set(0...19).filter { !$0.isMultiple(of: 3) })
  }

  @Test("a precondition that never holds makes the generator empty", arguments: [true, false])
  func neverPermitted(isChoice: Bool) {
    var model = PlainModel(isPermitted: { _ in false })
    if !isChoice { model.generator = .constant(1) }
    let report = PropertyCheck("plain", sequential: model.start).run()
    guard case .unhealthy(let problem) = report.verdict else {
      Issue.record("\(report)")
      return
    }
    #expect(problem.kind == .empty)
    #expect(report.cases == 0)
  }

  @Test("so does a generator that always rejects")
  func neverGenerated() {
    let model = PlainModel(generator: Generator { _ throws(Rejection) in throw .unwanted })
    let report = PropertyCheck("plain", sequential: model.start).run()
    #expect("\(report)".hasPrefix("the generator is empty: "))
  }

  @Test("a precondition that seldom holds costs no cases")
  func seldomPermitted() {
    let report = PropertyCheck("plain", sequential: PlainModel(isPermitted: { $0 > 90 }).start).run()
    #expect(report.isGood)
    #expect(report.discarded < 500)
  }

  @Test("a postcondition fails with the error that it throws, at its step")
  func postcondition() throws {
    let model = PlainModel(postcondition: { if $0 > 17 { throw Wrong() } })
    let found = try #require(PropertyCheck("plain", sequential: model.start).run().counterexample)
    #expect(found.text == "1 command from 0\n  1. 18")
    #expect(found.failure.identity.kind == "PropertyTestingTests.ConditionTests.Wrong")
    #expect(found.failure.message == "step 1: Wrong()")
  }

  @Test("an invariant is asked at the start and after each step")
  func invariant() throws {
    let always = PlainModel(invariant: { _ in throw Wrong() })
    let atStart = try #require(PropertyCheck("plain", sequential: always.start).run().counterexample)
    #expect(atStart.text == "0 commands from 0")
    #expect(atStart.failure.message == "at the start: Wrong()")

    let small = PlainModel(invariant: { if $0 > 150 { throw Wrong() } })
    let later = try #require(PropertyCheck("plain", sequential: small.start).run().counterexample)
    #expect(later.text == "2 commands from 0\n  1. 52\n  2. 99")
    #expect(later.failure.message == "after step 2: Wrong()")
  }

  @Test("a command that throws fails the run, and one that rejects gives it up")
  func throwing() throws {
    let found = try #require(
      PropertyCheck("tokens", sequential: TokensModel.start(isCareless: true)).run().counterexample)
    #expect(found.text == "1 command from TokensModel(count: 0, isCareless: true)\n  1. .take")
    #expect(found.failure.message == "step 1: Missing()")

    let model = PlainModel(postcondition: { try assume($0 < 99) })
    let report = PropertyCheck("plain", sequential: model.start, count: 1...5).run()
    #expect(report.isGood && report.discarded > 0)
  }

  @Test("an object that is not made anew is called flaky")
  func notAnew() {
    final class Shared: Sendable { let uses = Mutex(0) }
    let shared = Shared()
    let model = PlainModel(postcondition: { _ in
      if shared.uses.withLock({ uses in
        uses += 1
        return uses
      }) == 100 {
        throw Wrong()
      }
    })
    let report = PropertyCheck("plain", sequential: model.start).run()
    #expect("\(report)".hasPrefix("the generator is flaky: "))
  }

  @Test("a reference names one of the results that are there")
  func references() throws {
    var results = Results<String>()
    let (first, second, third) = (results.add("a"), results.add("b"), results.add("c"))
    results.remove(second)
    results.remove(second)
    results[third] = "d"
    results[second] = "e"
    #expect(results.references == [first, third])
    #expect("\(results)" == "[#1: \"a\", #3: \"d\"]")
    #expect(results[second] == nil)
    var source = Source(replaying: [0, 1, 7])
    #expect(try source.draw(results.reference) == third)
    #expect(try source.draw(results.reference) == first)
    #expect(try source.draw(results.reference) == first)
    results[first] = nil
    results.remove(third)
    #expect(throws: Rejection.unwanted) { try source.draw(results.reference) }
    #expect("\(results.add("f"))" == "#4")
  }
}
