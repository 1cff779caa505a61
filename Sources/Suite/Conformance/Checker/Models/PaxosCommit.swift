import ModelChecking

/// Paxos commit (Gray and Lamport, "Consensus on Transaction Commit", 2006): one instance of Paxos for each resource
/// manager agrees on whether it is prepared, so that no single machine can block the transaction. `PaxosCommit` of the
/// TLA+ examples, with three acceptors and ballots 0 and 1.
///
/// Messages are never lost to the model, and so an acceptor's state follows from what it has sent: it has joined ballot
/// 1 when it has promised or voted there, and its vote is that of the highest ballot where it has voted. In a ballot
/// there is one value to vote for. Three bits tell all of an acceptor in one instance.
public struct PaxosCommit: Model {
  /// The number of resource managers, 1...3.
  public let resourceManagers: Int

  /// Whether the leader of ballot 1 adopts a vote that it hears of; otherwise it always proposes to abort.
  public let adoptsVotes: Bool

  /// The protocol among so many resource managers.
  public init(resourceManagers: Int, adoptsVotes: Bool = true) {
    precondition((1...3).contains(resourceManagers), "the packed state has room for 1 to 3 resource managers")
    self.resourceManagers = resourceManagers
    self.adoptsVotes = adoptsVotes
  }

  /// Sixteen bits a resource manager, from the lowest: its state (2), the proposals of ballots 0 and 1 (2 each),
  /// whether ballot 1 has been opened (1), and which acceptors have promised in ballot 1, voted in ballot 0, voted in
  /// ballot 1 (3 each). Commit is bit 62, Abort bit 63.
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    func manager(_ number: Int) -> Manager { Manager(rawValue: bits[at: 16 * number, width: 2]) ?? .working }
    func proposal(_ number: Int, ballot: Int) -> Value? {
      Value(rawValue: bits[at: 16 * number + 2 + 2 * ballot, width: 2])
    }
    func isOpen(_ number: Int) -> Bool { bits[bit: 16 * number + 6] }
    func promises(_ number: Int) -> Int { bits[at: 16 * number + 7, width: 3] }
    func votes(_ number: Int, ballot: Int) -> Int { bits[at: 16 * number + 10 + 3 * ballot, width: 3] }
    var hasCommitted: Bool { bits[bit: 62] }
    var hasAborted: Bool { bits[bit: 63] }

    /// Whether the acceptor takes no more part in ballot 0 of the instance.
    func hasJoined(_ acceptor: Int, _ number: Int) -> Bool {
      (promises(number) | votes(number, ballot: 1)) >> acceptor & 1 == 1
    }

    func with(_ number: Int, _ manager: Manager) -> State {
      var next = self
      next.bits[at: 16 * number, width: 2] = manager.rawValue
      return next
    }
    func proposing(_ value: Value, _ number: Int, ballot: Int) -> State {
      var next = self
      next.bits[at: 16 * number + 2 + 2 * ballot, width: 2] = value.rawValue
      return next
    }
    func setting(_ place: Int) -> State { State(bits: bits | 1 << UInt64(place)) }
    func opening(_ number: Int) -> State { setting(16 * number + 6) }
    func promising(_ acceptor: Int, _ number: Int) -> State { setting(16 * number + 7 + acceptor) }
    func voting(_ acceptor: Int, _ number: Int, ballot: Int) -> State {
      setting(16 * number + 10 + 3 * ballot + acceptor)
    }
  }

  enum Manager: Int { case working, prepared, committed, aborted }
  enum Value: Int { case prepared = 1, aborted }

  /// A step of the protocol; managers and acceptors by number.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case prepare(Int), chooseToAbort(Int), receiveCommit(Int), receiveAbort(Int)
    case phase1a(Int), phase2a(Int), decide(commit: Bool)
    case phase1b(Int, instance: Int), phase2b(Int, instance: Int, ballot: Int)

    /// The name in the TLA+ specification, with what it leaves to the reader to choose.
    public var description: String {
      switch self {
      case .prepare(let manager): "RMPrepare(\(manager))"
      case .chooseToAbort(let manager): "RMChooseToAbort(\(manager))"
      case .receiveCommit(let manager): "RMRcvCommitMsg(\(manager))"
      case .receiveAbort(let manager): "RMRcvAbortMsg(\(manager))"
      case .phase1a(let manager): "Phase1a(1, \(manager))"
      case .phase2a(let manager): "Phase2a(1, \(manager))"
      case .decide(let isCommit): "Decide: \(isCommit ? "Commit" : "Abort")"
      case .phase1b(let acceptor, let instance): "Phase1b(\(acceptor)) of \(instance)"
      case .phase2b(let acceptor, let instance, let ballot): "Phase2b(\(acceptor)) of \(instance) in ballot \(ballot)"
      }
    }
  }

  /// The actions of the specification.
  public var actionClasses: [String] {
    [
      "RMPrepare", "RMChooseToAbort", "RMRcvCommitMsg", "RMRcvAbortMsg", "Phase1a", "Phase2a", "Decide", "Phase1b",
      "Phase2b",
    ]
  }

  /// The class of the action.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .prepare: 0
    case .chooseToAbort: 1
    case .receiveCommit: 2
    case .receiveAbort: 3
    case .phase1a: 4
    case .phase2a: 5
    case .decide: 6
    case .phase1b: 7
    case .phase2b: 8
    }
  }

  /// All resource managers work, nothing has been sent.
  public var initialStates: [State] { [State(bits: 0)] }

  private static let majorities = [0b011, 0b101, 0b110]

  /// The steps in the order of the TLA+ specification's next-state relation. Ballot 1 is proposed and the outcome
  /// decided once for each choice of majorities that allows it, as TLC counts.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    let managers = 0..<resourceManagers
    for manager in managers where !visitManager(manager, state, visit) || !visitLeader(manager, state, visit) { return }
    let ways = managers.map { majorities(for: .prepared, $0, state) }.reduce(1, *)
    for _ in 0..<ways where !visit(.decide(commit: true), state.setting(62)) { return }
    for manager in managers {
      for _ in 0..<majorities(for: .aborted, manager, state) where !visit(.decide(commit: false), state.setting(63)) {
        return
      }
    }
    for acceptor in 0..<3 {
      for manager in managers where !visitAcceptor(acceptor, manager, state, visit) { return }
    }
  }

  private func visitManager(_ manager: Int, _ state: State, _ visit: (Action, State) -> Bool) -> Bool {
    if state.manager(manager) == .working {
      let prepared = state.with(manager, .prepared).proposing(.prepared, manager, ballot: 0)
      let aborted = state.with(manager, .aborted).proposing(.aborted, manager, ballot: 0)
      guard visit(.prepare(manager), prepared), visit(.chooseToAbort(manager), aborted) else { return false }
    }
    return (!state.hasCommitted || visit(.receiveCommit(manager), state.with(manager, .committed)))
      && (!state.hasAborted || visit(.receiveAbort(manager), state.with(manager, .aborted)))
  }

  /// The leader of ballot 1 proposes the vote of ballot 0 that it hears of from a majority, or to abort.
  private func visitLeader(_ manager: Int, _ state: State, _ visit: (Action, State) -> Bool) -> Bool {
    guard visit(.phase1a(manager), state.opening(manager)) else { return false }
    if state.proposal(manager, ballot: 1) != nil { return true }
    let voters = state.votes(manager, ballot: 0)
    for majority in Self.majorities where state.promises(manager) & majority == majority {
      let vote = voters & majority != 0 && adoptsVotes ? state.proposal(manager, ballot: 0) : nil
      guard visit(.phase2a(manager), state.proposing(vote ?? .aborted, manager, ballot: 1)) else { return false }
    }
    return true
  }

  private func visitAcceptor(
    _ acceptor: Int, _ manager: Int, _ state: State, _ visit: (Action, State) -> Bool
  ) -> Bool {
    let hasJoined = state.hasJoined(acceptor, manager)
    if state.isOpen(manager), !hasJoined {
      guard visit(.phase1b(acceptor, instance: manager), state.promising(acceptor, manager)) else { return false }
    }
    for ballot in 0...1 where state.proposal(manager, ballot: ballot) != nil && (ballot == 1 || !hasJoined) {
      let next = state.voting(acceptor, manager, ballot: ballot)
      guard visit(.phase2b(acceptor, instance: manager, ballot: ballot), next) else { return false }
    }
    return true
  }

  /// In how many ways a majority has voted for the value.
  private func majorities(for value: Value, _ manager: Int, _ state: State) -> Int {
    (0...1).reduce(0) { count, ballot in
      guard state.proposal(manager, ballot: ballot) == value else { return count }
      let voters = state.votes(manager, ballot: ballot)
      return count + Self.majorities.count { voters & $0 == $0 }
    }
  }

  /// Never one committed and one aborted; both outcomes are possible, also after ballot 1 was needed.
  public var properties: [ModelProperty<State>] {
    let managers = 0..<resourceManagers
    return [
      .always("consistent") { state in
        !managers.contains { state.manager($0) == .committed } || !managers.contains { state.manager($0) == .aborted }
      },
      .always("one outcome") { !$0.hasCommitted || !$0.hasAborted },
      .sometimes("all commit") { state in managers.allSatisfy { state.manager($0) == .committed } },
      .sometimes("prepared in ballot 1") { state in
        state.hasCommitted && managers.contains { state.votes($0, ballot: 0).nonzeroBitCount < 2 }
      },
      .noDeadlock(),
    ]
  }

  /// The managers, and what has been said about each.
  public func fields(of state: State) -> [StateField] {
    (0..<resourceManagers).flatMap { manager in
      let ballots = (0...1).map { ballot in
        let value = state.proposal(manager, ballot: ballot).map { "\($0)" } ?? "nothing"
        return "\(value) proposed, votes of \(acceptors(state.votes(manager, ballot: ballot)))"
      }
      return [
        StateField("rmState[\(manager)]", state.manager(manager)),
        StateField("ballot 0 of \(manager)", ballots[0]),
        StateField(
          "ballot 1 of \(manager)",
          state.isOpen(manager) ? "promises of \(acceptors(state.promises(manager))), \(ballots[1])" : "not open"),
      ]
    } + [StateField("decided", state.hasCommitted ? "Commit" : state.hasAborted ? "Abort" : "nothing")]
  }

  private func acceptors(_ set: Int) -> [Int] { (0..<3).filter { set >> $0 & 1 == 1 } }
}
