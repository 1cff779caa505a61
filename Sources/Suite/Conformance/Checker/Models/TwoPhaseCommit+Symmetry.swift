import ModelChecking

/// Resource managers are alike.
extension TwoPhaseCommit: SymmetricModel {
  /// The resource managers.
  public var symmetricProcesses: Int { resourceManagers }

  /// Moves the bits of each manager.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = State(bits: 0).with(state.decision)
    for number in 0..<resourceManagers {
      let name = permutation[number]
      renamed = renamed.with(name, state.manager(number))
      if state.isPrepared(number) { renamed = renamed.takingIn(name) }
      if state.hasSent(number) { renamed = renamed.sending(name) }
    }
    return renamed
  }

  /// The action of the manager with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action { action.renamed(by: permutation) }

  /// The manager's state, whether it has sent its message, and whether that was taken in.
  public func signature(of process: Int, in state: State) -> UInt64 {
    UInt64(state.manager(process).rawValue) << 2 | (state.hasSent(process) ? 2 : 0)
      | (state.isPrepared(process) ? 1 : 0)
  }

  /// There is nothing else.
  public var signaturesTellAll: Bool { true }
}

extension TwoPhaseCommit.Action {
  func renamed(by permutation: Permutation) -> Self {
    switch self {
    case .commit, .abort: self
    case .receivePrepared(let manager): .receivePrepared(permutation[manager])
    case .prepare(let manager): .prepare(permutation[manager])
    case .chooseToAbort(let manager): .chooseToAbort(permutation[manager])
    case .receiveCommit(let manager): .receiveCommit(permutation[manager])
    case .receiveAbort(let manager): .receiveAbort(permutation[manager])
    }
  }
}
