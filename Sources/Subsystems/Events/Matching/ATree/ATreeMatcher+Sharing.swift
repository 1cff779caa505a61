import Randomness

/// Nodes are made when they are first needed and freed when nothing uses them.
extension ATreeMatcher {
  private static func hash(_ leaf: Leaf) -> UInt64 {
    SplitMix64.mixed(SplitMix64.mixed(SplitMix64.mixed(UInt64(leaf.number)) ^ leaf.low) &+ leaf.width)
  }

  /// Of children in ascending order.
  private static func hash(isAny: Bool, _ children: some Collection<Reference>) -> UInt64 {
    children.reduce(isAny ? 1 : 0) { SplitMix64.mixed($0 &+ UInt64($1.word)) }
  }

  /// The leaf of a constraint; unused if it is new.
  mutating func leaf(_ constraint: Constraint) -> Reference {
    let low = ValueCode.ordered(constraint.low)
    let leaf = Leaf(
      low: low, width: ValueCode.ordered(constraint.high) - low, number: attributes.learn(constraint))
    let hash = Self.hash(leaf)
    let known = leafTable.find(hash: hash) { place in
      let other = leaves[Int(place)]
      return leaf.low == other.low && leaf.width == other.width && leaf.number == other.number
    }
    if let known { return .leaf(Int(known)) }
    while indexes.count <= Int(leaf.number) { indexes.append(IntervalIndex()) }
    let test = CodedConstraint(
      number: leaf.number, from: low, through: low + leaf.width, origin: attributes.figures[Int(leaf.number)].origin)
    let place: Int
    if let free = freeLeaves.popLast() {
      place = Int(free)
      (leaves[place], tests[place]) = (leaf, test)
    } else {
      precondition(leaves.count < Waiter.limit, "there are fewer than 2^30 leaves")
      place = leaves.count
      leaves.append(leaf)
      tests.append(test)
    }
    leafTable.insert(UInt32(place), hash: hash)
    return .leaf(place)
  }

  /// The gate of the pending children from a place on, which are pending no longer; unused if it is new. If they are
  /// all one, that one.
  mutating func gate(isAny: Bool, from first: Int) -> Reference {
    defer { pending.removeSubrange(first...) }
    pending[first...].sort()
    var end = first
    for place in first..<pending.count where end == first || pending[end - 1] != pending[place] {
      pending[end] = pending[place]
      end += 1
    }
    guard end - first > 1 else { return pending[first] }
    let hash = Self.hash(isAny: isAny, pending[first..<end])
    if let known = gateTable.find(hash: hash, where: { isGate($0, isAny: isAny, pending[first..<end]) }) {
      return .gate(Int(known))
    }
    let place = makeGate(isAny: isAny, pendingAt: first..<end)
    gateTable.insert(UInt32(place), hash: hash)
    return .gate(place)
  }

  private func isGate(_ place: UInt32, isAny: Bool, _ children: ArraySlice<Reference>) -> Bool {
    let gate = gates[Int(place)]
    let range = childRange(at: Int(gate.children.offset))
    guard gate.isAny == isAny, range.count == children.count else { return false }
    return isAny
      ? zip(range, children).allSatisfy { words[$0] == $1.word }
      : self.children(of: gate).sorted().elementsEqual(children)
  }

  private mutating func makeGate(isAny: Bool, pendingAt places: Range<Int>) -> Int {
    var ranked = places.map { (node: pending[$0], likelihood: self.likelihood(of: pending[$0])) }
    let likelihood = ranked.reduce(isAny ? 0 : 1) { isAny ? min(1, $0 + $1.likelihood) : $0 * $1.likelihood }
    if !isAny {
      ranked.sort { ($0.likelihood, $0.node) < ($1.likelihood, $1.node) }
      ranked.append(ranked.removeFirst())
    }
    let gate = Gate(
      children: words.allocate(Self.header + ranked.count * (isAny ? 2 : 1)), likelihood: Float(likelihood),
      level: ranked.reduce(0) { max($0, level(of: $1.node)) } + 1, isAny: isAny)
    let place: Int
    if let free = freeGates.popLast() {
      place = Int(free)
      gates[place] = gate
    } else {
      precondition(gates.count < Waiter.limit, "there are fewer than 2^30 gates")
      place = gates.count
      gates.append(gate)
    }
    let first = Int(gate.children.offset)
    precondition(first < Waiter.limit, "children and parents take fewer than 2^30 words")
    (words[first], words[first + 1]) = (UInt32(place), UInt32(ranked.count))
    let test = ranked[0].node.isLeaf ? tests[ranked[0].node.place] : .unfit
    words[first + 2] = UInt32(truncatingIfNeeded: test.word)
    words[first + 3] = UInt32(truncatingIfNeeded: test.word >> 32)
    for (index, child) in ranked.enumerated() {
      words[first + Self.header + index] = child.node.word
      changeBond(of: child.node) { $0.uses += 1 }
      if child.node.isLeaf { attributes.addConstraint(on: leaves[child.node.place].number) }
    }
    waitForChildren(place)
    return place
  }

  /// Frees a node that is not used, and those below it that are not used but by it.
  mutating func free(_ node: Reference) {
    var unused = [node]
    while let node = unused.popLast() {
      if node.isLeaf {
        leafTable.remove(UInt32(node.place), hash: Self.hash(leaves[node.place]))
        freeLeaves.append(UInt32(node.place))
        continue
      }
      let gate = gates[node.place]
      let children = children(of: gate)
      gateTable.remove(UInt32(node.place), hash: Self.hash(isAny: gate.isAny, children.sorted()))
      waitNoLonger(node.place)
      for child in children {
        changeBond(of: child) { $0.uses -= 1 }
        if child.isLeaf { attributes.removeConstraint(on: leaves[child.place].number) }
        if bond(of: child).isUnused { unused.append(child) }
      }
      words.release(gate.children)
      freeGates.append(UInt32(node.place))
    }
  }
}
