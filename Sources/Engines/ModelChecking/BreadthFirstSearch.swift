/// Visits all states of a packed model level by level, on one core.
///
/// A state costs a slot of the table and six bytes that say how it was first reached: the number of its parent and the
/// place of the step among the parent's. A trace follows these back and then runs the model forward. States of one level
/// are numbered in a row, so that the frontier holds nothing but the states themselves.
public struct BreadthFirstSearch<M: PackedModel>: Sendable {
  /// The model.
  public let model: M

  /// Where the search gives up.
  public let limits: SearchLimits

  /// A search of `model`, which needs an initial state and property names that differ.
  public init(_ model: M, limits: SearchLimits = SearchLimits()) {
    // Nothing holds of a model that cannot start, however true it sounds.
    precondition(!model.initialStates.isEmpty, "a model has an initial state")
    precondition(Set(model.properties.map(\.name)).count == model.properties.count, "two properties share a name")
    self.model = model
    self.limits = limits
  }

  /// Runs the search to its end, a limit, or until `isInterrupted`, which is asked once a level.
  @inlinable
  public func run(isInterrupted: () -> Bool = { false }) -> SearchReport<M> {
    var exploration = Exploration(model, limits)
    return exploration.run(isInterrupted)
  }
}

/// The state of a running search.
@usableFromInline
struct Exploration<M: PackedModel>: ~Copyable {
  @usableFromInline let model: M
  @usableFromInline let limits: SearchLimits
  @usableFromInline let invariants: [ModelProperty<M.State>]
  @usableFromInline var open: [ModelProperty<M.State>]

  @usableFromInline var table = StateTable()
  @usableFromInline var parents: [UInt32] = []
  @usableFromInline var ordinals: [UInt16] = []
  @usableFromInline var frontier: [UInt64] = []
  @usableFromInline var next: [UInt64] = []

  @usableFromInline var transitions = 0
  @usableFromInline var largestFrontier = 0
  @usableFromInline var violated: (property: String, state: Int)?
  @usableFromInline var witnesses: [String: Int] = [:]

  @inlinable init(_ model: M, _ limits: SearchLimits) {
    self.model = model
    self.limits = limits
    invariants = model.properties.filter { $0.kind == .always }
    open = model.properties.filter { $0.kind == .sometimes }
  }

  @inlinable mutating func run(_ isInterrupted: () -> Bool) -> SearchReport<M> {
    var depth = 0
    for (ordinal, state) in model.initialStates.enumerated() { reach(state, from: .max, by: ordinal) }
    swap(&frontier, &next)
    while !frontier.isEmpty, violated == nil {
      depth += 1
      if depth >= limits.depth { return report(.incomplete(limit: .depth, completeToDepth: depth), depth) }
      // Asked only while there is work left, so that an answer once found is given.
      if isInterrupted() { return report(.incomplete(limit: .interruption, completeToDepth: depth), depth) }
      let first = table.count - frontier.count
      next.removeAll(keepingCapacity: true)
      for index in frontier.indices {
        expand(M.State(bits: frontier[index]), number: UInt32(truncatingIfNeeded: first &+ index))
        if violated != nil { break }
        if table.count > limits.states {
          return report(.incomplete(limit: .states, completeToDepth: depth), depth + 1)
        }
      }
      largestFrontier = max(largestFrontier, frontier.count + next.count)
      swap(&frontier, &next)
    }
    if let violated {
      return report(.violated(property: violated.property, trace: trace(to: violated.state)), depth + 1)
    }
    return report(open.first.map { .neverTrue(property: $0.name) } ?? .holds, depth)
  }

  @inlinable mutating func expand(_ state: M.State, number: UInt32) {
    var ordinal = 0
    model.forEachSuccessor(of: state) { _, successor in
      reach(successor, from: number, by: ordinal)
      ordinal &+= 1
      return violated == nil && table.count <= limits.states
    }
  }

  /// Counts a transition, and takes in the state it leads to if that is new.
  @inlinable mutating func reach(_ state: M.State, from parent: UInt32, by ordinal: Int) {
    transitions &+= 1
    guard table.insert(state.bits) else { return }
    precondition(ordinal <= Int(UInt16.max), "a state has at most 65,536 successors")
    parents.append(parent)
    ordinals.append(UInt16(truncatingIfNeeded: ordinal))
    next.append(state.bits)
    for property in invariants where !property.holds(state) {
      violated = (property.name, table.count - 1)
      return
    }
    if !open.isEmpty { witness(state) }
  }

  @inlinable mutating func witness(_ state: M.State) {
    for property in open where property.holds(state) { witnesses[property.name] = table.count - 1 }
    open.removeAll { witnesses[$0.name] != nil }
  }

  /// The first way on which a state was reached, run again from the start.
  @inlinable func trace(to number: Int) -> ModelTrace<M> {
    var way: [Int] = []
    var here = number
    while parents[here] != .max {
      way.append(Int(ordinals[here]))
      here = Int(parents[here])
    }
    let initial = model.initialStates[Int(ordinals[here])]
    var steps: [(action: M.Action, state: M.State)] = []
    for ordinal in way.reversed() {
      var place = 0
      model.forEachSuccessor(of: steps.last?.state ?? initial) { action, state in
        if place == ordinal { steps.append((action, state)) }
        place += 1
        return place <= ordinal
      }
    }
    precondition(steps.count == way.count, "a model must allow the same steps each time it is asked")
    return ModelTrace(initial: initial, steps: steps)
  }

  @inlinable func report(_ verdict: SearchReport<M>.Verdict, _ depth: Int) -> SearchReport<M> {
    let links = parents.count * (MemoryLayout<UInt32>.stride + MemoryLayout<UInt16>.stride)
    let bytes = table.bytes + links + largestFrontier * MemoryLayout<UInt64>.stride
    var traces: [String: ModelTrace<M>] = [:]
    for (name, state) in witnesses { traces[name] = trace(to: state) }
    return SearchReport(
      verdict: verdict, states: table.count, transitions: transitions, depth: depth,
      bytesPerState: Double(bytes) / Double(max(table.count, 1)), witnesses: traces)
  }
}
