import ModelChecking

/// Leader election on a one-way ring after Chang and Roberts ("An Improved Algorithm for Decentralized Extrema-Finding
/// in Circular Configurations of Processes", 1979). Any set of nodes may start it; the smallest identity among theirs
/// comes round and wins. `chang_roberts` of the TLA+ examples, with identities that rise along the ring.
public struct ChangRoberts: Model {
  /// The number of nodes, 1...6.
  public let nodes: Int

  /// Whether a candidate keeps to itself the identities larger than its own; if it hands them on, one of them may win
  /// too.
  public let swallowsLargerIdentities: Bool

  /// The algorithm on so many nodes.
  public init(nodes: Int, swallowsLargerIdentities: Bool = true) {
    precondition((1...6).contains(nodes), "the packed state has room for 1 to 6 nodes")
    self.nodes = nodes
    self.swallowsLargerIdentities = swallowsLargerIdentities
  }

  /// Ten bits a node, from the lowest: the identities on their way to it (6), whether it has started (1), whether it is
  /// an initiator (1), its standing (2).
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    func isWaiting(_ identity: Int, at node: Int) -> Bool { bits[bit: 10 * node + identity] }
    func hasStarted(_ node: Int) -> Bool { bits[bit: 10 * node + 6] }
    func isInitiator(_ node: Int) -> Bool { bits[bit: 10 * node + 7] }
    func standing(_ node: Int) -> Standing { Standing(rawValue: bits[at: 10 * node + 8, width: 2]) ?? .lost }

    mutating func put(_ identity: Int, at node: Int) { bits[bit: 10 * node + identity] = true }
    mutating func take(_ identity: Int, at node: Int) { bits[bit: 10 * node + identity] = false }
    mutating func start(_ node: Int) { bits[bit: 10 * node + 6] = true }
    mutating func set(_ node: Int, _ standing: Standing) { bits[at: 10 * node + 8, width: 2] = standing.rawValue }
  }

  enum Standing: Int { case lost, candidate, won }

  /// A node starts, or takes in an identity.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case start(Int), receive(Int, identity: Int)

    /// The label of the specification with its node, and the identity taken in.
    public var description: String {
      switch self {
      case .start(let node): "n0(\(node))"
      case .receive(let node, let identity): "n1(\(node)) with id \(identity)"
      }
    }
  }

  /// One class a node.
  public var actionClasses: [String] { (0..<nodes).map { "node(\($0))" } }

  /// The node.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .start(let node), .receive(let node, _): node
    }
  }

  /// No node stops where it could go on.
  public var fairness: [Fairness] { (0..<nodes).map { .weak($0) } }

  /// Every set of initiators.
  public var initialStates: [State] {
    (0..<1 << nodes).map { initiators in
      var state = State(bits: 0)
      for node in 0..<nodes where initiators >> node & 1 == 1 {
        state.bits[bit: 10 * node + 7] = true
        state.set(node, .candidate)
      }
      return state
    }
  }

  /// A node starts once, and takes in what waits for it in any order.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for node in 0..<nodes {
      guard state.hasStarted(node) else {
        var next = state
        next.start(node)
        if state.isInitiator(node) { next.put(node, at: (node + 1) % nodes) }
        if !visit(.start(node), next) { return }
        continue
      }
      for identity in 0..<nodes where state.isWaiting(identity, at: node) {
        if !visit(.receive(node, identity: identity), receiving(identity, at: node, state)) { return }
      }
    }
  }

  private func receiving(_ identity: Int, at node: Int, _ state: State) -> State {
    var next = state
    next.take(identity, at: node)
    let isCandidate = state.standing(node) != .lost
    if isCandidate, identity == node {
      next.set(node, .won)
    } else if !isCandidate || identity < node || !swallowsLargerIdentities {
      next.put(identity, at: (node + 1) % nodes)
      if isCandidate, identity < node { next.set(node, .lost) }
    }
    return next
  }

  /// Who wins is the smallest initiator, and the others have lost; and someone wins if anybody has begun.
  public var properties: [ModelProperty<State>] {
    let nodes = 0..<nodes
    return [
      .always("correct") { state in
        nodes.allSatisfy { winner in
          state.standing(winner) != .won
            || state.isInitiator(winner)
              && nodes.allSatisfy {
                $0 == winner || state.standing($0) == .lost && (!state.isInitiator($0) || $0 > winner)
              }
        }
      },
      .sometimes("last node wins") { state in state.standing(nodes.upperBound - 1) == .won },
      .eventually("elected") { state in
        nodes.contains { state.standing($0) == .won } || !nodes.contains { state.isInitiator($0) }
      },
    ]
  }

  /// The variables of the specification, node by node.
  public func fields(of state: State) -> [StateField] {
    (0..<nodes).map { node in
      let waiting = (0..<nodes).filter { state.isWaiting($0, at: node) }
      let start = state.hasStarted(node) ? "n1" : "n0"
      let role = state.isInitiator(node) ? "initiator" : "bystander"
      return StateField("node \(node)", "\(start), \(role), \(state.standing(node)), msgs \(waiting)")
    }
  }
}
