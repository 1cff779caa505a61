import Conformance
import ModelChecking
import Testing

@Suite("Reduced searches of the catalogue's models")
struct ModelReductionTests {
  private func reduced(_ reduction: ModelReduction) -> ModelSearch {
    var search = ModelSearch()
    search.reduction = reduction
    return search
  }

  static let small = Catalog.models(matching: ["checker"]).filter { ($0.expected?.states ?? .max) < 20_000 }

  @Test("a reduction finds the same, with fewer states or steps, and rejects the same mutants", arguments: small)
  func agreement(check: ModelCheck) throws {
    let whole = try check.search()
    for reduction in [ModelReduction.symmetry, .sleep] {
      let outcome = try check.search(reduced(reduction))
      #expect(outcome.status == whole.status && outcome.states == whole.states, "\(reduction)")
      let (found, all) = (try #require(outcome.transitions), try #require(whole.transitions))
      switch outcome.reduction {
      case .orbits(let orbits): #expect(reduction == .symmetry && orbits <= whole.states && found <= all)
      case .sleepSets: #expect(reduction == .sleep && found <= all)
      case .notDeclared, .notForRuns: #expect(found == all)
      case nil: #expect(check.countsOrbits && found == all)
      }
      let verdict = check.run(reduced(reduction)) { 0 }
      #expect(!verdict.isBad && !verdict.isIncomplete && verdict.killed == check.mutants.count, "\(reduction)")
    }
  }

  @Test("each of the answers to a wish for a reduction")
  func uses() throws {
    func use(_ id: String, _ reduction: ModelReduction) throws -> ModelReduction.Use? {
      try #require(Catalog.model(id)).search(reduced(reduction)).reduction
    }
    #expect(try use("checker.two-phase-4", .symmetry) == .orbits(166))
    #expect(try use("checker.two-phase-4", .sleep) == .sleepSets)
    #expect(try use("checker.two-phase-4", .none) == nil)
    #expect(try use("checker.water-jugs", .symmetry) == .notDeclared)
    #expect(try use("checker.peterson", .sleep) == .notForRuns)
    #expect(try use("checker.two-phase-4-orbits", .sleep) == nil)
  }

  @Test("a counterexample on orbits is told in the model's own states")
  func counterexample() throws {
    let mutant = try #require(Catalog.model("checker.paxos-commit.forgetful"))
    let outcome = try mutant.search(reduced(.symmetry))
    guard case .orbits = outcome.reduction, case .violated = outcome.status else {
      Issue.record("\(outcome.status)")
      return
    }
    #expect(try mutant.replay(.token(try #require(outcome.counterexample).token)).isViolation)
  }
}
