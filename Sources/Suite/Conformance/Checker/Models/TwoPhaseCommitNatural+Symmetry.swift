import ModelChecking

/// Resource managers are alike.
extension TwoPhaseCommitNatural: SymmetricModel {
  /// The resource managers.
  public var symmetricProcesses: Int { resourceManagers }

  /// Renames the managers in the array and in both sets.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = state
    for (manager, itsState) in state.rmState.enumerated() { renamed.rmState[permutation[manager]] = itsState }
    renamed.tmPrepared = Set(state.tmPrepared.map { permutation[$0] })
    renamed.messages = Set(
      state.messages.map { if case .prepared(let manager) = $0 { .prepared(permutation[manager]) } else { $0 } })
    return renamed
  }

  /// The action of the manager with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action { action.renamed(by: permutation) }

  /// The manager's state, whether it has sent its message, and whether that was taken in.
  public func signature(of process: Int, in state: State) -> UInt64 {
    UInt64(state.rmState[process].rawValue) << 2 | (state.messages.contains(.prepared(process)) ? 2 : 0)
      | (state.tmPrepared.contains(process) ? 1 : 0)
  }

  /// There is nothing else.
  public var signaturesTellAll: Bool { true }
}
