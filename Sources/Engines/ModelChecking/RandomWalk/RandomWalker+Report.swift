import Randomness

extension RandomWalker {
  /// Makes ready for the next walk.
  @usableFromInline
  mutating func begin() {
    let seed = walks.seed.child("walk", UInt64(walksTaken))
    generator = seed.stream("choices")
    if case .pct(let depth) = walks.priorities {
      actors = ActorPriorities(depth: depth, steps: walks.steps, seed: seed)
    }
    walksTaken += 1
    idleSteps = 0
  }

  /// Notes how many states were new in the last 1,000 steps.
  @usableFromInline
  mutating func mark() {
    recentStates = states - statesAtMark
    statesAtMark = states
  }

  /// Why the walks must end before all are taken.
  @usableFromInline
  func ending(_ clock: SearchClock) -> SearchLimits.Kind? {
    if states > walks.limits.states { return .states }
    if visited.bytes > walks.limits.bytes { return .bytes }
    return clock.ending
  }

  @usableFromInline
  func report(_ limit: SearchLimits.Kind?) throws(ModelError) -> WalkReport<M> {
    var traces: [String: ModelTrace<M>] = [:]
    for (name, path) in witnesses { traces[name] = try ModelTrace(walks.model, along: path) }
    return WalkReport(
      verdict: try verdict(limit), walks: walksTaken, steps: stepsTaken, restarts: restarts, states: states,
      recentStates: stepsTaken < 1_000 ? states : recentStates, bytes: visited.bytes, witnesses: traces,
      undecided: properties.filter { isUndecided($0) }.map(\.name))
  }

  private func verdict(_ limit: SearchLimits.Kind?) throws(ModelError) -> WalkReport<M>.Verdict {
    guard let broken else { return .incomplete(limit: limit) }
    let trace = try ModelTrace(walks.model, along: path)
    guard (trace.steps.last?.fingerprint ?? trace.initialFingerprint) == key else {
      throw .unstable(
        state: walks.model.text(of: trace.last), finding: "the same steps led to another state when they were walked")
    }
    return .violated(property: broken, trace: trace)
  }

  private func isUndecided(_ property: ModelProperty<M.State>) -> Bool {
    property.kind == .sometimes ? witnesses[property.name] == nil : !property.kind.isAboutStates
  }
}
