/// Who waits for a node: gates, which are its registered parents, and subscriptions. A leaf is in its attribute's index
/// while anyone does, and if that is one gate, the index names the gate.
extension ATreeMatcher {
  /// Registers a new gate with its access child, or with all children if it is an `any`.
  mutating func waitForChildren(_ place: Int) {
    let gate = gates[place]
    let children = childRange(at: Int(gate.children.offset))
    if gate.isAny {
      for child in children {
        words[child + children.count] = addParent(.gate(place), to: Reference(word: words[child]))
      }
    } else {
      gates[place].accessPlace = addParent(
        gate.level == 1 ? .allOfLeaves(gate.children.offset) : .gate(place),
        to: Reference(word: words[children.upperBound - 1]))
    }
  }

  /// Takes a gate off its children.
  mutating func waitNoLonger(_ place: Int) {
    let gate = gates[place]
    let children = childRange(at: Int(gate.children.offset))
    if gate.isAny {
      for child in children {
        removeParent(at: words[child + children.count], of: Reference(word: words[child]))
      }
    } else {
      removeParent(at: gate.accessPlace, of: Reference(word: words[children.upperBound - 1]))
    }
  }

  /// Returns the place of the new parent among the child's parents.
  private mutating func addParent(_ parent: Waiter, to child: Reference) -> UInt32 {
    let old = bond(of: child)
    var bond = old
    let count = Int(bond.parentCount)
    var block = bond.block
    if count == 0 {
      bond.parents = parent.word
    } else if count == 1 {
      block = words.allocate(2)
      words[Int(block.offset)] = bond.parents
    } else if count == block.size {
      words.resize(&block, used: count, to: count + 1)
    }
    bond.parentCount += 1
    if count > 0 {
      words[Int(block.offset) + count] = parent.word
      bond.block = block
    }
    change(old, to: bond, of: child)
    return UInt32(count)
  }

  /// Takes out a parent of a child; the last one comes into its place.
  private mutating func removeParent(at place: UInt32, of child: Reference) {
    let old = bond(of: child)
    var (bond, block) = (old, old.block)
    bond.parentCount -= 1
    let count = Int(bond.parentCount)
    if count > 0 {
      let first = Int(block.offset)
      if place != bond.parentCount {
        words[first + Int(place)] = words[first + count]
        move(Waiter(word: words[first + count]), to: place, of: child)
      }
      if count == 1 {
        bond.parents = words[first]
        words.release(block)
      } else {
        if count * 2 < block.size, block.sizeClass > 0 { words.resize(&block, used: count, to: count) }
        bond.block = block
      }
    }
    change(old, to: bond, of: child)
  }

  /// Tells a gate its new place among the parents of a child.
  private mutating func move(_ parent: Waiter, to place: UInt32, of child: Reference) {
    let gate = gate(of: parent)
    guard gates[gate].isAny else {
      gates[gate].accessPlace = place
      return
    }
    let children = childRange(at: Int(gates[gate].children.offset))
    var (low, high) = (children.lowerBound, children.upperBound)
    while low < high {
      let middle = (low + high) >> 1
      if words[middle] < child.word { low = middle + 1 } else { high = middle }
    }
    words[low + children.count] = place
  }

  /// Changes who waits for a node, in the index, too.
  private mutating func change(_ old: Bond, to new: Bond, of node: Reference) {
    changeBond(of: node) { $0 = new }
    guard node.isLeaf else { return }
    let (before, after) = (waiter(for: old, of: node), waiter(for: new, of: node))
    let leaf = leaves[node.place]
    let entry = IntervalIndex.Entry(low: leaf.low, width: leaf.width, number: after?.word ?? 0)
    switch (before, after) {
    case (nil, nil): break
    case (nil, _): indexes[Int(leaf.number)].insert(entry)
    case (_, nil): indexes[Int(leaf.number)].remove(entry)
    case (let before?, let after?): if before.word != after.word { indexes[Int(leaf.number)].renumber(entry) }
    }
  }

  /// What an index says of a leaf.
  func waiter(for bond: Bond, of leaf: Reference) -> Waiter? {
    if bond.parentCount == 1, bond.subscription == Self.noSubscription { return Waiter(word: bond.parents) }
    return bond.isAwaited ? .leaf(leaf.place) : nil
  }

  /// The first subscription of a root.
  func first(of root: Reference) -> UInt32 {
    root == .always ? always : root == .never ? never : bond(of: root).subscription
  }

  private mutating func setFirst(of root: Reference, _ subscription: UInt32) {
    switch root {
    case .always: always = subscription
    case .never: never = subscription
    default:
      let old = bond(of: root)
      var bond = old
      bond.subscription = subscription
      bond.isShared =
        subscription != Self.noSubscription && subscriptions[Int(subscription)].next != Self.noSubscription
      change(old, to: bond, of: root)
    }
  }

  mutating func subscribe(_ id: SubscriptionID, to root: Reference) {
    let next = first(of: root)
    if next != Self.noSubscription { subscriptions[Int(next)].previous = id.number }
    subscriptions[id.index] = Subscription(root: root, next: next)
    setFirst(of: root, id.number)
    if root.isLeaf { attributes.addConstraint(on: leaves[root.place].number) }
  }

  /// Takes a subscription off its root, which is returned.
  mutating func unsubscribe(_ id: SubscriptionID) -> Reference {
    let old = subscriptions[id.index]
    subscriptions[id.index] = Subscription()
    if old.next != Self.noSubscription { subscriptions[Int(old.next)].previous = old.previous }
    if old.previous != Self.noSubscription { subscriptions[Int(old.previous)].next = old.next }
    setFirst(of: old.root, old.previous == Self.noSubscription ? old.next : first(of: old.root))
    if old.root.isLeaf { attributes.removeConstraint(on: leaves[old.root.place].number) }
    return old.root
  }
}
