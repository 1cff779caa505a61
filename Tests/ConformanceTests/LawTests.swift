import Conformance
import PropertyTesting
import Randomness
import Synchronization
import Testing

@Suite("Laws")
struct LawTests {
  @Test(
    "holds for every implementation, and every mutant it must reject is rejected", arguments: Catalog.checks.map(\.id))
  func law(id: String) throws {
    let check = try #require(Catalog.checks.first { $0.id == id })
    for seed: Seed in [1, 2] {
      let verdict = check.run(LawSettings(cases: 26, seed: seed))
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
      specimens: [Specimen("test.numbers", "Even numbers.", of: .integer(in: 0...1000), build: specimen)],
      mutants: [
        Mutant("test.odd", "Odd from some on.", killedBy: ["test.even"], of: .integer(in: 0...1000), build: mutant)
      ])
  }

  private func run(_ suite: LawSuite<Int>) throws -> LawVerdict {
    try #require(suite.checks.first).run(LawSettings(cases: 50, seed: 1))
  }

  @Test("violations and survivors are told apart, and both come with the simplest case")
  func verdicts() throws {
    struct CannotBuild: Error {}
    let good = try run(Self.suite(mutant: { $0 < 20 ? 0 : 1 }))
    #expect(good.isGood && good.cases == 50)
    #expect(good.rejections.map(\.example) == ["20"] && good.rejections.first?.finding.contains("1 is odd") == true)
    #expect(try run(Self.suite(mutant: { _ in 4 })).survivors == ["test.odd"])
    // What cannot even be built has not been noticed by the law.
    #expect(try run(Self.suite(mutant: { _ in throw CannotBuild() })).survivors == ["test.odd"])
    let violated = try run(Self.suite(mutant: { _ in 1 }, specimen: { $0 > 300 ? 7 : 0 }))
    #expect(violated.violation?.example == "301" && violated.violation?.specimen == "test.numbers")
    #expect(violated.violation?.finding.contains("7 is odd") == true)
    #expect(violated.isBad && !violated.isGood)
    let unbuilt = try run(Self.suite(mutant: { _ in 1 }, specimen: { if $0 > 5 { throw CannotBuild() } else { 0 } }))
    #expect(unbuilt.violation?.example == "6" && unbuilt.violation?.finding.contains("cannot be built") == true)
  }

  @Test("the case of a law comes back from its token")
  func tokens() throws {
    let check = try #require(Self.suite(mutant: { $0 < 20 ? 0 : 1 }).checks.first)
    let rejection = try #require(check.run(LawSettings(cases: 50, seed: 1)).rejections.first)
    let token = try #require(LawToken(rejection.token.description))
    #expect(token == rejection.token)
    #expect(check.replay(token.choices, of: token.specimen) == .violated(rejection))
    #expect(check.replay(token.choices, of: "test.numbers") == .holds)
    #expect(check.replay(token.choices, of: "test.nonsense") == nil)
    for text in ["", "a/b", "a/b/c", "a/b/c1:x:", "/b/c1:1", "a//c1:1", "a/b/c1:1/2"] { #expect(LawToken(text) == nil) }
  }

  @Test("a budget of nothing leaves every law incomplete")
  func budget() {
    let report = VerificationReport(running: Catalog.checks, laws: LawSettings(cases: 1, seed: 1), budget: -1) { _ in }
    #expect(report.verdicts.isEmpty && report.unreached.count == Catalog.checks.count)
    let text = report.table(reproduce: "ivce verify", seed: 1).rendered(as: .csv)
    #expect(text.split(separator: "\n").dropFirst().allSatisfy { $0.contains("incomplete") })
  }

  @Test("a deadline that passes leaves a law incomplete, not held")
  func deadline() throws {
    let check = try #require(Catalog.checks.first)
    var settings = LawSettings(cases: 50, seed: 1)
    settings.deadline = 10
    settings.clock = Ticks().next
    let verdict = check.run(settings)
    #expect(verdict.isIncomplete && !verdict.isGood && !verdict.isBad && verdict.cases < 50)
  }

  /// A clock that goes on by a second whenever it is looked at.
  private final class Ticks: Sendable {
    let seconds = Atomic(0)
    @Sendable func next() -> Double { Double(seconds.add(1, ordering: .relaxed).newValue) }
  }
}
