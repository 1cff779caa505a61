import ModelChecking

/// What two-phase commit must achieve, after Gray and Lamport ("Consensus on Transaction Commit", 2006): resource
/// managers that see one another's states all commit or all abort. `TCommit` of the TLA+ examples.
public struct TransactionCommit: Model {
  /// The number of resource managers, 1...32.
  public let resourceManagers: Int

  /// The problem for so many resource managers.
  public init(resourceManagers: Int) {
    precondition((1...32).contains(resourceManagers), "the packed state has room for 1 to 32 resource managers")
    self.resourceManagers = resourceManagers
  }

  /// The states of the resource managers, 2 bits each from the lowest.
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    subscript(manager: Int) -> Manager {
      get { Manager(rawValue: bits[at: 2 * manager, width: 2]) ?? .working }
      set { bits[at: 2 * manager, width: 2] = newValue.rawValue }
    }

    func with(_ manager: Int, _ state: Manager) -> State {
      var changed = self
      changed[manager] = state
      return changed
    }
  }

  enum Manager: Int { case working, prepared, committed, aborted }

  /// What a resource manager does.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case prepare(Int), commit(Int), abort(Int)

    /// The name in the TLA+ specification, where one action holds both decisions.
    public var description: String {
      switch self {
      case .prepare(let manager): "Prepare(\(manager))"
      case .commit(let manager): "Decide(\(manager)): committed"
      case .abort(let manager): "Decide(\(manager)): aborted"
      }
    }
  }

  /// `Prepare` and `Decide`.
  public var actionClasses: [String] { ["Prepare", "Decide"] }

  /// Commit and abort are one class.
  public func actionClass(of action: Action) -> Int { if case .prepare = action { 0 } else { 1 } }

  /// All work.
  public var initialStates: [State] { [State(bits: 0)] }

  /// Who is prepared commits once all are, and until someone has committed everybody may abort.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    let managers = 0..<resourceManagers
    let canCommit = managers.allSatisfy { state[$0] == .prepared || state[$0] == .committed }
    let canAbort = managers.allSatisfy { state[$0] != .committed }
    for manager in managers {
      let (isWorking, isPrepared) = (state[manager] == .working, state[manager] == .prepared)
      if isWorking, !visit(.prepare(manager), state.with(manager, .prepared)) { return }
      if isPrepared, canCommit, !visit(.commit(manager), state.with(manager, .committed)) { return }
      if isWorking || isPrepared, canAbort, !visit(.abort(manager), state.with(manager, .aborted)) { return }
    }
  }

  /// Never one committed and one aborted; both outcomes are possible, and it ends only in one of them.
  public var properties: [ModelProperty<State>] {
    let managers = 0..<resourceManagers
    return [
      .always("consistent") { state in
        !managers.contains { state[$0] == .committed } || !managers.contains { state[$0] == .aborted }
      },
      .sometimes("all commit") { state in managers.allSatisfy { state[$0] == .committed } },
      .sometimes("all abort") { state in managers.allSatisfy { state[$0] == .aborted } },
      .noDeadlock { state in managers.allSatisfy { state[$0] == .committed || state[$0] == .aborted } },
    ]
  }

  /// One field a manager.
  public func fields(of state: State) -> [StateField] {
    (0..<resourceManagers).map { StateField("rmState[\($0)]", state[$0]) }
  }
}
