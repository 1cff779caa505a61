import CanonicalEncoding

/// Depth-first search with sleep sets (Godefroid 1996, chapter 5): visits every state, but takes fewer steps.
///
/// When an action was taken from a state, what independent actions lead to after it need not be reached by the other order; the action
/// sleeps on their paths until something touches it. A state that is met again with fewer sleepers has those expanded that slept
/// every time before.
///
/// Why every state is visited. Call a path from a state fresh for a visit of it if no reordering of the path, by exchanging neighbours
/// that are independent and both possible, begins with a sleeper of the visit. Whatever is reachable is the end of a fresh path from
/// an initial state, where nothing sleeps. Let a fresh path remain for a visit. None of the actions that it can be made to begin with
/// sleeps in all visits so far, so each was or will be taken; of those taken in the last of these visits that takes any, let a be the
/// first. What sleeps after a slept or was taken before a; had it been possible to begin the rest of the path with it, it could have
/// been exchanged with a and would have begun the path. So the rest is fresh for the visit that a leads to, and is shorter by one.
///
/// This takes no more than that sleepers are possible where they sleep, and stay in scope in all their ways: exchanged, a path that
/// stays in scope must do so, too.
///
/// It also takes that footprints are right, which is not believed: where a step is dropped, the state that it leads to is owed, and
/// the search must have met it in the end by the other order. If so, the states visited are closed under all steps, and are all there
/// are, whatever the footprints say. If not, a footprint is wrong. Since the other order is mostly taken first, little is owed at a
/// time.
struct SleepSetSearch<M: FootprintModel>: ~Copyable {
  /// An action that need not be taken.
  private struct Sleeper {
    let action: M.Action
    let footprint: Footprint
  }

  /// A step that is still to be taken.
  private struct Step {
    let action: M.Action
    /// Its place among the steps of its state.
    let ordinal: Int
    let state: M.State
    /// Whether the action sleeps once this step is taken: it can go no other way, and no way out of scope.
    let tires: Bool
  }

  /// A state on the current path: what is still to be taken from it, the next one last, and what sleeps in it by now.
  private struct Frame {
    /// The place of the step that led here.
    let ordinal: Int
    var pending: [Step]
    var sleeping: [Sleeper]
  }

  private let model: M
  private let limits: SearchLimits
  private let properties: [ModelProperty<M.State>]
  /// The actions that slept on every visit of a state.
  private var sleepers: [UInt64: [M.Action]] = [:]
  /// The states that dropped steps lead to and that have not been met yet, with the step.
  private var owed: [UInt64: (from: M.State, action: M.Action)] = [:]
  private var stack: [Frame] = []
  private var initialOrdinal = 0
  private var transitions = 0
  private var stepsOutOfScope = 0
  private var deepest = 0
  private var coverage: [Int]
  private var witnesses: [String: ModelTrace<M>] = [:]
  private var verdict: SearchReport<M>.Verdict?
  private var isCutOff = false
  private var scratch = ByteWriter()

  init(_ model: M, _ limits: SearchLimits) {
    self.model = model
    self.limits = limits
    properties = model.properties
    coverage = Array(repeating: 0, count: model.actionClasses.count)
  }

  mutating func run(_ clock: SearchClock) throws(ModelError) -> SearchReport<M> {
    var taken = 0
    for (index, state) in model.initialStates.enumerated() where verdict == nil {
      transitions += 1
      initialOrdinal = index
      if model.isInScope(state) { try enter(state, by: index, sleeping: []) }
      while verdict == nil, hasPending() {
        taken += 1
        if taken & 255 == 0, let limit = ending(clock) {
          verdict = .incomplete(limit: limit, completeToDepth: 1)
        } else {
          try takeNext()
        }
      }
    }
    if sleepers.isEmpty { throw .noInitialState }
    if verdict == nil, !isCutOff { try checkNothingIsOwed() }
    return report()
  }

  /// Goes back to the last state from which there is something to take.
  private mutating func hasPending() -> Bool {
    while let last = stack.last, last.pending.isEmpty { stack.removeLast() }
    return !stack.isEmpty
  }

  private mutating func takeNext() throws(ModelError) {
    let last = stack.count - 1
    let step = stack[last].pending.removeLast()
    let footprint = model.footprint(of: step.action)
    let sleeping = stack[last].sleeping.filter { $0.footprint.isIndependent(of: footprint) }
    if step.tires { stack[last].sleeping.append(Sleeper(action: step.action, footprint: footprint)) }
    transitions += 1
    try enter(step.state, by: step.ordinal, sleeping: sleeping)
  }

  /// The step named is the same on every run, though the order of a dictionary is not.
  private func checkNothingIsOwed() throws(ModelError) {
    guard let (_, step) = owed.min(by: { $0.key < $1.key }) else { return }
    throw .dependent(
      "\(step.action) leads from \(model.text(of: step.from)) to a state that no other order leads to")
  }

  /// Visits a state: for the first time, or again if something no longer sleeps that always slept.
  private mutating func enter(_ state: M.State, by ordinal: Int, sleeping: [Sleeper]) throws(ModelError) {
    let key = state.key(writing: &scratch)
    let before = sleepers[key]
    if let before, before.allSatisfy({ action in sleeping.contains { $0.action == action } }) { return }
    let all = try model.steps(of: state)
    var steps = steps(among: all)
    let asleep = sleeping.filter { sleeper in
      before?.contains(sleeper.action) ?? steps.contains { $0.tires && $0.action == sleeper.action }
    }
    sleepers[key] = asleep.map(\.action)
    if before == nil {
      owed[key] = nil
      for step in steps where asleep.contains(where: { $0.action == step.action }) {
        let target = step.state.key(writing: &scratch)
        if sleepers[target] == nil { owed[target] = (state, step.action) }
      }
    }
    // Again, only those are taken that slept before.
    steps.removeAll { step in
      asleep.contains { $0.action == step.action } || before.map { !$0.contains(step.action) } ?? false
    }
    stack.append(Frame(ordinal: ordinal, pending: steps.reversed(), sleeping: asleep))
    deepest = max(deepest, stack.count)
    if before == nil { try judge(state, key: key, all) }
    if stack.count >= limits.depth, !steps.isEmpty {
      isCutOff = true
      stack.removeLast()
    }
  }

  /// The steps that stay in scope.
  private func steps(among all: [(action: M.Action, state: M.State)]) -> [Step] {
    let stays = all.map { model.isInScope($0.state) }
    let leaving = all.indices.filter { !stays[$0] }.map { all[$0].action }
    return all.indices.filter { stays[$0] }.map { ordinal in
      let action = all[ordinal].action
      let hasMoreWays = all[(ordinal + 1)...].contains { $0.action == action }
      return Step(
        action: action, ordinal: ordinal, state: all[ordinal].state, tires: !hasMoreWays && !leaving.contains(action))
    }
  }

  /// Counts what is possible in a new state, and looks at its properties.
  private mutating func judge(
    _ state: M.State, key: UInt64, _ steps: [(action: M.Action, state: M.State)]
  ) throws(ModelError) {
    if StabilityGuard.isDue(key, after: sleepers.count - 1) { try model.checkStability(of: state, key: key, &scratch) }
    for (action, successor) in steps {
      if !model.isInScope(successor) {
        transitions += 1
        stepsOutOfScope += 1
      }
      guard !coverage.isEmpty else { continue }
      let actionClass = model.actionClass(of: action)
      guard coverage.indices.contains(actionClass) else { throw .unknownActionClass(actionClass) }
      coverage[actionClass] += 1
    }
    for property in properties {
      switch property.kind {
      case .always where !property.holds(state), .endsOnlyIf where steps.isEmpty && !property.holds(state):
        verdict = .violated(property: property.name, trace: try ModelTrace(model, along: path))
        return
      case .sometimes where witnesses[property.name] == nil && property.holds(state):
        witnesses[property.name] = try ModelTrace(model, along: path)
      default: continue
      }
    }
  }

  private var path: TracePath {
    TracePath(initial: initialOrdinal, ordinals: stack.dropFirst().map(\.ordinal))
  }

  private func ending(_ clock: SearchClock) -> SearchLimits.Kind? {
    if sleepers.count > limits.states { return .states }
    if bytes > limits.bytes { return .bytes }
    return clock.ending
  }

  /// Keys, the actions that sleep, and the steps that are owed; what the dictionaries take besides is not counted.
  private var bytes: Int {
    sleepers.count * (8 + MemoryLayout<[M.Action]>.stride)
      + owed.count * (8 + MemoryLayout<(M.State, M.Action)>.stride)
  }

  private func report() -> SearchReport<M> {
    let never = properties.first { $0.kind == .sometimes && witnesses[$0.name] == nil }
    let complete: SearchReport<M>.Verdict =
      isCutOff ? .incomplete(limit: .depth, completeToDepth: 1) : never.map { .neverTrue(property: $0.name) } ?? .holds
    return SearchReport(
      model, verdict: verdict ?? complete, states: sleepers.count, transitions: transitions,
      stepsOutOfScope: stepsOutOfScope, depth: deepest, bytes: bytes, store: .fingerprints, witnesses: witnesses,
      coverage: coverage)
  }
}

extension Checker where M: FootprintModel {
  /// Visits all states, but takes only one order of steps that do not touch each other.
  ///
  /// The declared footprints are tested first, on some states. Whatever escapes the test, the search itself makes sure that the
  /// steps it drops lead to states that it meets, and so answers "holds" only if it has met all. States, verdicts and coverage are
  /// those of the full search; transitions are those taken. The search goes along paths, with one worker, and keeps fingerprints,
  /// whatever the strategy and the store.
  ///
  /// - Throws: ``ModelError/dependent(_:)`` if the test or the search finds a footprint wrong; ``ModelError/unsupported(_:)`` if
  ///   the model has properties of runs, which need all steps.
  public func runWithSleepSets(isInterrupted: @escaping () -> Bool = { false }) throws(ModelError) -> SearchReport<M> {
    try checkConfiguration()
    if let property = model.properties.first(where: { !$0.kind.isAboutStates }) {
      throw .unsupported("'\(property.name)' is a property of runs, which needs all steps")
    }
    let clock = clock(isInterrupted)
    if let limit = try FootprintTest(model).run(until: clock) {
      return SearchReport(model, endedBefore: limit, store: .fingerprints)
    }
    var search = SleepSetSearch(model, limits)
    return try search.run(clock)
  }
}
