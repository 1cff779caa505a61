import ModelChecking

/// A counter that grows at every node and is spread by gossip: each node keeps the highest figure that it has heard of
/// every node. Figures grow without end, so what all have in common is subtracted, which keeps the states finite and
/// the search complete. `MCCRDT` of the TLA+ examples (`FiniteMonotonic`, after A. Helwer).
public struct GossipCounters: Model {
  /// The number of nodes, 1...3.
  public let nodes: Int

  /// The highest figure that a node may reach for itself before the search looks no further, 1...14.
  public let largestCount: Int

  /// Whether counters stop growing at some moment, of which the state keeps track.
  public let growthEnds: Bool

  /// Whether all are said to agree again and again, which is true only if growth ends.
  public let claimsConvergence: Bool

  /// Whether the first half of a step that also subtracts is counted as a transition of its own, as TLC does when it
  /// evaluates the composition of two actions.
  public let countsHalfSteps: Bool

  /// Gossip among so many nodes.
  public init(
    nodes: Int, largestCount: Int = 3, growthEnds: Bool = false, claimsConvergence: Bool = false,
    countsHalfSteps: Bool = false
  ) {
    precondition((1...3).contains(nodes), "the packed state has room for 1 to 3 nodes")
    precondition((1...14).contains(largestCount), "the packed state has room for 1 to 14, and one too many")
    self.nodes = nodes
    self.largestCount = largestCount
    self.growthEnds = growthEnds
    self.claimsConvergence = claimsConvergence
    self.countsHalfSteps = countsHalfSteps
  }

  /// What node n knows of node o: 4 bits from bit 4 (3n + o); whether growth has ended in bit 63.
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    /// What `node` knows of `other`.
    subscript(node: Int, other: Int) -> Int {
      get { bits[at: 4 * (3 * node + other), width: 4] }
      set { bits[at: 4 * (3 * node + other), width: 4] = newValue }
    }

    var hasEnded: Bool {
      get { bits[bit: 63] }
      set { bits[bit: 63] = newValue }
    }
  }

  /// A node counts, tells another all it knows, or growth ends.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case increment(Int, reducing: Bool), gossip(from: Int, to: Int, reducing: Bool), end

    /// The name in the TLA+ specification, with the subtraction that may follow at once.
    public var description: String {
      switch self {
      case .increment(let node, let isReducing): "Increment(\(node))\(isReducing ? " · Reduction" : "")"
      case .gossip(let node, let other, let isReducing): "Gossip(\(node), \(other))\(isReducing ? " · Reduction" : "")"
      case .end: "End"
      }
    }
  }

  /// One class for each pair that gossips, and the rest.
  public var actionClasses: [String] {
    (0..<nodes * nodes).map { "Gossip(\($0 / nodes), \($0 % nodes))" }
      + ["GossipAndReduction", "Increment", "IncrementAndReduction"] + (growthEnds ? ["End"] : [])
  }

  /// The pair, or the rest.
  public func actionClass(of action: Action) -> Int {
    let pairs = nodes * nodes
    return switch action {
    case .gossip(let node, let other, let isReducing): isReducing ? pairs : node * nodes + other
    case .increment(_, let isReducing): isReducing ? pairs + 2 : pairs + 1
    case .end: pairs + 3
    }
  }

  /// Every pair goes on to gossip, and growth ends where it can.
  public var fairness: [Fairness] {
    (0..<nodes * nodes).map { .weak($0) } + (growthEnds ? [.weak(nodes * nodes + 3)] : [])
  }

  /// Nobody has counted.
  public var initialStates: [State] { [State(bits: 0)] }

  /// For each pair of nodes, the first counts and tells the second, each with and without subtracting. That the
  /// counting is repeated for each partner follows the specification.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    func change(to changed: State, _ half: Action, _ whole: Action) -> Bool {
      visit(half, changed) && (!countsHalfSteps || visit(half, changed)) && visit(whole, reduced(changed))
    }
    for node in 0..<nodes {
      var counted = state
      counted[node, node] += 1
      for other in 0..<nodes {
        let told = gossiping(state, from: node, to: other)
        guard
          state.hasEnded
            || change(to: counted, .increment(node, reducing: false), .increment(node, reducing: true)),
          change(
            to: told, .gossip(from: node, to: other, reducing: false), .gossip(from: node, to: other, reducing: true))
        else { return }
      }
    }
    if growthEnds, !state.hasEnded {
      var ended = state
      ended.hasEnded = true
      _ = visit(.end, ended)
    }
  }

  private func gossiping(_ state: State, from node: Int, to other: Int) -> State {
    var told = state
    for subject in 0..<nodes { told[other, subject] = max(state[node, subject], state[other, subject]) }
    return told
  }

  private func reduced(_ state: State) -> State {
    var least = Int.max
    for node in 0..<nodes { for other in 0..<nodes { least = min(least, state[node, other]) } }
    var reduced = state
    for node in 0..<nodes { for other in 0..<nodes { reduced[node, other] -= least } }
    return reduced
  }

  /// Nobody's own figure exceeds ``largestCount``.
  public func isInScope(_ state: State) -> Bool { (0..<nodes).allSatisfy { state[$0, $0] <= largestCount } }

  /// Nobody knows more of a node than the node itself, and agreement can always be reached.
  public var properties: [ModelProperty<State>] {
    let nodes = 0..<nodes
    @Sendable func agree(_ state: State) -> Bool {
      nodes.allSatisfy { subject in nodes.allSatisfy { state[$0, subject] == state[0, subject] } }
    }
    return [
      .always("safety") { state in
        nodes.allSatisfy { node in nodes.allSatisfy { state[node, node] >= state[$0, node] } }
      },
      .alwaysPossible("agreement", agree),
    ] + (claimsConvergence ? [.leadsTo("convergence", from: { _ in true }, to: agree)] : [])
  }

  /// What each node knows.
  public func fields(of state: State) -> [StateField] {
    (0..<nodes).map { node in StateField("counter[\(node)]", (0..<nodes).map { state[node, $0] }) }
      + (growthEnds ? [StateField("growth has ended", state.hasEnded)] : [])
  }
}
