import ModelChecking

/// Dijkstra's ring that heals itself ("Self-stabilizing Systems in Spite of Distributed Control", EWD 426, 1974):
/// wherever it starts, one token is left in the end. Node 0 has a token when its value equals the last node's, another
/// node when its value differs from the one before. `ewd426` of the TLA+ examples.
public struct TokenRing: Model {
  /// The number of nodes, 2...16.
  public let nodes: Int

  /// The number of values that a node can have, 2...16. With fewer than `nodes - 1` the ring need not heal.
  public let values: Int

  /// A ring of so many nodes.
  public init(nodes: Int, values: Int) {
    precondition((2...16).contains(nodes), "the packed state has room for 2 to 16 nodes")
    precondition((2...16).contains(values), "the packed state has room for 2 to 16 values")
    self.nodes = nodes
    self.values = values
  }

  /// The values of the nodes, 4 bits each from the lowest.
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    subscript(node: Int) -> Int {
      get { bits[at: 4 * node, width: 4] }
      set { bits[at: 4 * node, width: 4] = newValue }
    }
  }

  /// A node passes on its token.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case createToken, passToken(Int)

    /// The name in the TLA+ specification.
    public var description: String {
      switch self {
      case .createToken: "CreateToken"
      case .passToken(let node): "PassToken(\(node))"
      }
    }
  }

  /// The actions of the specification.
  public var actionClasses: [String] { ["CreateToken", "PassToken"] }

  /// The class of the action.
  public func actionClass(of action: Action) -> Int { action == .createToken ? 0 : 1 }

  /// All values everywhere.
  public var initialStates: [State] {
    (0..<nodes).reduce([State(bits: 0)]) { states, node in
      states.flatMap { state in
        (0..<values).map { value in
          var next = state
          next[node] = value
          return next
        }
      }
    }
  }

  /// One step for each token.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for node in 0..<nodes where hasToken(node, state) {
      var next = state
      next[node] = node == 0 ? (state[nodes - 1] + 1) % values : state[node - 1]
      if !visit(node == 0 ? .createToken : .passToken(node), next) { return }
    }
  }

  private func hasToken(_ node: Int, _ state: State) -> Bool {
    node == 0 ? state[0] == state[nodes - 1] : state[node] != state[node - 1]
  }

  /// The token is never lost, and is the only one again and again: the nodes up to some place have node 0's value, and
  /// all beyond it the value before. No fairness is needed, as a run does not rest where it can go on.
  public var properties: [ModelProperty<State>] {
    let (nodes, values) = (nodes, values)
    return [
      .always("a token") { state in
        state[0] == state[nodes - 1] || (1..<nodes).contains { state[$0] != state[$0 - 1] }
      },
      .noDeadlock(),
      .leadsTo(
        "stabilisation", from: { _ in true },
        to: { state in
          let before = (state[0] + values - 1) % values
          let place = (0..<nodes).first { state[$0] != state[0] } ?? nodes
          return (place..<nodes).allSatisfy { state[$0] == before }
        }),
    ]
  }

  /// The values.
  public func fields(of state: State) -> [StateField] { [StateField("c", (0..<nodes).map { state[$0] })] }
}
