import PropertyTesting
import Randomness
import Testing

@Suite("Shrinking")
struct ShrinkingTests {
  struct Wrong: Error {}

  /// The simplest case that breaks a property, from a seed.
  private func simplest<Value>(
    _ generator: Generator<Value>, seed: UInt64 = 1, passes: [ShrinkPass] = ShrinkPass.allCases,
    where isGood: @escaping (Value) -> Bool
  ) -> Value? {
    var settings = CheckSettings(cases: 20_000, seed: Seed(seed))
    settings.passes = passes
    return PropertyCheck("test", generator, settings: settings) { value, _ in if !isGood(value) { throw Wrong() } }
      .run().counterexample?.value
  }

  @Test("the same seed leads to the same cases and the same simplest one")
  func deterministic() {
    func run() -> (cases: [[Int]], choices: ChoiceString?) {
      var cases: [[Int]] = []
      let report = PropertyCheck("test", .array(of: .int), settings: CheckSettings(cases: 300, seed: 7)) { value, _ in
        cases.append(value)
        if value.reduce(0, &+) > 1_000_000 { throw Wrong() }
      }.run()
      return (cases, report.counterexample?.choices)
    }
    let (first, second) = (run(), run())
    #expect(first.cases == second.cases)
    #expect(first.choices == second.choices && first.choices != nil)
  }

  @Test("what is shrunk still fails, and lies in the generator's domain", arguments: 1...40 as ClosedRange<UInt64>)
  func staysInDomain(seed: UInt64) {
    let multiples = Generator<Int>.integer(in: -1000...1000).map { 7 * $0 }
    let found = simplest(.distinct(of: multiples, count: 3...8), seed: seed) { $0.allSatisfy { $0 < 300 } }
    #expect(found?.contains { $0 >= 300 } == true)
    #expect(found?.allSatisfy { $0.isMultiple(of: 7) } == true)
    #expect(found.map { Set($0).count == $0.count && (3...8).contains($0.count) } == true)
    #expect(found.map { Set($0) } == [0, 7, 301])
  }
}
