extension BreadthFirstSearch {
  /// What has been decided so far.
  @usableFromInline
  func verdict() throws(ModelError) -> SearchReport<M>.Verdict? {
    if let error = properties.unreadable { throw .unreadable(M.State.self, error) }
    if let (name, state) = properties.broken { return .violated(property: name, trace: try trace(to: state)) }
    // The earlier states are expanded by the earlier workers.
    for worker in 0..<workerCount {
      guard let (property, state) = workers[worker].deadlock else { continue }
      return .violated(property: model.properties[property].name, trace: try trace(to: Int(state)))
    }
    return nil
  }

  /// Why the search must end before it is done.
  @usableFromInline
  func ending(_ clock: SearchClock) -> SearchLimits.Kind? {
    if stateCount > min(limits.states, SearchLimits.mostStates) { return .states }
    if shards.bytes + parents.bytes + ordinals.bytes + current.bytes + next.bytes > limits.bytes { return .bytes }
    return clock.ending
  }

  /// The frontier is largest after a block, before the level that led to it is left.
  @usableFromInline
  mutating func noteFrontier() { largestFrontier = max(largestFrontier, current.bytes + next.bytes) }

  /// The first way on which a state was reached, run again from the start.
  func trace(to number: Int) throws(ModelError) -> ModelTrace<M> {
    var steps: [Int] = []
    var here = number
    while parents[here] < BreadthFirstLink.firstWithoutParent {
      steps.append(Int(ordinals[here]))
      here = Int(parents[here])
    }
    let initial = Int(parents[here] - BreadthFirstLink.firstWithoutParent) << 16 | Int(ordinals[here])
    return try ModelTrace(model, along: TracePath(initial: initial, ordinals: steps.reversed()))
  }

  @usableFromInline
  func report(_ verdict: SearchReport<M>.Verdict, depth: Int) throws(ModelError) -> SearchReport<M> {
    var transitions = 0
    var coverage = Array(repeating: 0, count: model.actionClasses.count)
    for worker in 0..<workerCount {
      transitions += workers[worker].transitions
      for index in coverage.indices { coverage[index] += workers[worker].coverage[index] }
    }
    var traces: [String: ModelTrace<M>] = [:]
    for (name, state) in properties.witnesses { traces[name] = try trace(to: state) }
    return SearchReport(
      model, verdict: verdict, states: stateCount, transitions: transitions, depth: depth,
      bytes: shards.bytes + parents.bytes + ordinals.bytes + largestFrontier, store: store,
      fieldOmissions: shards.expectedOmissions, witnesses: traces, coverage: coverage)
  }
}
