import Conformance
import ModelChecking
import Randomness
import Testing

@Suite("Traces made shorter")
struct MinimisedTests {
  /// The state after those of the actions that are possible, each by the first step with its name.
  private func states<M: Model>(_ model: M, from initial: M.State, along actions: [M.Action]) throws -> [M.State] {
    var states = [initial]
    for action in actions {
      var next: M.State?
      try model.forEachSuccessor(of: states[states.count - 1]) { candidate, state in
        if candidate == action { next = state }
        return next == nil
      }
      if let next { states.append(next) }
    }
    return states
  }

  /// A random way to a state that `isGoal` accepts.
  private func walk<M: Model>(_ model: M, seed: UInt64, to isGoal: (M.State) -> Bool) throws -> ModelTrace<M> {
    var generator = Xoshiro256StarStar(seed: seed)
    var state = model.initialStates[0]
    var ordinals: [Int] = []
    while !isGoal(state) {
      var successors: [M.State] = []
      try model.forEachSuccessor(of: state) { _, next in
        successors.append(next)
        return true
      }
      ordinals.append(generator.below(successors.count))
      state = successors[ordinals[ordinals.count - 1]]
    }
    return try ModelTrace(model, initial: 0, ordinals: ordinals)
  }

  /// Checks that a trace is one of the model's, and that no single step of it can be left out.
  private func expectMinimal<M: Model>(
    _ trace: ModelTrace<M>, _ model: M, _ isGoal: (M.State) -> Bool, _ comment: Comment
  ) throws {
    #expect(isGoal(trace.last), comment)
    let again = try ModelTrace(model, initial: trace.initialOrdinal, ordinals: trace.steps.map(\.ordinal))
    #expect(again.steps.map(\.fingerprint) == trace.steps.map(\.fingerprint), comment)
    #expect(again.steps.map(\.action) == trace.steps.map(\.action), comment)
    for index in trace.steps.indices {
      var actions = trace.steps.map(\.action)
      actions.remove(at: index)
      #expect(try !states(model, from: trace.initial, along: actions).contains(where: isGoal), comment)
    }
  }

  @Test("random walks of the water jugs, hundreds of steps long, come down to a few, at best to the six of the film")
  func jugs() throws {
    let model = WaterJugs(claimsImpossible: true)
    let isGoal: (WaterJugs.State) -> Bool = { $0.big == 4 }
    var lengths: [Int] = []
    var longest = 0
    for seed in 0..<100 as Range<UInt64> {
      let trace = try walk(model, seed: seed, to: isGoal)
      let short = try trace.minimised(in: model, keeping: isGoal)
      try expectMinimal(short, model, isGoal, "seed \(seed)")
      #expect(short.steps.count <= trace.steps.count)
      lengths.append(short.steps.count)
      longest = max(longest, trace.steps.count)
      #expect(try trace.minimised(in: model, keeping: isGoal).steps.map(\.ordinal) == short.steps.map(\.ordinal))
    }
    #expect(longest > 200 && lengths.min() == 6, "\(longest) \(lengths)")
    // The only other solution without detours has eight.
    #expect(lengths.allSatisfy { $0 <= 12 }, "\(lengths)")
  }

  @Test("two-phase commit: of a random walk to a commit of all, what is needed remains")
  func twoPhase() throws {
    let model = TwoPhaseCommit(resourceManagers: 3)
    let commit = try #require(model.properties.first { $0.name == "all commit" })
    let shortest = try #require(try Checker(model).run().witnesses["all commit"]?.steps.count)
    var found = 0
    for seed in 0..<400 as Range<UInt64> where found < 10 {
      // Most walks abort: walk until all have decided.
      let abort = try #require(model.properties.first { $0.name == "all abort" })
      var steps = 0
      let trace = try walk(model, seed: seed) {
        steps += 1
        return commit.holds($0) || abort.holds($0) || steps > 60
      }
      guard commit.holds(trace.last) else { continue }
      found += 1
      let short = try trace.minimised(in: model, keeping: commit.holds)
      try expectMinimal(short, model, commit.holds, "seed \(seed)")
      #expect(short.steps.count == shortest)
    }
    #expect(found > 0)
  }

  @Test("depth-first counterexamples end no later, and break the same property")
  func depthFirst() throws {
    let model = ChangRoberts(nodes: 4, swallowsLargerIdentities: false)
    var checker = try Checker(model)
    checker.strategy = .depthFirst()
    guard case .violated(let name, let trace) = try checker.run().verdict else {
      Issue.record("not violated")
      return
    }
    let property = try #require(model.properties.first { $0.name == name })
    let short = try trace.minimised(in: model) { !property.holds($0) }
    try expectMinimal(short, model, { !property.holds($0) }, "\(trace.steps.count)")
    #expect(short.steps.count <= trace.steps.count)
  }

  @Test("without runs to spend the trace only ends where it first could")
  func budget() throws {
    let model = WaterJugs(claimsImpossible: true)
    let trace = try walk(model, seed: 1) { $0.big == 4 }
    let ordinals = trace.steps.map(\.ordinal)
    let longer = try ModelTrace(model, initial: 0, ordinals: ordinals + [2])
    for budget in [0, -1, Int.min] {
      let cut = try longer.minimised(in: model, keeping: { $0.big == 4 }, budget: budget)
      #expect(cut.steps.map(\.ordinal) == ordinals)
    }
    let some = try longer.minimised(in: model, keeping: { $0.big == 4 }, budget: 5).steps.count
    let all = try longer.minimised(in: model) { $0.big == 4 }.steps.count
    #expect(all <= some && some <= ordinals.count)
  }

  @Test("a trace whose end is not wanted, or that goes on forever, comes back as it is")
  func untouched() throws {
    let model = WaterJugs(claimsImpossible: true)
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 2, 1])
    #expect(try trace.minimised(in: model) { $0.big == 4 }.steps.count == 3)
    #expect(try trace.minimised(in: model) { _ in true }.steps.isEmpty)
    let forever = try ModelTrace(model, initial: 0, ordinals: [0, 2], cycleStart: 0)
    let same = try forever.minimised(in: model) { _ in true }
    #expect(same.steps.count == 2 && same.cycleStart == 0)
  }

  private func switches<M: Model>(_ trace: ModelTrace<M>, _ actor: (M.Action) -> Int) -> Int {
    zip(trace.steps, trace.steps.dropFirst()).filter { actor($0.action) != actor($1.action) }.count
  }

  @Test("independent steps are grouped by actor, dependent ones keep their order")
  func grouped() throws {
    let model = Peterson()
    func actor(_ action: Peterson.Action) -> Int { model.actionClass(of: action) }
    // Process 0 waits once it has given the turn away. Flags may be raised in any order, turns not.
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 1, 0, 1, 0, 0])
    #expect(
      try trace.grouped(in: model, by: actor).steps.map(\.action.description)
        == ["a0(0)", "a1(0)", "a2(0)", "a0(1)", "a1(1)", "a2(1)"])
    #expect(try trace.grouped(in: model, by: actor, budget: 0).steps.map(\.ordinal) == [0, 1, 0, 1, 0, 0])
    let turns = try ModelTrace(model, initial: 0, ordinals: [0, 0, 1, 1, 1, 0])
    #expect(turns.steps.map(\.action.description) == ["a0(0)", "a1(0)", "a0(1)", "a1(1)", "a2(1)", "a2(0)"])
    #expect(try turns.grouped(in: model, by: actor).steps.map(\.ordinal) == [0, 0, 1, 1, 1, 0])
  }

  @Test(
    "grouping leads to the same state by the same actions, with no more changes of actor",
    arguments: 0..<50 as Range<UInt64>)
  func groupedWalks(seed: UInt64) throws {
    let model = TwoPhaseCommit(resourceManagers: 4)
    var steps = 0
    let trace = try walk(model, seed: seed) { _ in
      steps += 1
      return steps > 20
    }
    func actor(_ action: TwoPhaseCommit.Action) -> Int {
      switch action {
      case .receivePrepared, .commit, .abort: -1
      case .prepare(let manager), .chooseToAbort(let manager), .receiveCommit(let manager), .receiveAbort(let manager):
        manager
      }
    }
    let grouped = try trace.grouped(in: model, by: actor)
    #expect(grouped.last == trace.last)
    #expect(
      Dictionary(grouping: grouped.steps, by: \.action).mapValues(\.count)
        == Dictionary(grouping: trace.steps, by: \.action).mapValues(\.count))
    #expect(switches(grouped, actor) <= switches(trace, actor))
    let again = try ModelTrace(model, initial: 0, ordinals: grouped.steps.map(\.ordinal))
    #expect(again.steps.map(\.fingerprint) == grouped.steps.map(\.fingerprint))
    #expect(again.steps.map(\.action) == grouped.steps.map(\.action))
  }

  @Test("what participants do is grouped by who does it")
  func groupedNetwork() throws {
    let model = try NetworkModel([Toy(.timers), Toy(.timers)])
    func addresses(_ trace: ModelTrace<NetworkModel<Toy, NoObserver<Toy>>>) -> [Int] {
      trace.steps.map { if case .local(let address, _) = $0.action.chart { address } else { -1 } }
    }
    // Timers go off at 0, 1, 0, 1.
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 1, 0, 0])
    #expect(addresses(trace) == [0, 1, 0, 1])
    #expect(try addresses(trace.grouped(in: model)) == [0, 0, 1, 1])
    #expect(try trace.grouped(in: model).last == trace.last)
  }
}
