import Foundation
import PropertyTesting
import Randomness
import Testing

@Suite("Checks")
struct CheckTests {
  struct First: Error {}
  struct Second: Error {}

  private func check<Value>(
    _ generator: Generator<Value>, cases: Int = 1000, _ change: (inout CheckSettings) -> Void = { _ in },
    property: @escaping (Value, Trial) throws -> Void
  ) -> CheckReport<Value> {
    var settings = CheckSettings(cases: cases)
    change(&settings)
    return PropertyCheck("test", generator, settings: settings, property).run()
  }

  @Test("as many cases are judged as were asked for, the simplest first")
  func cases() {
    var values: [Int] = []
    let report = check(.int, cases: 123) { value, _ in values.append(value) }
    #expect(report.isGood && report.cases == 123 && values.count == 123 && values.first == 0)
    #expect(report.description == "passed 123 cases")
    #expect(check(.int, cases: 0) { _, _ in throw First() }.isGood)
  }

  @Test("shrinking keeps to the failure that was found", arguments: 1...30 as ClosedRange<UInt64>)
  func sameFailure(seed: UInt64) {
    // The second kind of failure would be the simpler case.
    let report = check(.integer(in: 0...1000), cases: 2000, { $0.seed = Seed(seed) }) { value, _ in
      if value > 500 { throw First() }
      if value > 50, value < 60 { throw Second() }
    }
    let found = report.counterexample
    #expect(
      found?.failure.identity.kind.hasSuffix("First") == true ? found?.value == 501 : found?.value == 51,
      "\(report)")
  }

  @Test("violations at two places are two kinds of failure")
  func locations() {
    let report = check(.integer(in: 0...100_000, origin: 0), cases: 3000) { value, _ in
      if value > 70_000 {
        try expect(false, "large")
      } else {
        try expect(value < 3 || value > 100, "small")
      }
    }
    #expect(
      report.counterexample.map { $0.failure.message.hasPrefix("large") ? $0.value == 70_001 : $0.value == 3 } == true)
  }

  @Test("cases that are given up do not count, and too many are an error that says so")
  func discards() {
    let few = check(.int) { value, _ in try assume(value.isMultiple(of: 2)) }
    #expect(few.isGood && few.cases == 1000 && few.discarded > 100)
    let many = check(.int) { value, _ in try assume(value == 12345) }
    guard case .unhealthy(let problem) = many.verdict else { return #expect(Bool(false), "\(many)") }
    #expect(problem.kind == .empty && "\(many)".contains("were given up"))
    let wasteful = check(.integer(in: 0...999)) { value, _ in try assume(value % 20 == 7) }
    guard case .unhealthy(let problem) = wasteful.verdict else { return #expect(Bool(false), "\(wasteful)") }
    #expect(problem.kind == .wasteful)
    let never = check(Generator<Int>.int.filter { _ in false }) { _, _ in }
    guard case .unhealthy(let problem) = never.verdict else { return #expect(Bool(false), "\(never)") }
    #expect(problem.kind == .empty && never.cases == 0)
  }

  @Test("endless values are a problem of their own")
  func large() {
    @Sendable func endless() -> Generator<Int> {
      Generator { source throws(Rejection) in try source.coin(0.9) ? try source.draw(endless()) + 1 : 0 }
    }
    let report = check(.array(of: .byte, count: 9000...9000)) { _, _ in }
    guard case .unhealthy(let problem) = report.verdict else { return #expect(Bool(false), "\(report)") }
    #expect(problem.kind == .large)
    #expect(check(endless(), cases: 200) { _, _ in }.isGood)
  }

  @Test("a generator that takes its time is called slow, unless that is tolerated")
  func slow() {
    let sleepy = Generator<Int> { source throws(Rejection) in
      Thread.sleep(forTimeInterval: 0.01)
      return try source.below(10)
    }
    let report = check(sleepy, cases: 100, { $0.secondsForFirstValues = 0.02 }) { _, _ in }
    guard case .unhealthy(let problem) = report.verdict else { return #expect(Bool(false), "\(report)") }
    #expect(problem.kind == .slow && report.cases <= 10 && "\(report)".contains("more than 0.02 seconds"))
    let tolerant = check(
      sleepy, cases: 20,
      {
        $0.secondsForFirstValues = 0.02
        $0.tolerated = [.slow]
      }
    ) { _, _ in }
    #expect(tolerant.isGood && tolerant.cases == 20)
    #expect(check(sleepy, cases: 20) { _, _ in }.isGood)
  }

  @Test("a property that changes its mind is called flaky")
  func flaky() {
    var calls = 0
    let report = check(.int) { _, _ in
      calls += 1
      if calls == 50 { throw First() }
    }
    guard case .unhealthy(let problem) = report.verdict else { return #expect(Bool(false), "\(report)") }
    #expect(problem.kind == .flaky)
  }

  @Test("labels are counted, and a label that too few cases bear is an error")
  func coverage() {
    let report = check(.boolean()) { value, trial in
      trial.classify(value, "true")
      trial.classify(!value, "false")
      trial.cover(0.3, value, "enough")
    }
    #expect(report.isGood && report.labels["true", default: 0] + report.labels["false", default: 0] == 1000)
    #expect(report.distribution.count == 3)
    let uncovered = check(.boolean(0.1)) { value, trial in trial.cover(0.3, value, "often true") }
    guard case .uncovered("often true", let share, 0.3) = uncovered.verdict else {
      return #expect(Bool(false), "\(uncovered)")
    }
    #expect(share < 0.2 && "\(uncovered)".contains("often true"))
  }

  @Test("a score leads to cases that chance alone does not find")
  func aiming() {
    func run(_ aims: Bool) -> CheckReport<[Int]> {
      check(.array(of: .integer(in: 0...1000), count: 12...12), cases: 5000) { value, trial in
        let sum = value.reduce(0, +)
        if aims { trial.aim(at: Double(sum)) }
        if sum > 11_000 { throw First() }
      }
    }
    #expect(run(false).isGood)
    #expect(run(true).counterexample != nil)
  }

  @Test("what is drawn within a property shrinks and is shown")
  func drawing() throws {
    let report = check(.integer(in: 0...100)) { value, trial in
      let other = try trial.draw(.integer(in: 0...100), "other")
      trial.note("sum \(value + other)")
      if value + other > 150 { throw First() }
    }
    let found = try #require(report.counterexample)
    #expect(found.value == 51 && found.notes == ["other: 100", "sum 151"])
    #expect("\(report)".contains("other: 100"))
  }

  @Test("time and interruption end a check, which then has not passed")
  func ends() {
    let late = check(.int, cases: 1_000_000_000, { $0.seconds = 0.02 }) { _, _ in }
    guard case .incomplete = late.verdict else { return #expect(Bool(false), "\(late)") }
    #expect(!late.isGood)
    let stopped = check(.int, { $0.isInterrupted = { true } }) { _, _ in }
    guard case .incomplete = stopped.verdict else { return #expect(Bool(false), "\(stopped)") }
    #expect(stopped.cases == 0)
  }

  @Test("the budget of shrinking is kept to")
  func budget() throws {
    let report = check(.array(of: .int), { $0.shrinking = ShrinkBudget(evaluations: 10) }) { value, _ in
      if value.count > 10 { throw First() }
    }
    let found = try #require(report.counterexample)
    #expect(found.shrinks == 10 && found.isCutShort && found.value.count > 10)
    #expect("\(report)".contains("cut short"))
    let endless = check(
      .array(of: .int),
      {
        $0.shrinking = ShrinkBudget(evaluations: .max, seconds: .infinity)
        ($0.discardsPerCase, $0.secondsForFirstValues) = (.max, .infinity)
      }
    ) { value, _ in if value.count > 10 { throw First() } }
    #expect(endless.counterexample?.value == Array(repeating: 0, count: 11))
    let unshrunk = check(.array(of: .int), { $0.shrinking = nil }) { value, _ in if value.count > 10 { throw First() } }
    #expect(unshrunk.counterexample?.shrinks == 0)
  }

  @Test("values are written as one would write them down")
  func readable() {
    struct Point { let x: Int, y: Double }
    enum Shape { case circle(Point, radius: Int), dot, line([Int?]) }
    func text(_ value: some Any & Sendable) -> String? {
      check(.constant(value), cases: 1) { _, _ in throw First() }.counterexample?.text
    }
    #expect(text("a\n\"b\"") == "\"a\\n\\\"b\\\"\"")
    #expect(text([1, 2]) == "[1, 2]")
    #expect(text(Point(x: 1, y: 2.5)) == "Point(x: 1, y: 2.5)")
    #expect(
      text([Shape.dot, .circle(Point(x: 0, y: 1), radius: 3), .line([1, nil])])
        == "[.dot, .circle(Point(x: 0, y: 1.0), radius: 3), .line([1, nil])]")
    #expect(text(Set([3, 1, 2])) == "{1, 2, 3}")
    #expect(text(["b": 1, "a": 2]) == "[\"a\": 2, \"b\": 1]")
    #expect(text((1, "x")) == "(1, \"x\")")
    #expect(text(Character("x")) == "\"x\"")
    #expect(text([Int: Int]()) == "[:]")
  }
}
