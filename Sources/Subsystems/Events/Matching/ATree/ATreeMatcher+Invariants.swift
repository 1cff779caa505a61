extension ATreeMatcher {
  /// Looks whether equal nodes are one, uses are as counted, every gate waits where it should and nowhere else, indexes
  /// hold what is awaited, and no node and no memory is lost.
  ///
  /// - Throws: ``BrokenInvariant``.
  public func checkInvariants() throws {
    let free = (leaves: Set(freeLeaves), gates: Set(freeGates))
    try BrokenInvariant.unless(
      free.leaves.count == freeLeaves.count && free.gates.count == freeGates.count, "a node is free twice")
    let nodes =
      leaves.indices.filter { !free.leaves.contains(UInt32($0)) }.map { Reference.leaf($0) }
      + gates.indices.filter { !free.gates.contains(UInt32($0)) }.map { Reference.gate($0) }
    var uses: [Reference: UInt32] = [:]
    var popularities = [UInt32](repeating: 0, count: attributes.count)
    func count(_ node: Reference) {
      uses[node, default: 0] += 1
      if node.isLeaf { popularities[Int(leaves[node.place].number)] += 1 }
    }
    let isNode = Set(nodes).contains
    for node in nodes where !node.isLeaf {
      try checkGate(node, isNode: isNode)
      children(of: gates[node.place]).forEach(count)
    }
    for node in nodes {
      try BrokenInvariant.unless(
        bond(of: node).uses == uses[node, default: 0] && !bond(of: node).isUnused, "a node's uses are miscounted")
    }
    for subscription in subscriptions where subscription.root.isLeaf && subscription.root != .none {
      popularities[Int(leaves[subscription.root.place].number)] += 1
    }
    try BrokenInvariant.unless(popularities == attributes.figures.map(\.popularity), "popularity is not as counted")
    try attributes.checkInvariants()
    try checkSharing(nodes)
    try checkIndexes(nodes)
    try checkSubscriptions(roots: nodes + [.always, .never])
    try words.checkInvariants(
      blocksInUse: nodes.map { bond(of: $0).block }
        + nodes.filter { !$0.isLeaf }.map { gates[$0.place].children })
  }

  /// A gate, and that it is registered where it should be.
  private func checkGate(_ node: Reference, isNode: (Reference) -> Bool) throws {
    let gate = gates[node.place]
    let children = children(of: gate)
    try BrokenInvariant.unless(words[Int(gate.children.offset)] == node.place, "children do not know their gate")
    try BrokenInvariant.unless(
      children.count > 1 && Set(children).count == children.count && (!gate.isAny || children == children.sorted()),
      "children are not in order")
    try BrokenInvariant.unless(children.allSatisfy(isNode), "a child is free")
    try BrokenInvariant.unless(
      gate.level == children.map { level(of: $0) }.max()! + 1, "a gate is on the wrong level")
    for (index, child) in children.enumerated() where gate.isAny || index == children.count - 1 {
      let place =
        gate.isAny ? words[Int(gate.children.offset) + Self.header + children.count + index] : gate.accessPlace
      let parents = parents(of: child)
      try BrokenInvariant.unless(
        place < parents.count && self.gate(of: parents[Int(place)]) == node.place
          && parents[Int(place)].isAllOfLeaves == (!gate.isAny && gate.level == 1),
        "a gate is not among the parents that it waits for")
    }
  }

  private func parents(of node: Reference) -> [Waiter] {
    let bond = bond(of: node)
    if bond.parentCount == 1 { return [Waiter(word: bond.parents)] }
    return (0..<Int(bond.parentCount)).map { Waiter(word: words[Int(bond.block.offset) + $0]) }
  }

  /// Equal nodes are one, each is found by what it is, and no parent is registered that does not wait.
  private func checkSharing(_ nodes: [Reference]) throws {
    let gates = nodes.filter { !$0.isLeaf }.map { self.gates[$0.place] }
    let leaves = nodes.filter(\.isLeaf).map { self.leaves[$0.place] }
    try BrokenInvariant.unless(
      Set(leaves.map { [UInt64($0.number), $0.low, $0.width] }).count == leaves.count, "a leaf is there twice")
    try BrokenInvariant.unless(
      Set(gates.map { [$0.isAny ? 1 : 0] + children(of: $0).map(\.word).sorted() }).count == gates.count,
      "a gate is there twice")
    try BrokenInvariant.unless(
      leafTable.count == leaves.count && gateTable.count == gates.count, "a table does not hold every node")
    let registered = nodes.reduce(0) { $0 + Int(bond(of: $1).parentCount) }
    try BrokenInvariant.unless(
      registered == gates.reduce(0) { $0 + ($1.isAny ? children(of: $1).count : 1) },
      "a parent is registered that does not wait")
  }

  /// The indexes hold the leaves that something waits for, with what it is, and no others.
  private func checkIndexes(_ nodes: [Reference]) throws {
    var indexed: Set<[UInt64]> = []
    for (number, index) in indexes.enumerated() {
      try index.checkInvariants()
      index.forEach { indexed.insert([UInt64(number), $0.low, $0.width, UInt64($0.number)]) }
    }
    let awaited = nodes.filter(\.isLeaf).compactMap { node -> [UInt64]? in
      let leaf = leaves[node.place]
      return waiter(for: leaf.bond, of: node).map { [UInt64(leaf.number), leaf.low, leaf.width, UInt64($0.word)] }
    }
    try BrokenInvariant.unless(
      indexed == Set(awaited) && awaited.count == indexes.reduce(0) { $0 + $1.count }, "an index is not as it should be"
    )
  }

  private func checkSubscriptions(roots: [Reference]) throws {
    var listed = 0
    for root in roots {
      var (previous, next) = (Self.noSubscription, first(of: root))
      try BrokenInvariant.unless(
        root.isConstant || next == Self.noSubscription
          || bond(of: root).isShared == (subscriptions[Int(next)].next != Self.noSubscription),
        "a root does not know whether it is shared")
      while next != Self.noSubscription {
        let subscription = subscriptions[Int(next)]
        try BrokenInvariant.unless(
          subscription.root == root && subscription.previous == previous, "s\(next) is in a list that is not its own")
        listed += 1
        (previous, next) = (next, subscription.next)
      }
    }
    try BrokenInvariant.unless(
      listed == count && subscriptions.count { $0.root != .none } == count, "subscriptions are miscounted")
  }
}
