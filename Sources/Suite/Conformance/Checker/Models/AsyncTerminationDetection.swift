import ModelChecking

/// What termination detection must achieve when messages take time: the specification that Safra's algorithm (EWD 998)
/// implements. `AsyncTerminationDetection` of the TLA+ examples.
public struct AsyncTerminationDetection: Model {
  /// The number of nodes, 1...12.
  public let nodes: Int

  /// Messages that may wait at a node before the search looks no further, 1...6.
  public let largestPending: Int

  /// The problem for so many nodes.
  public init(nodes: Int, largestPending: Int = 3) {
    precondition((1...12).contains(nodes), "the packed state has room for 1 to 12 nodes")
    precondition((1...6).contains(largestPending), "the packed state has room for 1 to 6 messages, and one too many")
    self.nodes = nodes
    self.largestPending = largestPending
  }

  /// Which nodes are active (12 bits), whether termination is detected (1), and from bit 16 the messages that wait at
  /// each node (3 bits each).
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    func isActive(_ node: Int) -> Bool { bits[bit: node] }
    func pending(_ node: Int) -> Int { bits[at: 16 + 3 * node, width: 3] }
    mutating func set(_ node: Int, active: Bool) { bits[bit: node] = active }
    mutating func set(_ node: Int, pending: Int) { bits[at: 16 + 3 * node, width: 3] = pending }

    var isDetected: Bool {
      get { bits[bit: 12] }
      set { bits[bit: 12] = newValue }
    }

    /// Whether all nodes are passive and nothing is on its way.
    var isTerminated: Bool {
      var others = self
      others.isDetected = false
      return others.bits == 0
    }
  }

  /// A step of the computation, or of whoever watches it.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case receive(Int), terminate(Int, detecting: Bool), send(from: Int, to: Int), detect

    /// The name in the TLA+ specification.
    public var description: String {
      switch self {
      case .receive(let node): "RcvMsg(\(node))"
      case .terminate(let node, let isDetecting): "Terminate(\(node))\(isDetecting ? " and detected" : "")"
      case .send(let node, let receiver): "SendMsg(\(node), \(receiver))"
      case .detect: "DetectTermination"
      }
    }
  }

  /// The actions of the specification.
  public var actionClasses: [String] { ["DetectTermination", "RcvMsg", "Terminate", "SendMsg"] }

  /// The class of the action.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .detect: 0
    case .receive: 1
    case .terminate: 2
    case .send: 3
    }
  }

  /// Termination is detected in the end; the computation need not get there.
  public var fairness: [Fairness] { [.weak(0)] }

  /// Any nodes are active, nothing is on its way; if none is, that may have been detected already.
  public var initialStates: [State] {
    (0..<1 << UInt64(nodes)).map { State(bits: $0) } + [State(bits: 1 << 12)]
  }

  /// The last to terminate may or may not notice at once.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for node in 0..<nodes {
      var next = state
      if state.pending(node) > 0 {
        next.set(node, active: true)
        next.set(node, pending: state.pending(node) - 1)
        if !visit(.receive(node), next) { return }
      }
      guard state.isActive(node) else { continue }
      next = state
      next.set(node, active: false)
      if !visit(.terminate(node, detecting: false), next) { return }
      if next.isTerminated != state.isDetected {
        next.isDetected = next.isTerminated
        if !visit(.terminate(node, detecting: true), next) { return }
      }
      for receiver in 0..<nodes {
        next = state
        next.set(receiver, pending: state.pending(receiver) + 1)
        if !visit(.send(from: node, to: receiver), next) { return }
      }
    }
    if state.isTerminated {
      var next = state
      next.isDetected = true
      _ = visit(.detect, next)
    }
  }

  /// At most ``largestPending`` messages wait anywhere.
  public func isInScope(_ state: State) -> Bool { (0..<nodes).allSatisfy { state.pending($0) <= largestPending } }

  /// What is detected is true, and what is true is detected.
  public var properties: [ModelProperty<State>] {
    [
      .always("safe") { !$0.isDetected || $0.isTerminated },
      .sometimes("detected") { $0.isDetected },
      .leadsTo("live", from: { $0.isTerminated }, to: { $0.isDetected }),
    ]
  }

  /// The variables of the specification.
  public func fields(of state: State) -> [StateField] {
    [
      StateField("active", (0..<nodes).filter { state.isActive($0) }),
      StateField("pending", (0..<nodes).map { state.pending($0) }),
      StateField("terminationDetected", state.isDetected),
    ]
  }
}
