import ModelChecking

/// Nodes are alike.
extension AsyncTerminationDetection: SymmetricModel {
  /// The nodes.
  public var symmetricProcesses: Int { nodes }

  /// Moves the bits of each node.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = state
    for node in 0..<nodes {
      renamed.set(permutation[node], active: state.isActive(node))
      renamed.set(permutation[node], pending: state.pending(node))
    }
    return renamed
  }

  /// The action between nodes with their new names.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .receive(let node): .receive(permutation[node])
    case .terminate(let node, let isDetecting): .terminate(permutation[node], detecting: isDetecting)
    case .send(let node, let receiver): .send(from: permutation[node], to: permutation[receiver])
    case .detect: .detect
    }
  }

  /// What waits at the node, and whether it is active.
  public func signature(of process: Int, in state: State) -> UInt64 {
    UInt64(state.pending(process)) << 1 | (state.isActive(process) ? 1 : 0)
  }

  /// There is nothing else.
  public var signaturesTellAll: Bool { true }
}
