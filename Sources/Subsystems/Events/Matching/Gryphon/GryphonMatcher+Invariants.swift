extension TestTree {
  /// The order along each path, the edges from both ends, nothing that leads nowhere, and nothing that is lost.
  func checkInvariants(rank: [Int32]) throws {
    var seen = [Bool](repeating: false, count: nodes.count)
    var inTable = 0
    var pending: [(number: UInt32, above: Int32)] = [(root, -1)]
    try BrokenInvariant.unless(nodes[Int(root)].parent == 0, "the root has a parent")
    while let (number, above) = pending.popLast() {
      try BrokenInvariant.unless(!seen[Int(number)], "two ways lead to node \(number)")
      seen[Int(number)] = true
      let node = nodes[Int(number)]
      if node.leaf != Self.none {
        try BrokenInvariant.unless(owners[Int(node.leaf)] == number, "leaf \(node.leaf) is of another node")
      }
      guard node.attribute != Self.none else {
        try BrokenInvariant.unless(node.star == 0 && node.edges == 0, "node \(number) leads on without a test")
        try BrokenInvariant.unless(node.leaf != Self.none || number == root, "node \(number) leads nowhere")
        continue
      }
      let tested = rank[Int(node.attribute)]
      try BrokenInvariant.unless(tested > above, "node \(number) tests out of order")
      try BrokenInvariant.unless(node.edges > 0, "node \(number) tests nothing but the star")
      inTable += Int(node.edges) - (node.oneChild == 0 ? 0 : 1)
      if node.oneChild != 0 {
        try checkLink(node.oneChild, of: number, by: node.oneValue)
        pending.append((node.oneChild, tested))
      }
      for edge in table.edges where edge.child != 0 && edge.parent == number {
        try checkLink(edge.child, of: number, by: edge.value)
        try BrokenInvariant.unless(table.child(of: number, by: edge.value) == edge.child, "an edge is not found")
        pending.append((edge.child, tested))
      }
      if node.star != 0 {
        let star = nodes[Int(node.star)]
        try BrokenInvariant.unless(star.isStar && star.parent == number, "a star does not know its parent")
        try BrokenInvariant.unless(star.attribute != Self.none && star.leaf == Self.none, "a star ends in a leaf")
        pending.append((node.star, tested))
      }
    }
    try BrokenInvariant.unless(table.count == inTable, "\(table.count) edges, of which \(inTable) are known")
    try BrokenInvariant.unless(
      table.edges.count { $0.child != 0 } == table.count, "the table has counted its edges wrongly")
    try BrokenInvariant.unless(
      seen.count { $0 } + unused.count == nodes.count - 1, "nodes are neither in the tree nor unused")
  }

  private func checkLink(_ child: UInt32, of parent: UInt32, by value: Int64) throws {
    let node = nodes[Int(child)]
    try BrokenInvariant.unless(
      !node.isStar && node.parent == parent && node.value == value, "node \(child) does not know its parent")
  }
}

extension GryphonMatcher {
  /// Each subscription is whole, where it is looked for, and as far down as there are tests for it; the tree is in
  /// order.
  public func checkInvariants() throws {
    try tree.checkInvariants(rank: rank)
    try BrokenInvariant.unless(Set(rank).count == rank.count, "two attributes have one rank")
    var popularity = [Int](repeating: 0, count: popularity.count)
    var found = 0
    let free = Set(unusedLeaves)
    for (number, leaf) in leaves.enumerated() where !free.contains(UInt32(number)) {
      try leaf.bucket.checkInvariants()
      try BrokenInvariant.unless(leaf.bucket.live > 0, "leaf \(number) is empty")
      let owner = tree.owners[Int(number)]
      try BrokenInvariant.unless(tree.nodes[Int(owner)].leaf == UInt32(number), "leaf \(number) is lost")
      var waiting = 0
      try leaf.bucket.forEach { record, place in
        let entry = entries[Int(record.name)]
        try BrokenInvariant.unless(
          entry.leaf == UInt32(number) && entry.place == place, "s\(record.name) is not where it is looked for")
        waiting += record.isWaiting ? 1 : 0
        try check(record, in: UInt32(number), &popularity)
      }
      try BrokenInvariant.unless(
        waiting == leaf.waiting && waiting <= Self.mostWaiting, "\(waiting) subscriptions wait in leaf \(number)")
      found += Int(leaf.bucket.live)
    }
    try BrokenInvariant.unless(found == count, "\(found) of \(count) subscriptions are in leaves")
    try BrokenInvariant.unless(
      entries.count { $0.leaf != TestTree.none } == count, "names and subscriptions are not equally many")
    try BrokenInvariant.unless(popularity == self.popularity, "popularity is counted wrongly")
  }

  private func check(_ record: InlineRecord, in leaf: UInt32, _ popularity: inout [Int]) throws {
    let constraints = (0..<record.shape.count).map { record.constraint($0) }
    var tests: [AttributeValue] = []
    tree.forEachTest(above: leaf) { tests.append($0) }
    for number in tests.map(\.attribute) + constraints.map(\.attribute) { popularity[Int(number)] += 1 }
    let values = constraints.prefix { $0.low == $0.high }
    try BrokenInvariant.unless(
      constraints.dropFirst(values.count).allSatisfy { $0.low != $0.high }, "a value of s\(record.name) cannot go on")
    let ranks = tests.reversed().map { rank[Int($0.attribute)] } + values.map { rank[Int($0.attribute)] }
    try BrokenInvariant.unless(
      zip(ranks, ranks.dropFirst()).allSatisfy(<), "the values of s\(record.name) are not in order")
    if let first = values.first {
      try BrokenInvariant.unless(
        tree.tester(of: first.attribute, from: tree.owners[Int(leaf)], rank) == nil,
        "s\(record.name) waits where it could go on")
    }
  }

  /// The nodes of the tree that are in use.
  package var nodeCount: Int { tree.nodes.count - 1 - tree.unused.count }

  /// The attributes that subscriptions have spoken of, in the order of tests.
  package var order: [UInt32] { rank.indices.sorted { rank[$0] < rank[$1] }.map { numbers.attributes[$0] } }
}
