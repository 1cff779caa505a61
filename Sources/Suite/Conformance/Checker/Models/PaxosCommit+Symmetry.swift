import ModelChecking

/// Acceptors are alike: of more use than that resource managers are, too, of which there are at most as many.
extension PaxosCommit: SymmetricModel {
  /// The acceptors.
  public var symmetricProcesses: Int { 3 }

  /// Moves what each acceptor has promised and voted in each instance.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = state
    for manager in 0..<resourceManagers {
      for low in [7, 10, 13] {
        for acceptor in 0..<3 {
          renamed.bits[bit: 16 * manager + low + permutation[acceptor]] =
            state.bits[bit: 16 * manager + low + acceptor]
        }
      }
    }
    return renamed
  }

  /// The action of the acceptor with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .phase1b(let acceptor, let instance): .phase1b(permutation[acceptor], instance: instance)
    case .phase2b(let acceptor, let instance, let ballot):
      .phase2b(permutation[acceptor], instance: instance, ballot: ballot)
    default: action
    }
  }

  /// What the acceptor has promised and voted in each instance.
  public func signature(of process: Int, in state: State) -> UInt64 {
    (0..<resourceManagers).reduce(0) { word, manager in
      let votes = [state.promises(manager), state.votes(manager, ballot: 0), state.votes(manager, ballot: 1)]
      return votes.reduce(word) { $0 << 1 | UInt64($1 >> process & 1) }
    }
  }

  /// There is nothing else.
  public var signaturesTellAll: Bool { true }
}
