import CanonicalEncoding
import ModelChecking
import Testing

/// A model without its properties of runs, which reductions do not decide; of the others one only, if it is named.
struct AboutStates<Base: Model>: Model {
  let base: Base
  var only: String?
  /// A property more.
  var claim: ModelProperty<Base.State>?

  init(_ base: Base, only: String? = nil, claim: ModelProperty<Base.State>? = nil) {
    self.base = base
    self.only = only
    self.claim = claim
  }

  var properties: [ModelProperty<Base.State>] {
    (base.properties.filter(\.kind.isAboutStates) + (claim.map { [$0] } ?? [])).filter {
      only == nil || $0.name == only
    }
  }
  var initialStates: [Base.State] { base.initialStates }
  func forEachSuccessor(of state: Base.State, _ visit: (Base.Action, Base.State) -> Bool) throws {
    try base.forEachSuccessor(of: state, visit)
  }
  func isInScope(_ state: Base.State) -> Bool { base.isInScope(state) }
  var actionClasses: [String] { base.actionClasses }
  func actionClass(of action: Base.Action) -> Int { base.actionClass(of: action) }
  func fields(of state: Base.State) -> [StateField] { base.fields(of: state) }
}

extension AboutStates: SymmetricModel where Base: SymmetricModel {
  var symmetricProcesses: Int { base.symmetricProcesses }
  func renaming(_ state: Base.State, by permutation: Permutation) -> Base.State {
    base.renaming(state, by: permutation)
  }
  func renaming(_ action: Base.Action, by permutation: Permutation) -> Base.Action {
    base.renaming(action, by: permutation)
  }
  func signature(of process: Int, in state: Base.State) -> UInt64 { base.signature(of: process, in: state) }
  var signaturesTellAll: Bool { base.signaturesTellAll }
}

extension AboutStates: FootprintModel where Base: FootprintModel {
  func footprint(of action: Base.Action) -> Footprint { base.footprint(of: action) }
}

extension SearchReport {
  /// The verdict in few words.
  var finding: String {
    switch verdict {
    case .holds: "holds"
    case .noViolationFound: "no violation found"
    case .violated(let property, _): "violates \(property)"
    case .neverTrue(let property): "never \(property)"
    case .incomplete(let limit, _): "incomplete: \(limit)"
    }
  }

  var counterexample: ModelTrace<M>? { if case .violated(_, let trace) = verdict { trace } else { nil } }
}

/// What a search found: its verdict, the states, the transitions if all were taken, and what was possible how often.
struct Finding: Equatable {
  let verdict: String
  let states: Int
  let transitions: Int
  let coverage: [Int]
}

extension AboutStates {
  static var strategies: [SearchStrategy] {
    (1...3).flatMap { [.breadthFirst(workers: $0), .depthFirst(workers: $0)] }
  }

  func checker(_ strategy: SearchStrategy = .breadthFirst()) throws -> Checker<Self> {
    var checker = try Checker(self)
    checker.strategy = strategy
    return checker
  }

  /// One version for each property if any of them is broken, so that all searches must find the same.
  func separated(_ report: SearchReport<Self>) -> [Self] {
    if case .holds = report.verdict { return [self] }
    return properties.map { AboutStates(base, only: $0.name, claim: claim) }
  }

  /// The full search, and that others find the same.
  func fullSearch() throws -> Finding {
    let first = try checker().run()
    for model in separated(first) {
      let reports = try Self.strategies.map { try model.checker($0).run() }
      for report in reports {
        #expect(report.finding == reports[0].finding)
        try model.expectReal(report.counterexample)
        if report.counterexample == nil { #expect(report.states == reports[0].states) }
      }
    }
    let complete = try AboutStates(base, only: "").checker().run()
    return Finding(
      verdict: first.finding, states: complete.states, transitions: complete.transitions,
      coverage: complete.coverage.map(\.transitions))
  }

  /// A counterexample begins at the start, takes steps of the model, and ends where its property is false.
  func expectReal(_ trace: ModelTrace<Self>?) throws {
    guard let trace else { return }
    var scratch = ByteWriter()
    #expect(initialStates.contains { $0.key(writing: &scratch) == trace.initial.key(writing: &scratch) })
    var here = trace.initial
    for step in trace.steps {
      var isStep = false
      let key = step.state.key(writing: &scratch)
      try forEachSuccessor(of: here) { action, successor in
        isStep = isStep || action == step.action && successor.key(writing: &scratch) == key
        return true
      }
      #expect(isStep, "\(step.action)")
      here = step.state
    }
    var isEnd = true
    try forEachSuccessor(of: here) { _, _ in
      isEnd = false
      return true
    }
    #expect(
      properties.contains { !$0.holds(here) && ($0.kind == .always || $0.kind == .endsOnlyIf && isEnd) },
      "\(fields(of: here))")
  }
}

extension AboutStates where Base: FootprintModel {
  /// Sleep sets agree with the full search, and take so many steps.
  func sleepSetSearch(_ full: Finding) throws -> Int {
    for model in separated(try checker().run()) {
      let report = try model.checker().runWithSleepSets()
      #expect(report.finding == (try model.checker().run().finding))
      try model.expectReal(report.counterexample)
    }
    let report = try AboutStates(base, only: "").checker().runWithSleepSets()
    #expect(report.states == full.states)
    #expect(report.transitions <= full.transitions)
    #expect(report.coverage.map(\.transitions) == full.coverage)
    return report.transitions
  }
}

extension AboutStates where Base: SymmetricModel {
  /// Orbits agree with the full search in every strategy, and there are so many.
  func orbitSearch(_ full: Finding) throws -> Int {
    for model in separated(try checker().run()) {
      let verdict = try model.checker().run().finding
      for strategy in Self.strategies {
        let report = try model.checker(strategy).runOnOrbits()
        #expect(report.orbits.finding == verdict)
        try model.expectReal(report.counterexample?.trace)
        try model.expectUnfolded(report)
      }
    }
    var orbits: Set<Int> = []
    for strategy in Self.strategies {
      let report = try AboutStates(base, only: "").checker(strategy).runOnOrbits()
      #expect(report.states == full.states, "\(strategy)")
      orbits.insert(report.orbits.states)
    }
    #expect(orbits.count == 1)
    return orbits.first ?? 0
  }

  /// The renamings lead from each real state to the one that the search saw.
  private func expectUnfolded(_ report: OrbitReport<Self>) throws {
    guard let (trace, renamings) = report.counterexample else {
      #expect(report.orbits.counterexample == nil)
      return
    }
    let seen = try #require(report.orbits.counterexample)
    var scratch = ByteWriter()
    #expect(renamings.count == trace.steps.count + 1 && seen.steps.count == trace.steps.count)
    for (place, renaming) in renamings.enumerated() {
      let renamed = base.renaming(trace.state(after: place), by: renaming)
      #expect(renamed.key(writing: &scratch) == seen.state(after: place).key(writing: &scratch))
    }
  }
}

/// What an error says; nil if there is none.
func refusal(_ run: () throws -> Void) -> String? {
  do {
    try run()
    return nil
  } catch {
    return "\(error)"
  }
}
