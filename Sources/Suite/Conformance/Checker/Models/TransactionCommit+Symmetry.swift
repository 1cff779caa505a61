import ModelChecking

/// Resource managers are alike.
extension TransactionCommit: SymmetricModel {
  /// The resource managers.
  public var symmetricProcesses: Int { resourceManagers }

  /// Moves the states of the managers.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    (0..<resourceManagers).reduce(State(bits: 0)) { $0.with(permutation[$1], state[$1]) }
  }

  /// The action of the manager with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .prepare(let manager): .prepare(permutation[manager])
    case .commit(let manager): .commit(permutation[manager])
    case .abort(let manager): .abort(permutation[manager])
    }
  }

  /// The manager's state.
  public func signature(of process: Int, in state: State) -> UInt64 { UInt64(state[process].rawValue) }

  /// There is nothing else.
  public var signaturesTellAll: Bool { true }
}
