import Conformance
import ModelChecking
import Testing

@Suite("Models with expected counts")
struct ModelCheckTests {
  private func jugs(_ states: Int, claimsImpossible: Bool = false) -> ModelVerdict {
    ModelCheck("test.jugs", subsystem: "test", "", expected: .init(states, 97, depth: 8, source: "a test")) {
      WaterJugs(claimsImpossible: claimsImpossible)
    }.run { 0 }
  }

  @Test("equal counts hold, others are a finding")
  func counts() {
    #expect(!jugs(16).isBad)
    #expect(jugs(17).finding == "16 states, not 17")
  }

  @Test("a violated property is told with its shortest trace, which a token replays")
  func violation() throws {
    let verdict = jugs(16, claimsImpossible: true)
    let counterexample = try #require(verdict.outcome?.counterexample)
    #expect(verdict.finding == "not solved is false")
    #expect(
      counterexample.summary == "after fillBig, bigToSmall, emptySmall, bigToSmall, fillBig, bigToSmall")
    #expect(counterexample.token.description == "test.jugs/0/1.5.2.5.1.5")
    #expect(ReplayToken(counterexample.token.description) == counterexample.token)
  }

  @Test(
    "what is no token is refused",
    arguments: [
      "", "/", "a", "a/b", "a/0", "a/0/1..2", "a/0/.", "a/-1/0", "a/0/1.-2", "a/0/1/2", "a/0/1/0/0", "/0/1",
      "a/99999999999999999999/1", "a/0/x", "a/0/1 ",
    ])
  func malformedTokens(text: String) { #expect(ReplayToken(text) == nil) }

  @Test("a mutant that is not rejected is a finding")
  func survivor() {
    let verdict = ModelCheck("test.jugs", "") { WaterJugs() }
      .broken("twin", "", breaks: "not solved") { WaterJugs() }
      .broken("impossible", "", breaks: "not solved") { WaterJugs(claimsImpossible: true) }.run { 0 }
    #expect(verdict.survivors == ["test.jugs.twin"] && verdict.isBad)
  }

  static let small = Catalog.models(matching: ["checker"]).filter { ($0.expected?.states ?? .max) < 60_000 }

  private func search(_ strategy: SearchStrategy, _ store: StateStore = .fingerprints) -> ModelSearch {
    var search = ModelSearch()
    search.strategy = strategy
    search.store = store
    return search
  }

  @Test("every strategy, number of workers and store finds the same states and transitions", arguments: small)
  func agreement(check: ModelCheck) throws {
    #expect(check.run { 0 }.finding == nil)
    let whole = try check.search()
    for strategy in [1, 2, 3].flatMap({ [SearchStrategy.breadthFirst(workers: $0), .depthFirst(workers: $0)] }) {
      for store in [StateStore.fingerprints, .exact] {
        let outcome = try check.search(search(strategy, store))
        #expect(outcome.states == whole.states && outcome.transitions == whole.transitions, "\(strategy) \(store)")
        #expect(outcome.status == whole.status, "\(strategy) \(store)")
        if case .breadthFirst = strategy { #expect(outcome.depth == whole.depth) }
      }
      do {
        // A large field misses none of so few states, and claims no more for it. It cannot decide properties of runs.
        let outcome = try check.search(search(strategy, .bitstate(logBits: 24, hashes: 3)))
        #expect(outcome.states == whole.states && outcome.transitions == whole.transitions, "\(strategy) bitstate")
        if case .noViolationFound = outcome.status {} else { Issue.record("\(strategy) bitstate: \(outcome.status)") }
      } catch ModelError.unsupported {}
    }
  }

  @Test("every mutant is rejected by the same trace, whatever the number of workers", arguments: small)
  func mutants(check: ModelCheck) throws {
    for (mutant, property) in check.mutants {
      let alone = try mutant.search()
      #expect(alone.status == .violated(property: property), "\(mutant.id)")
      for workers in 2...3 {
        let together = try mutant.search(search(.breadthFirst(workers: workers)))
        #expect(together.counterexample?.token == alone.counterexample?.token, "\(mutant.id)")
      }
      let deep = try mutant.search(search(.depthFirst()))
      if case .violated = deep.status {} else { Issue.record("\(mutant.id) passes depth-first: \(deep.status)") }
    }
  }

  @Test("a right model is never called violated, however it is searched; what is not known is incomplete")
  func waysOfSearching() throws {
    for check in Self.small {
      var few = ModelSearch()
      few.limits.states = 10
      var short = ModelSearch()
      short.limits.seconds = 1e-9
      let ways = [
        search(.depthFirst()), search(.breadthFirst(), .bitstate(logBits: 24, hashes: 3)), few, short,
      ]
      for way in ways { #expect(!check.run(way) { 0 }.isBad, "\(check.id) \(way.strategy) \(way.store)") }
      #expect(check.run(short) { 0 }.isIncomplete)
    }
    // Its mutant is larger than the model itself.
    var enough = ModelSearch()
    enough.limits.states = 10_000
    let paxos = try #require(Catalog.model("checker.paxos")).run(enough) { 0 }
    #expect(!paxos.isBad && !paxos.isIncomplete && paxos.killed == 1)
    // A bit field cannot decide properties of runs, which is nobody's fault.
    let peterson = try #require(Catalog.model("checker.peterson"))
    let verdict = peterson.run(search(.breadthFirst(), .bitstate(logBits: 24, hashes: 3))) { 0 }
    #expect(verdict.undecided != nil && verdict.isIncomplete)
  }

  @Test("a bit field misses about as many states as estimated")
  func bitstate() throws {
    // Spin 6.5.2 missed 19 of 1,745,408 states with 2^27 bits and three hashes, where the estimate is 25.
    let check = try #require(Catalog.model("checker.two-phase-8"))
    var found: [Int] = []
    for workers in 1...2 {
      let outcome = try check.search(search(.breadthFirst(workers: workers), .bitstate(logBits: 27, hashes: 3)))
      let omissions = try #require(outcome.expectedOmissions)
      #expect((22.0...28.0).contains(omissions), "\(omissions)")
      #expect((1...80).contains(1_745_408 - outcome.states), "\(outcome.states)")
      found.append(outcome.states)
    }
    #expect(found[0] == found[1])
  }

  @Test("the chance of an omission is that which TLC prints")
  func omissions() throws {
    let check = try #require(Catalog.model("checker.two-phase-natural-6"))
    let outcome = try check.search()
    // TLC prints 9.7E-10 for 50,816 states of 402,306.
    #expect(abs(try #require(outcome.expectedOmissions) - 9.7e-10) < 0.05e-10)
  }

  @Test("a search cut short says what ended it and how far it is complete")
  func limits() throws {
    let check = try #require(Catalog.model("checker.two-phase-6"))
    var search = ModelSearch()
    search.limits.bytes = 300_000
    guard case .incomplete(.bytes, let depth) = try check.search(search).status else {
      Issue.record("no limit of bytes")
      return
    }
    #expect((5...19).contains(depth))
    search = ModelSearch()
    search.limits.seconds = 1e-9
    guard case .incomplete(.time, 1) = try check.search(search).status else {
      Issue.record("no limit of time")
      return
    }
  }
}
