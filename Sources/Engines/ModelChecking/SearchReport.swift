/// What a search found out about a model.
public struct SearchReport<M: Model>: Sendable {
  /// The answer.
  public enum Verdict: Sendable {
    /// All reachable states were visited, and every property holds.
    case holds
    /// An invariant is false at the end of the trace, which is as short as any.
    case violated(property: String, trace: ModelTrace<M>)
    /// All reachable states were visited, and a possibility never came true.
    case neverTrue(property: String)
    /// A limit was reached: nothing is known beyond the states at most so many states away from the start.
    case incomplete(limit: SearchLimits.Kind, completeToDepth: Int)
  }

  /// The answer.
  public let verdict: Verdict

  /// Different states.
  public let states: Int

  /// Generated successors, initial states and repetitions included.
  public let transitions: Int

  /// States on the longest of the shortest paths to the states visited.
  public let depth: Int

  /// Bytes of the table, the parent links and the largest frontier, over the states.
  public let bytesPerState: Double

  /// A shortest way to each possibility that came true, by property.
  public let witnesses: [String: ModelTrace<M>]

  @usableFromInline
  init(
    verdict: Verdict, states: Int, transitions: Int, depth: Int, bytesPerState: Double,
    witnesses: [String: ModelTrace<M>]
  ) {
    self.verdict = verdict
    self.states = states
    self.transitions = transitions
    self.depth = depth
    self.bytesPerState = bytesPerState
    self.witnesses = witnesses
  }
}

/// Where a search gives up. It never answers "holds" beyond a limit.
public struct SearchLimits: Sendable, Hashable {
  /// Which limit was reached.
  public enum Kind: String, Sendable, Hashable { case states, depth, interruption }

  /// States at the most; at least 1.
  public var states: Int

  /// States on a path at the most; at least 1.
  public var depth: Int

  /// The limits of the 32-bit state numbers unless said otherwise.
  public init(states: Int = Int(UInt32.max), depth: Int = .max) {
    precondition(states >= 1 && depth >= 1, "a limit is 1 or more")
    self.states = min(states, Int(UInt32.max))
    self.depth = depth
  }
}

/// A path through a model: where it starts, and what happens.
public struct ModelTrace<M: Model>: Sendable {
  /// The first state.
  public let initial: M.State

  /// The steps, each with the state it leads to.
  public let steps: [(action: M.Action, state: M.State)]

  @usableFromInline
  init(initial: M.State, steps: [(action: M.Action, state: M.State)]) {
    self.initial = initial
    self.steps = steps
  }

  /// The state at the end.
  public var last: M.State { steps.last?.state ?? initial }
}
