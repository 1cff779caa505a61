import CanonicalEncoding

/// Depth-first search with sleep sets (Godefroid 1996, chapter 5): visits every state, but takes fewer steps.
///
/// When an action was taken from a state, what independent actions lead to after it need not be reached by the other order; the action
/// sleeps on their paths until something touches it. A state that is met again with fewer sleepers has those expanded that slept
/// every time before.
struct SleepSetSearch<M: FootprintModel>: ~Copyable {
  /// A state on the current path, what is still to be taken from it, and what sleeps in it by now.
  private struct Frame {
    let state: M.State
    /// The place of the step that led here.
    let ordinal: Int
    var pending: [(action: M.Action, ordinal: Int)]
    var sleeping: [M.Action]
  }

  private let model: M
  private let limits: SearchLimits
  private let properties: [ModelProperty<M.State>]
  /// The actions that slept on every visit of a state.
  private var sleepers: [UInt64: [M.Action]] = [:]
  private var stack: [Frame] = []
  private var initialOrdinal = 0
  private var transitions = 0
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
    for (index, state) in model.initialStates.enumerated() where verdict == nil {
      transitions += 1
      initialOrdinal = index
      if model.isInScope(state) { try enter(state, by: index, sleeping: []) }
      var expansions = 0
      while verdict == nil, !stack.isEmpty {
        try takeNext()
        expansions += 1
        if expansions & 255 == 0 { verdict = ending(clock).map { .incomplete(limit: $0, completeToDepth: 1) } }
      }
    }
    if sleepers.isEmpty { throw .noInitialState }
    return report()
  }

  /// Takes the next step of the state at the end of the path. Once all ways that its action can go are taken, the action sleeps.
  private mutating func takeNext() throws(ModelError) {
    let last = stack.count - 1
    guard let (action, ordinal) = stack[last].pending.popLast() else {
      stack.removeLast()
      return
    }
    let footprint = model.footprint(of: action)
    let sleeping = stack[last].sleeping.filter { model.footprint(of: $0).isIndependent(of: footprint) }
    if !stack[last].pending.contains(where: { $0.action == action }) { stack[last].sleeping.append(action) }
    guard let (_, successor) = try model.step(ordinal, of: stack[last].state) else {
      throw .unstable(state: model.text(of: stack[last].state), finding: "step \(ordinal) is gone")
    }
    transitions += 1
    if model.isInScope(successor) { try enter(successor, by: ordinal, sleeping: sleeping) }
  }

  /// Visits a state: for the first time, or again if something no longer sleeps that always slept.
  private mutating func enter(_ state: M.State, by ordinal: Int, sleeping: [M.Action]) throws(ModelError) {
    let key = state.key(writing: &scratch)
    let steps = try model.steps(of: state).map(\.action)
    let before = sleepers[key]
    var awake = steps
    if let before {
      awake = before.filter { !sleeping.contains($0) }
      guard !awake.isEmpty else { return }
    } else {
      for action in steps where !coverage.isEmpty {
        let actionClass = model.actionClass(of: action)
        guard coverage.indices.contains(actionClass) else { throw .unknownActionClass(actionClass) }
        coverage[actionClass] += 1
      }
    }
    let asleep = (before ?? sleeping).filter { sleeping.contains($0) && steps.contains($0) }
    sleepers[key] = asleep
    let pending = steps.enumerated().filter { awake.contains($1) && !asleep.contains($1) }.map {
      (action: $1, ordinal: $0)
    }
    stack.append(Frame(state: state, ordinal: ordinal, pending: pending.reversed(), sleeping: asleep))
    guard before == nil else { return }
    deepest = max(deepest, stack.count)
    try judge(state, isEnd: steps.isEmpty)
    if stack.count >= limits.depth, !steps.isEmpty {
      isCutOff = true
      stack.removeLast()
    }
  }

  private mutating func judge(_ state: M.State, isEnd: Bool) throws(ModelError) {
    for property in properties {
      switch property.kind {
      case .always where !property.holds(state), .endsOnlyIf where isEnd && !property.holds(state):
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

  /// Keys, and the actions that sleep; what the dictionary takes besides is not counted.
  private var bytes: Int { sleepers.count * (8 + MemoryLayout<[M.Action]>.stride) }

  private func report() -> SearchReport<M> {
    let never = properties.first { $0.kind == .sometimes && witnesses[$0.name] == nil }
    let complete: SearchReport<M>.Verdict =
      isCutOff ? .incomplete(limit: .depth, completeToDepth: 1) : never.map { .neverTrue(property: $0.name) } ?? .holds
    return SearchReport(
      model, verdict: verdict ?? complete, states: sleepers.count, transitions: transitions, depth: deepest,
      bytes: bytes,
      store: .fingerprints, witnesses: witnesses, coverage: coverage)
  }
}

extension Checker where M: FootprintModel {
  /// Visits all states, but takes only one order of steps that do not touch each other.
  ///
  /// The declared footprints are tested first. States and verdicts are those of the full search; transitions are those taken.
  ///
  /// - Throws: ``ModelError/dependent(_:)`` if the test finds a footprint wrong; ``ModelError/unsupported(_:)`` if the model has
  ///   properties of runs, which need all steps.
  public func runWithSleepSets(isInterrupted: @escaping () -> Bool = { false }) throws(ModelError) -> SearchReport<M> {
    try checkConfiguration()
    if let property = model.properties.first(where: { !$0.kind.isAboutStates }) {
      throw .unsupported("'\(property.name)' is a property of runs, which needs all steps")
    }
    try FootprintTest(model).run()
    var search = SleepSetSearch(model, limits)
    return try search.run(clock(isInterrupted))
  }
}
