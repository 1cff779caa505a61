import ModelChecking

/// Nodes are alike.
extension GossipCounters: SymmetricModel {
  /// The nodes.
  public var symmetricProcesses: Int { nodes }

  /// Moves rows and columns.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = state
    for node in 0..<nodes {
      for other in 0..<nodes { renamed[permutation[node], permutation[other]] = state[node, other] }
    }
    return renamed
  }

  /// The action between nodes with their new names.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .increment(let node, let isReducing): .increment(permutation[node], reducing: isReducing)
    case .gossip(let node, let other, let isReducing):
      .gossip(from: permutation[node], to: permutation[other], reducing: isReducing)
    case .end: .end
    }
  }

  /// The node's own figure, what it knows of others, and what others know of it, each in order of size.
  public func signature(of process: Int, in state: State) -> UInt64 {
    let others = (0..<nodes).filter { $0 != process }
    let known = others.map { state[process, $0] }.sorted() + others.map { state[$0, process] }.sorted()
    return known.reduce(UInt64(state[process, process])) { $0 << 4 | UInt64($1) }
  }

  /// Who knows what of whom is missing.
  public var signaturesTellAll: Bool { false }
}
