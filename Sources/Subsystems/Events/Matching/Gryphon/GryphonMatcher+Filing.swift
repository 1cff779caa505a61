extension GryphonMatcher {
  /// The number of an attribute; a new one comes last in the order.
  mutating func number(of attribute: UInt32) -> Int {
    let number = numbers.numbering(attribute)
    if number == popularity.count {
      popularity.append(0)
      rank.append(Int32(number))
    }
    return number
  }

  /// Files what is pending: down the path of its values as far as there is one.
  mutating func file(_ id: SubscriptionID) {
    pending.sort {
      let (left, right) = ($0.low == $0.high, $1.low == $1.high)
      return left != right ? left : rank[Int($0.attribute)] < rank[Int($1.attribute)]
    }
    var (node, tested) = (tree.root, 0)
    while tested < pending.count, pending[tested].low == pending[tested].high,
      let tester = tree.tester(of: pending[tested].attribute, from: node, rank)
    {
      node = tree.child(of: tester, addingFor: pending[tested].low)
      tested += 1
    }
    full.removeAll(keepingCapacity: true)
    put(id, pending[tested...], at: node)
    while let leaf = full.popLast() { split(leaf) }
  }

  /// Puts what is left of a subscription into the leaf of a node. If too many wait there now, the leaf is noted.
  private mutating func put(_ id: SubscriptionID, _ constraints: ArraySlice<Constraint>, at node: UInt32) {
    let leaf = leaf(of: node)
    let isNarrow = constraints.allSatisfy { InlineRecord.isNarrow($0) }
    let shape = InlineRecord.Shape(count: constraints.count, isWide: !isNarrow)
    let place = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: shape.size) { words in
      let record = InlineRecord(words: words.baseAddress!)
      record.name = id.number
      record.shape = shape
      for (index, constraint) in constraints.enumerated() { record.write(constraint, at: index) }
      return leaves[Int(leaf)].bucket.add(record)
    }
    entries[id.index] = Entry(leaf: leaf, place: place)
    guard let first = constraints.first, first.low == first.high else { return }
    leaves[Int(leaf)].waiting += 1
    if leaves[Int(leaf)].waiting == Self.mostWaiting + 1 { full.append(leaf) }
  }

  /// Lets all that wait in a leaf go on by the first of the values that they ask for.
  private mutating func split(_ leaf: UInt32) {
    var old = leaves[Int(leaf)].bucket
    leaves[Int(leaf)] = Leaf()
    old.forEach { record, _ in
      let constraints = (0..<record.shape.count).map { record.constraint($0) }
      let id = SubscriptionID(unchecked: record.name)
      if let first = constraints.first, first.low == first.high {
        let tester = tree.addTester(of: first.attribute, from: tree.owners[Int(leaf)], rank)
        put(id, constraints.dropFirst(), at: tree.child(of: tester, addingFor: first.low))
      } else {
        entries[id.index].place = leaves[Int(leaf)].bucket.add(record)
      }
    }
    old.removeAll()
    if leaves[Int(leaf)].bucket.live == 0 { removeLeaf(leaf) }
  }

  /// Takes away a leaf that nothing is in any more.
  mutating func removeLeaf(_ leaf: UInt32) {
    leaves[Int(leaf)].bucket.removeAll()
    tree.remove(leaf: leaf)
    unusedLeaves.append(leaf)
  }

  private mutating func leaf(of node: UInt32) -> UInt32 {
    let known = tree.nodes[Int(node)].leaf
    if known != TestTree.none { return known }
    let leaf = unusedLeaves.popLast() ?? UInt32(leaves.count)
    if leaf == leaves.count { leaves.append(Leaf()) }
    tree.setLeaf(leaf, of: node)
    return leaf
  }

  /// Fixes the order of tests by the popularity that attributes have now, and builds the tree anew if it has changed.
  mutating func fixOrder() {
    nextOrder = 2 * count
    // Equally popular ones in the order of the attributes themselves.
    let order = popularity.indices.sorted {
      (-popularity[$0], numbers.attributes[$0]) < (-popularity[$1], numbers.attributes[$1])
    }
    let isInOrder = zip(order, order.dropFirst()).allSatisfy { rank[$0] < rank[$1] }
    for (place, number) in order.enumerated() { rank[number] = Int32(place) }
    if !isInOrder { rebuild() }
  }

  private mutating func rebuild() {
    var constraints: [Constraint] = []
    var ends: [Int] = []
    var names: [UInt32] = []
    for leaf in leaves.indices where leaves[leaf].bucket.live > 0 {
      leaves[leaf].bucket.forEach { record, _ in
        tree.forEachTest(above: UInt32(leaf)) { constraints.append(Constraint($0.attribute, $0.value, $0.value)) }
        for index in 0..<record.shape.count { constraints.append(record.constraint(index)) }
        names.append(record.name)
        ends.append(constraints.count)
      }
      leaves[leaf].bucket.removeAll()
    }
    tree = TestTree()
    leaves.removeAll(keepingCapacity: true)
    unusedLeaves.removeAll()
    var first = 0
    for (name, end) in zip(names, ends) {
      pending.removeAll(keepingCapacity: true)
      pending.append(contentsOf: constraints[first..<end])
      file(SubscriptionID(unchecked: name))
      first = end
    }
  }
}
