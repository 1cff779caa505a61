extension BETreeMatcher {
  /// Looks whether each subscription is in one list, once, and the way to it encloses its constraints; whether no
  /// attribute is twice on a way, no list over its capacity, and no node but the root for nothing; whether all counts
  /// are right and no memory is lost.
  ///
  /// - Throws: ``BrokenInvariant``.
  public func checkInvariants() throws {
    var blocks: (lists: [BlockArena<UInt64>.Block], directories: [BlockArena<UInt64>.Block]) = ([], [])
    var isReached = [Bool](repeating: false, count: nodes.count)
    var popularities = [UInt32](repeating: 0, count: attributes.count)
    var listed = 0
    var waiting = [Self.root]
    while let node = waiting.popLast() {
      try BrokenInvariant.unless(!isReached[Int(node)], "node \(node) is reached twice")
      isReached[Int(node)] = true
      let path = try checkNode(node)
      try checkList(of: node, path: path, &popularities)
      listed += Int(nodes[Int(node)].listed)
      blocks.lists.append(nodes[Int(node)].list)
      blocks.directories.append(nodes[Int(node)].directory)
      waiting.append(contentsOf: try children(of: node))
    }
    for free in freeNodes {
      try BrokenInvariant.unless(!isReached[Int(free)], "node \(free) is in use and free")
      isReached[Int(free)] = true
    }
    try BrokenInvariant.unless(isReached.allSatisfy { $0 }, "a node is lost")
    try BrokenInvariant.unless(
      listed == count && places.count { $0 != .none } == count, "not each subscription is in one list")
    try BrokenInvariant.unless(popularities == attributes.figures.map(\.popularity), "popularity is not as counted")
    try attributes.checkInvariants()
    try lists.checkInvariants(blocksInUse: blocks.lists)
    try directories.checkInvariants(blocksInUse: blocks.directories)
  }

  /// A node by itself and against the one above it. Returns the attributes on the way to it, each with the interval
  /// nearest to it.
  private func checkNode(_ node: UInt32) throws -> [(number: UInt32, interval: AlignedInterval)] {
    let this = nodes[Int(node)]
    try BrokenInvariant.unless(this.listed <= this.capacity, "the list of node \(node) is over its capacity")
    try BrokenInvariant.unless(
      this.capacity == UInt32(capacity) || this.listed > this.capacity / 4,
      "the capacity of node \(node) has not gone back")
    try BrokenInvariant.unless(Int(this.used) <= this.list.size, "the list of node \(node) is larger than its room")
    guard node != Self.root else { return [] }
    let isFork = this.lower != Node.none && this.upper != Node.none
    try BrokenInvariant.unless(this.listed > 0 || this.entries > 0 || isFork, "node \(node) is for nothing")
    var path: [(number: UInt32, interval: AlignedInterval)] = []
    var above = node
    while above != Self.root {
      let step = nodes[Int(above)]
      if path.last?.number != step.attribute {
        try BrokenInvariant.unless(!path.contains { $0.number == step.attribute }, "an attribute is twice on a path")
        path.append((step.attribute, step.interval))
      }
      above = step.parent
    }
    return path
  }

  /// The places of a list's subscriptions, and whether the path to it encloses what they ask.
  private func checkList(
    of node: UInt32, path: [(number: UInt32, interval: AlignedInterval)], _ popularities: inout [UInt32]
  ) throws {
    let this = nodes[Int(node)]
    var (record, end, listed) = (this.first, this.first + Int(this.used), 0)
    while record < end {
      let head = lists[record]
      let place = Place(node: node, offset: UInt32(record - this.first))
      try BrokenInvariant.unless(
        places[BETreeRecord.id(head).index] == place, "\(BETreeRecord.id(head)) is not where it is looked for")
      var required = path
      lists.words.withUnsafeBufferPointer { words in
        let record = BETreeRecord(words.baseAddress! + record)
        for index in 0..<record.count {
          let part = record.part(index, attributes)
          popularities[Int(part.number)] += 1
          required.removeAll { $0.number == part.number && $0.interval.encloses(part.interval) }
        }
      }
      try BrokenInvariant.unless(
        required.isEmpty, "\(BETreeRecord.id(head)) is where its constraints do not lead")
      record += BETreeRecord.length(head)
      listed += 1
    }
    try BrokenInvariant.unless(record == end && listed == Int(this.listed), "node \(node) does not list what it counts")
  }

  /// All nodes right below one, which must know it and lie where they are.
  private func children(of node: UInt32) throws -> [UInt32] {
    let this = nodes[Int(node)]
    let halves = [this.lower, this.upper].filter { $0 != Node.none }
    for half in halves {
      let below = nodes[Int(half)]
      try BrokenInvariant.unless(
        below.attribute == this.attribute && below.interval.span < this.interval.span
          && this.interval.encloses(below.interval) && this.half(of: below.interval.low) == half,
        "node \(half) is not in a half of node \(node)")
    }
    let entries = directories.words[this.directoryRange]
    let tops = entries.filter { $0 != Self.emptyEntry }
    try BrokenInvariant.unless(tops.count == this.entries, "the directory of node \(node) is miscounted")
    for top in tops {
      let (number, below) = (UInt32(top >> 32), UInt32(truncatingIfNeeded: top))
      try BrokenInvariant.unless(
        nodes[Int(below)].attribute == number && subtree(of: number, in: node) == below,
        "attribute \(number) of node \(node) leads astray")
    }
    let all = halves + tops.map { UInt32(truncatingIfNeeded: $0) }
    for below in all {
      try BrokenInvariant.unless(nodes[Int(below)].parent == node, "node \(below) does not know the one above it")
    }
    return all
  }
}
