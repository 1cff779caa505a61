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

  /// The answer when there are no states left.
  @usableFromInline var complete: SearchReport<M>.Verdict {
    .ofAll(in: store, expectedOmissions: shards.expectedOmissions, neverTrue: properties.neverTrue)
  }

  /// Why the search must end before it is done.
  @usableFromInline
  func ending(_ clock: SearchClock) -> SearchLimits.Kind? {
    if stateCount > min(limits.states, SearchLimits.mostStates) { return .states }
    if shards.bytes + parents.bytes + ordinals.bytes + frontierBytes > limits.bytes { return .bytes }
    return clock.ending
  }

  /// Bytes of the level that is being expanded, the next level and the candidates for it.
  private var frontierBytes: Int {
    var bytes = current.bytes + next.bytes
    for worker in 0..<workerCount { bytes += workers[worker].outboxBytes }
    return bytes
  }

  private var transitions: Int {
    var sum = 0
    for worker in 0..<workerCount { sum += workers[worker].transitions }
    return sum
  }

  /// Notes what a block has led to. The frontier is largest after a block, before the level that led to it is left.
  @usableFromInline
  mutating func noteBlock(of states: Int) {
    largestFrontier = max(largestFrontier, frontierBytes)
    let sum = transitions
    largestFanOut = max(largestFanOut, (sum - transitionsNoted + states - 1) / states)
    transitionsNoted = sum
    lastBlock = states
  }

  /// States that may be expanded in a block under a limit of bytes: what they are expected to lead to takes a sixteenth of it, to
  /// judge by the blocks before. Since these may have been of another kind, a block is at most four times as large as the one before.
  ///
  /// No number of workers shows in this, so that all find the same within the same limit.
  @usableFromInline
  var blockWithinBytes: Int {
    // The place, the link, and the place of the bytes.
    let row = 24 + current.content.count / max(current.count, 1)
    let room = max(limits.bytes / 16, 1 << 16)
    return max(min(room / max(largestFanOut * row, 1), lastBlock * 4), 1)
  }

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
    var stepsOutOfScope = 0
    var coverage = Array(repeating: 0, count: model.actionClasses.count)
    for worker in 0..<workerCount {
      stepsOutOfScope += workers[worker].stepsOutOfScope
      for index in coverage.indices { coverage[index] += workers[worker].coverage[index] }
    }
    var traces: [String: ModelTrace<M>] = [:]
    for (name, state) in properties.witnesses { traces[name] = try trace(to: state) }
    return SearchReport(
      model, verdict: verdict, states: stateCount, transitions: transitions, stepsOutOfScope: stepsOutOfScope,
      depth: depth, bytes: shards.bytes + parents.bytes + ordinals.bytes + largestFrontier, store: store,
      fieldOmissions: shards.expectedOmissions, witnesses: traces, coverage: coverage)
  }
}
