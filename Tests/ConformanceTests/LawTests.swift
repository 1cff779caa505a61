import Conformance
import Randomness
import Testing

@Suite("Laws")
struct LawTests {
  @Test(
    "holds for every implementation, and every mutant it must reject is rejected", arguments: Catalog.checks.map(\.id))
  func law(id: String) throws {
    let check = try #require(Catalog.checks.first { $0.id == id })
    for seed: Seed in [1, 2] {
      let verdict = check.run(cases: 26, seed: seed) { 0 }
      #expect(verdict.violation == nil, "seed \(seed): \(verdict.violation.map { "\($0)" } ?? "")")
      #expect(verdict.survivors == [], "seed \(seed)")
      #expect(!verdict.mutants.isEmpty, "a law that no mutant breaks says nothing")
      #expect(verdict.isGood && verdict.cases >= 26)
    }
  }

  @Test("ids are unique, and filters are prefixes")
  func filters() {
    #expect(Set(Catalog.checks.map(\.id)).count == Catalog.checks.count)
    #expect(Catalog.checks(matching: []).count == Catalog.checks.count)
    #expect(
      Catalog.checks(matching: ["overlay.chord", "overlay.dlg.duality"]).map(\.id) == [
        "overlay.dlg.duality", "overlay.chord.fingers", "overlay.chord.closest-preceding-finger",
      ])
    #expect(Catalog.checks(matching: ["nonsense"]).isEmpty)
  }

  /// A law about numbers, and what can go wrong with one.
  private static func suite(
    mutant: @escaping @Sendable (Int) throws -> Int, specimen: @escaping @Sendable (Int) throws -> Int = { 2 * $0 }
  ) -> LawSuite<Int> {
    LawSuite(
      subsystem: "test",
      laws: [Law("test.even", "Numbers are even.") { number, _ in try expect(number % 2 == 0, "\(number) is odd") }],
      specimens: [Specimen("test.numbers", "Even numbers.") { number, _ in try specimen(number) }],
      mutants: [
        Mutant("test.odd", "Odd from the third on.", killedBy: ["test.even"]) { number, _ in try mutant(number) }
      ])
  }

  @Test("violations and survivors are told apart")
  func verdicts() throws {
    struct CannotBuild: Error {}
    func run(_ suite: LawSuite<Int>) throws -> LawVerdict {
      try #require(suite.checks.first).run(cases: 5, seed: 1) { 0 }
    }
    #expect(try run(Self.suite(mutant: { $0 < 2 ? 0 : 1 })).isGood)
    #expect(try run(Self.suite(mutant: { _ in 4 })).survivors == ["test.odd"])
    // What cannot even be built has not been noticed by the law.
    #expect(try run(Self.suite(mutant: { _ in throw CannotBuild() })).survivors == ["test.odd"])
    let violated = try run(Self.suite(mutant: { _ in 1 }, specimen: { $0 == 3 ? 7 : 0 }))
    #expect(violated.violation?.number == 3)
    #expect(violated.violation?.finding.contains("7 is odd") == true)
    #expect(violated.cases == 4 && !violated.isGood)
    #expect(try run(Self.suite(mutant: { _ in 1 }, specimen: { _ in throw CannotBuild() })).violation?.number == 0)
  }

  @Test("a budget of nothing leaves every law incomplete")
  func budget() {
    let report = VerificationReport(running: Catalog.checks, cases: 1, seed: 1, budget: -1) { _ in }
    #expect(report.verdicts.isEmpty && report.unreached.count == Catalog.checks.count)
    let text = report.table(reproduce: "ivce verify", seed: 1).rendered(as: .csv)
    #expect(text.split(separator: "\n").dropFirst().allSatisfy { $0.contains("incomplete") })
  }

  @Test("a deadline that passes leaves a law incomplete, not held")
  func deadline() throws {
    let check = try #require(Catalog.checks.first)
    var now = 0.0
    let verdict = check.run(cases: 50, seed: 1, deadline: 10) {
      now += 1
      return now
    }
    #expect(verdict.isIncomplete && !verdict.isGood && !verdict.isBad && verdict.cases < 50)
  }

  @Test("sizes start at three and stay small, whatever the case")
  func sizes() {
    let sizes = (0..<100_000).map(OverlayLaws.nodes)
    #expect(sizes.prefix(10).elementsEqual(3...12))
    #expect(sizes.allSatisfy { (3...700).contains($0) } && sizes.max() ?? 0 > 500)
  }
}
