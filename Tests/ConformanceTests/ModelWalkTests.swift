import Conformance
import ModelChecking
import Testing

@Suite("Random walks of the catalogue's models")
struct ModelWalkTests {
  private func walks(
    _ walks: Int, steps: Int = 200, seed: UInt64 = 1, _ priorities: WalkPriorities = .uniform
  ) -> ModelSearch {
    var plan = ModelWalks()
    (plan.walks, plan.steps, plan.seed, plan.priorities) = (walks, steps, .init(seed), priorities)
    var search = ModelSearch()
    search.walks = plan
    return search
  }

  static let models = Catalog.models(matching: ["checker"])

  @Test("no right model is called right, or wrong, and no state is met that a search does not find", arguments: models)
  func rightModels(check: ModelCheck) throws {
    for priorities in [WalkPriorities.uniform, .pct(depth: 3)] {
      let outcome = try check.search(walks(10, steps: 100, priorities))
      #expect(outcome.status == .noFaultMet(limit: nil) && outcome.counterexample == nil)
      let walked = try #require(outcome.walked)
      #expect(walked.walks == 10 && walked.steps <= 1_000)
      if let expected = check.expected, !check.countsOrbits { #expect((1...expected.states).contains(outcome.states)) }
    }
    let verdict = check.run(walks(2, steps: 20)) { 0 }
    #expect(!verdict.isBad && verdict.isIncomplete)
  }

  @Test("walks are a function of the seed")
  func seeds() throws {
    let check = try #require(Catalog.model("checker.paxos"))
    let first = try check.search(walks(20))
    let again = try check.search(walks(20))
    let other = try check.search(walks(20, seed: 2))
    #expect(first.states == again.states && first.walked == again.walked)
    #expect(first.states != other.states)
    let mutant = try #require(Catalog.model("checker.peterson.late-flag"))
    let tokens = try (0..<2).map { _ in try mutant.search(walks(50)).counterexample?.token }
    #expect(tokens[0] != nil && tokens[0] == tokens[1])
  }

  @Test(
    "a mutant that walks catch is shown by a trace that replays, is not longer than the walk, and needs its last step",
    arguments: [WalkPriorities.uniform, .pct(depth: 2)])
  func mutants(priorities: WalkPriorities) throws {
    var caught: [String] = []
    for model in Self.models {
      for (mutant, _) in model.mutants {
        guard let found = try mutant.search(walks(100, priorities)).counterexample else { continue }
        caught.append(mutant.id)
        let length = try #require(found.minimisedFrom)
        #expect(found.actions.count <= length)
        let replay = try mutant.replay(.token(found.token))
        #expect(replay.isViolation && replay.divergence == nil, "\(found.token)")
        #expect(try mutant.replay(.stored(found.stored)).isViolation)
        // Without its last step it shows nothing.
        let short = found.token.ordinals.dropLast().map(String.init).joined(separator: ".")
        let token = try #require(ReplayToken("\(mutant.id)/\(found.token.initial)/\(short)"))
        #expect(try !mutant.replay(.token(token)).isViolation, "\(token)")
      }
    }
    print("\(priorities): caught \(caught.count): \(caught.joined(separator: ", "))")
    // Where an actor can always move, priorities let no other move, so that they catch less here.
    let sure = priorities == .uniform ? ["checker.peterson.late-flag", "checker.water-jugs.impossible"] : []
    #expect(!caught.isEmpty && Set(sure).isSubset(of: caught))
  }

  @Test("what walks cannot decide is said: properties of runs, and mutants that they do not catch")
  func undecided() throws {
    let philosophers = try #require(Catalog.model("checker.dining-philosophers")).run(walks(5)) { 0 }
    #expect(!philosophers.isBad && philosophers.undecidedMutants == ["checker.dining-philosophers.clean-forks"])
    #expect(philosophers.outcome?.walked?.undecided.contains("philosopher 0 does not starve") == true)
  }

  @Test("more states than there are is a finding")
  func excess() {
    let check = ModelCheck("test.jugs", "", expected: .init(3, source: "a test")) { WaterJugs() }
    let finding = check.run(walks(10)) { 0 }.finding ?? ""
    #expect(finding.hasPrefix("walks met ") && finding.hasSuffix(" states, of which there are 3"), "\(finding)")
  }

  @Test("limits and interruptions end walks, which say so")
  func limits() throws {
    let check = try #require(Catalog.model("checker.paxos-commit"))
    var few = walks(1_000_000, steps: 1_000)
    few.limits.states = 100
    #expect(try check.search(few).status == .noFaultMet(limit: .states))
    var short = walks(1_000_000_000, steps: 1_000)
    short.limits.seconds = 0.05
    #expect(try check.search(short).status == .noFaultMet(limit: .time))
    var interrupted = walks(1_000_000_000, steps: 1_000)
    interrupted.isInterrupted = { true }
    #expect(try check.search(interrupted).status == .noFaultMet(limit: .interruption))
  }
}
