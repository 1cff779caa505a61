import CanonicalEncoding
import ModelChecking

/// Two-phase commit as one would write it down without a thought for its size: arrays, enumerations, and sets. It has
/// the states of ``TwoPhaseCommit`` and shows what a model costs that is not packed by hand.
public struct TwoPhaseCommitNatural: Model {
  /// The number of resource managers.
  public let resourceManagers: Int

  /// The protocol among so many resource managers.
  public init(resourceManagers: Int) { self.resourceManagers = resourceManagers }

  /// The variables of the TLA+ specification.
  public struct State: EncodedState {
    var rmState: [RMState]
    var tmState = TMState.open
    var tmPrepared: Set<Int> = []
    var messages: Set<Message> = []

    init(resourceManagers: Int) { rmState = Array(repeating: .working, count: resourceManagers) }

    /// Appends the variables.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(rmState)
      bytes.write(tmState)
      bytes.write(tmPrepared)
      bytes.write(messages)
    }

    /// Reads what ``encode(into:)`` writes.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      rmState = try bytes.read()
      tmState = try bytes.read()
      tmPrepared = try bytes.read()
      messages = try bytes.read()
    }
  }

  enum RMState: UInt8, Canonical { case working, prepared, committed, aborted }
  enum TMState: UInt8, Canonical { case open, committed, aborted }

  enum Message: Hashable, Comparable, Canonical {
    case commit, abort, prepared(Int)

    func encode(into bytes: inout ByteWriter) {
      switch self {
      case .commit: bytes.write(varint: 0)
      case .abort: bytes.write(varint: 1)
      case .prepared(let manager): bytes.write(varint: UInt64(manager) + 2)
      }
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      switch try bytes.readVarint() {
      case 0: self = .commit
      case 1: self = .abort
      case let number: self = .prepared(Int(truncatingIfNeeded: number) - 2)
      }
    }
  }

  /// The steps of the protocol.
  public typealias Action = TwoPhaseCommit.Action

  /// All resource managers work, nothing has been sent.
  public var initialStates: [State] { [State(resourceManagers: resourceManagers)] }

  /// The steps in the order of the TLA+ specification's next-state relation.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    func take(_ action: Action, sending message: Message? = nil, _ change: (inout State) -> Void) -> Bool {
      var next = state
      change(&next)
      if let message { next.messages.insert(message) }
      return visit(action, next)
    }
    if state.tmState == .open {
      if state.tmPrepared.count == resourceManagers {
        guard take(.commit, sending: .commit, { $0.tmState = .committed }) else { return }
      }
      guard take(.abort, sending: .abort, { $0.tmState = .aborted }) else { return }
    }
    for manager in 0..<resourceManagers {
      if state.tmState == .open, state.messages.contains(.prepared(manager)) {
        guard take(.receivePrepared(manager), { $0.tmPrepared.insert(manager) }) else { return }
      }
      if state.rmState[manager] == .working {
        guard take(.prepare(manager), sending: .prepared(manager), { $0.rmState[manager] = .prepared })
        else { return }
        guard take(.chooseToAbort(manager), { $0.rmState[manager] = .aborted }) else { return }
      }
      if state.messages.contains(.commit) {
        guard take(.receiveCommit(manager), { $0.rmState[manager] = .committed }) else { return }
      }
      if state.messages.contains(.abort) {
        guard take(.receiveAbort(manager), { $0.rmState[manager] = .aborted }) else { return }
      }
    }
  }

  /// Never one committed and one aborted; both outcomes are possible.
  public var properties: [ModelProperty<State>] {
    [
      .always("consistent") { !$0.rmState.contains(.committed) || !$0.rmState.contains(.aborted) },
      .sometimes("all commit") { $0.rmState.allSatisfy { $0 == .committed } },
      .sometimes("all abort") { $0.rmState.allSatisfy { $0 == .aborted } },
    ]
  }

  /// The variables, the sets in order.
  public func fields(of state: State) -> [StateField] {
    let messages = state.messages.sorted().map { "\($0)" }
    return state.rmState.enumerated().map { StateField("rmState[\($0)]", $1) } + [
      StateField("tmState", state.tmState), StateField("tmPrepared", state.tmPrepared.sorted()),
      StateField("msgs", messages.joined(separator: ", ")),
    ]
  }
}
