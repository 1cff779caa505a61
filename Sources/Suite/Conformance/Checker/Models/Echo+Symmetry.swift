import ModelChecking

/// All nodes but the initiator are alike: process p is node p + 1.
extension Echo: SymmetricModel {
  /// The nodes but the initiator.
  public var symmetricProcesses: Int { nodes - 1 }

  /// Moves the nodes, and renames parents, children and senders.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = state
    for (number, node) in state.nodes.enumerated() {
      var node = node
      node.inbox = Set(
        node.inbox.map { Message(isAnswer: $0.isAnswer, sender: name(of: $0.sender, by: permutation)) })
      node.parent = node.parent.map { name(of: $0, by: permutation) }
      node.children = Set(node.children.map { name(of: $0, by: permutation) })
      renamed.nodes[name(of: number, by: permutation)] = node
    }
    return renamed
  }

  private func name(of node: Int, by permutation: Permutation) -> Int { node == 0 ? 0 : permutation[node - 1] + 1 }

  /// The step of the node with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .n0(let node): .n0(name(of: node, by: permutation))
    case .n1(let node, let sender):
      .n1(name(of: node, by: permutation), from: sender.map { name(of: $0, by: permutation) })
    case .n2(let node): .n2(name(of: node, by: permutation))
    case .terminating: .terminating
    }
  }

  /// The label, how much the node has received, whether the initiator is its parent, and how many children and messages it has.
  public func signature(of process: Int, in state: State) -> UInt64 {
    let node = state.nodes[process + 1]
    let parent = node.parent.map { $0 == 0 ? 1 : 2 } ?? 0
    let counts = [parent, node.received, node.children.count, node.inbox.count, node.inbox.count { $0.isAnswer }]
    return counts.reduce(UInt64(node.label.rawValue)) { $0 << 8 | UInt64($1) }
  }

  /// Whose parent and child it is, is missing.
  public var signaturesTellAll: Bool { false }
}
