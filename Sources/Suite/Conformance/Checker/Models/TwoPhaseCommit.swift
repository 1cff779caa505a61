import ModelChecking

/// Two-phase commit after Gray and Lamport ("Consensus on Transaction Commit", 2006): resource managers, a transaction
/// manager, and a set of messages that only grows. The model by which model checkers are commonly compared.
public struct TwoPhaseCommit: Model {
  /// The number of resource managers, 1...15.
  public let resourceManagers: Int

  /// The protocol among so many resource managers.
  public init(resourceManagers: Int) {
    precondition((1...15).contains(resourceManagers), "the packed state has room for 1 to 15 resource managers")
    self.resourceManagers = resourceManagers
  }

  /// All variables in one word, from the lowest bit: the states of the resource managers (2 bits each), the managers
  /// whose messages the transaction manager has taken in (16 bits from bit 30), those that have sent one (bit 46), the
  /// transaction manager (bit 62), which has sent Commit or Abort exactly when it has committed or aborted.
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    func manager(_ number: Int) -> Manager { Manager(rawValue: UInt8(bits >> UInt64(2 * number) & 3)) ?? .working }
    func isPrepared(_ number: Int) -> Bool { bits >> UInt64(30 + number) & 1 == 1 }
    func hasSent(_ number: Int) -> Bool { bits >> UInt64(46 + number) & 1 == 1 }
    var decision: Decision { Decision(rawValue: UInt8(bits >> 62)) ?? .open }

    func with(_ number: Int, _ manager: Manager) -> State {
      let shift = UInt64(2 * number)
      return State(bits: bits & ~(3 << shift) | UInt64(manager.rawValue) << shift)
    }
    func with(_ decision: Decision) -> State { State(bits: bits & ~(3 << 62) | UInt64(decision.rawValue) << 62) }
    func takingIn(_ number: Int) -> State { State(bits: bits | 1 << UInt64(30 + number)) }
    func sending(_ number: Int) -> State { State(bits: bits | 1 << UInt64(46 + number)) }
  }

  enum Manager: UInt8 { case working, prepared, committed, aborted }
  enum Decision: UInt8 { case open, committed, aborted }

  /// A step of the protocol; numbers are resource managers.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case receivePrepared(Int), commit, abort
    case prepare(Int), chooseToAbort(Int), receiveCommit(Int), receiveAbort(Int)

    /// The name of the step, with its resource manager.
    public var description: String {
      switch self {
      case .receivePrepared(let manager): "TMRcvPrepared(\(manager))"
      case .commit: "TMCommit"
      case .abort: "TMAbort"
      case .prepare(let manager): "RMPrepare(\(manager))"
      case .chooseToAbort(let manager): "RMChooseToAbort(\(manager))"
      case .receiveCommit(let manager): "RMRcvCommit(\(manager))"
      case .receiveAbort(let manager): "RMRcvAbort(\(manager))"
      }
    }
  }

  /// All resource managers work, nothing has been sent.
  public var initialStates: [State] { [State(bits: 0)] }

  /// The steps in the order of the TLA+ specification's next-state relation.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    let decision = state.decision
    if decision == .open {
      let all = UInt64(1) << UInt64(resourceManagers) - 1
      if state.bits >> 30 & all == all, !visit(.commit, state.with(.committed)) { return }
      if !visit(.abort, state.with(.aborted)) { return }
    }
    for number in 0..<resourceManagers {
      if decision == .open, state.hasSent(number), !visit(.receivePrepared(number), state.takingIn(number)) { return }
      if state.manager(number) == .working {
        if !visit(.prepare(number), state.with(number, .prepared).sending(number)) { return }
        if !visit(.chooseToAbort(number), state.with(number, .aborted)) { return }
      }
      if decision == .committed, !visit(.receiveCommit(number), state.with(number, .committed)) { return }
      if decision == .aborted, !visit(.receiveAbort(number), state.with(number, .aborted)) { return }
    }
  }

  /// Never one committed and one aborted; both outcomes are possible.
  public var properties: [ModelProperty<State>] {
    let managers = 0..<resourceManagers
    return [
      .always("consistent") { state in
        !managers.contains { state.manager($0) == .committed } || !managers.contains { state.manager($0) == .aborted }
      },
      .sometimes("all commit") { state in managers.allSatisfy { state.manager($0) == .committed } },
      .sometimes("all abort") { state in managers.allSatisfy { state.manager($0) == .aborted } },
    ]
  }

  /// The names of the steps, as in the TLA+ specification.
  public var actionClasses: [String] {
    ["TMRcvPrepared", "TMCommit", "TMAbort", "RMPrepare", "RMChooseToAbort", "RMRcvCommit", "RMRcvAbort"]
  }

  /// The place of a step's name.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .receivePrepared: 0
    case .commit: 1
    case .abort: 2
    case .prepare: 3
    case .chooseToAbort: 4
    case .receiveCommit: 5
    case .receiveAbort: 6
    }
  }

  /// The variables of the specification; sets of managers by their numbers.
  public func fields(of state: State) -> [StateField] {
    let managers = 0..<resourceManagers
    return [
      StateField("rm", managers.map { "\(state.manager($0))" }.joined(separator: ", ")),
      StateField("tm", state.decision),
      StateField("tmPrepared", managers.filter(state.isPrepared)),
      StateField("has sent Prepared", managers.filter(state.hasSent)),
    ]
  }
}
