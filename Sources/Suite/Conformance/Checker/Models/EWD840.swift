import ModelChecking

/// Termination detection on a ring after Dijkstra, Feijen and van Gasteren ("Derivation of a Termination Detection
/// Algorithm for Distributed Computations", EWD 840, 1983). A token runs from the last node down to node 0 and comes
/// back white only if nobody behind it has been woken. `ewd840` of the TLA+ examples.
public struct EWD840: Model {
  /// The number of nodes, 1...16.
  public let nodes: Int

  /// Whether a node turns black when it wakes one with a higher number; otherwise the token does not notice.
  public let blackensSenders: Bool

  /// Whether a node turns white when it passes the token on; otherwise no later round can succeed.
  public let whitensPassers: Bool

  /// The algorithm on so many nodes.
  public init(nodes: Int, blackensSenders: Bool = true, whitensPassers: Bool = true) {
    precondition((1...16).contains(nodes), "the packed state has room for 1 to 16 nodes")
    self.nodes = nodes
    self.blackensSenders = blackensSenders
    self.whitensPassers = whitensPassers
  }

  /// Which nodes are active (16 bits) and which black (16), where the token is (4) and whether it is black (1).
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    init(active: Int, black: Int, token: Int) {
      bits = 0
      bits[at: 0, width: 16] = active
      bits[at: 16, width: 16] = black
      (self.token, isTokenBlack) = (token, true)
    }

    func isActive(_ node: Int) -> Bool { bits[bit: node] }
    func isBlack(_ node: Int) -> Bool { bits[bit: 16 + node] }
    mutating func set(_ node: Int, active: Bool) { bits[bit: node] = active }
    mutating func set(_ node: Int, black: Bool) { bits[bit: 16 + node] = black }

    var token: Int {
      get { bits[at: 32, width: 4] }
      set { bits[at: 32, width: 4] = newValue }
    }
    var isTokenBlack: Bool {
      get { bits[bit: 36] }
      set { bits[bit: 36] = newValue }
    }

    /// Whether all nodes are passive.
    var isTerminated: Bool { bits[at: 0, width: 16] == 0 }

    /// Whether node 0 can tell.
    var isDetected: Bool { token == 0 && !isTokenBlack && !isBlack(0) && !isActive(0) }
  }

  /// A step of the ring or of the computation that it watches.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case initiateProbe, passToken(Int)
    case send(from: Int, to: Int), deactivate(Int)

    /// The name in the TLA+ specification, with the receiver of a message.
    public var description: String {
      switch self {
      case .initiateProbe: "InitiateProbe"
      case .passToken(let node): "PassToken(\(node))"
      case .send(let node, let receiver): "SendMsg(\(node)) to \(receiver)"
      case .deactivate(let node): "Deactivate(\(node))"
      }
    }
  }

  /// The token's steps together, and those of the computation.
  public var actionClasses: [String] { ["System", "SendMsg", "Deactivate"] }

  /// The class of the action.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .initiateProbe, .passToken: 0
    case .send: 1
    case .deactivate: 2
    }
  }

  /// The token does not rest; the computation may.
  public var fairness: [Fairness] { [.weak(0)] }

  /// Any nodes are active, any are black, and a black token is anywhere.
  public var initialStates: [State] {
    let subsets = 0..<1 << nodes
    return subsets.flatMap { active in
      subsets.flatMap { black in (0..<nodes).map { State(active: active, black: black, token: $0) } }
    }
  }

  /// The steps in the order of the TLA+ specification's next-state relation. The token leaves its holder once for each
  /// reason that it has to, since TLC counts a step for every true part of a disjunction.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    let holder = state.token
    let action: Action = holder == 0 ? .initiateProbe : .passToken(holder)
    let reasons = [state.isTokenBlack, state.isBlack(holder), holder > 0 && !state.isActive(holder)]
    for isGiven in reasons where isGiven {
      if !visit(action, holder == 0 ? initiating(state) : passing(state, from: holder)) { return }
    }
    for node in 0..<nodes where state.isActive(node) {
      for receiver in 0..<nodes where receiver != node {
        var next = state
        next.set(receiver, active: true)
        if receiver > node, blackensSenders { next.set(node, black: true) }
        if !visit(.send(from: node, to: receiver), next) { return }
      }
      var next = state
      next.set(node, active: false)
      if !visit(.deactivate(node), next) { return }
    }
  }

  private func initiating(_ state: State) -> State {
    var next = state
    (next.token, next.isTokenBlack) = (nodes - 1, false)
    next.set(0, black: false)
    return next
  }

  private func passing(_ state: State, from node: Int) -> State {
    var next = state
    next.token = node - 1
    if state.isBlack(node) { next.isTokenBlack = true }
    if whitensPassers { next.set(node, black: false) }
    return next
  }

  /// Node 0 is never wrong, for the reason that Dijkstra gives, and always finds out.
  public var properties: [ModelProperty<State>] {
    let nodes = nodes
    return [
      .always("termination detection") { !$0.isDetected || $0.isTerminated },
      .always("Dijkstra's invariant") { state in
        state.isTokenBlack || (state.token + 1..<nodes).allSatisfy { !state.isActive($0) }
          || (0...state.token).contains { state.isBlack($0) }
      },
      .sometimes("detected") { $0.isDetected },
      .leadsTo("liveness", from: { $0.isTerminated }, to: { $0.isDetected }),
    ]
  }

  /// The variables of the specification.
  public func fields(of state: State) -> [StateField] {
    [
      StateField("active", (0..<nodes).filter { state.isActive($0) }),
      StateField("black", (0..<nodes).filter { state.isBlack($0) }),
      StateField("token", "\(state.isTokenBlack ? "black" : "white") at \(state.token)"),
    ]
  }
}
