extension BETreeMatcher {
  /// A c-node: its list, its directory, and, below the root, its interval of the values of one attribute and what lies
  /// in the halves.
  ///
  /// One cache line.
  struct Node: BitwiseCopyable, Sendable {
    var interval: AlignedInterval
    var list = BlockArena<UInt64>.Block.none
    var directory = BlockArena<UInt64>.Block.none
    /// Words of the list.
    var used: UInt32 = 0
    /// Subscriptions in the list.
    var listed: UInt32 = 0
    var capacity: UInt32
    /// Attributes in the directory.
    var entries: UInt32 = 0
    var lower = Self.none
    var upper = Self.none
    var parent: UInt32
    /// The number of the attribute that the interval is of; `AttributeTable.none` at the root.
    var attribute: UInt32

    static var none: UInt32 { .max }

    init(capacity: UInt32, parent: UInt32, attribute: UInt32, interval: AlignedInterval) {
      self.capacity = capacity
      self.parent = parent
      self.attribute = attribute
      self.interval = interval
    }

    @inline(__always)
    var first: Int { Int(list.offset) }

    @inline(__always)
    var directoryRange: Range<Int> { Int(directory.offset)..<Int(directory.offset) &+ directory.size }

    var isOverfull: Bool { listed > capacity }

    /// Takes back what the capacity has grown when three quarters of it are free; not at once, lest every other
    /// insertion try to part the list.
    mutating func lowerCapacity(to least: UInt32) {
      while capacity > least, listed <= capacity / 4 { capacity = max(least, capacity / 2) }
    }

    /// The node within the half that a value lies in.
    @inline(__always)
    func half(of value: UInt64) -> UInt32 { interval.isInUpperHalf(value) ? upper : lower }

    mutating func setHalf(of value: UInt64, _ node: UInt32) {
      if interval.isInUpperHalf(value) { upper = node } else { lower = node }
    }
  }

  mutating func makeNode(parent: UInt32, attribute: UInt32, interval: AlignedInterval) -> UInt32 {
    let node = Node(capacity: UInt32(capacity), parent: parent, attribute: attribute, interval: interval)
    if let free = freeNodes.popLast() {
      nodes[Int(free)] = node
      return free
    }
    precondition(nodes.count < Node.none, "a tree has fewer than 2^32 nodes")
    nodes.append(node)
    return UInt32(nodes.count - 1)
  }

  /// Whether a node is the top of an attribute's subtree.
  func isTop(_ node: UInt32) -> Bool {
    nodes[Int(node)].attribute != nodes[Int(nodes[Int(node)].parent)].attribute
  }

  /// Puts a node, or none, where its parent has another.
  mutating func replace(_ old: UInt32, by new: UInt32) {
    let (parent, interval) = (nodes[Int(old)].parent, nodes[Int(old)].interval)
    if !isTop(old) {
      nodes[Int(parent)].setHalf(of: interval.low, new)
    } else if new == Node.none {
      removeSubtree(of: nodes[Int(old)].attribute, in: parent)
    } else {
      setSubtree(of: nodes[Int(old)].attribute, in: parent, to: new)
    }
    if new != Node.none { nodes[Int(new)].parent = parent }
  }

  /// Puts a new node between a node and the one above it, with an interval that encloses another interval, too.
  mutating func raise(_ node: UInt32, around interval: AlignedInterval) -> UInt32 {
    let old = nodes[Int(node)]
    let new = makeNode(
      parent: old.parent, attribute: old.attribute, interval: old.interval.union(interval))
    replace(node, by: new)
    nodes[Int(new)].setHalf(of: old.interval.low, node)
    nodes[Int(node)].parent = new
    return new
  }

  /// Puts a subscription at the end of a list.
  mutating func append(_ record: UnsafeBufferPointer<UInt64>, to node: UInt32) {
    var changed = nodes[Int(node)]
    let used = Int(changed.used)
    if used + record.count > changed.list.size {
      lists.resize(&changed.list, used: used, to: used + record.count)
    }
    lists.write(record, at: changed.first + used)
    places[Int(UInt32(truncatingIfNeeded: record[0]))] = Place(node: node, offset: changed.used)
    changed.used += UInt32(record.count)
    changed.listed += 1
    nodes[Int(node)] = changed
  }

  /// Takes one subscription of so many words out of a list. What is at the list's end comes in its place if it is as
  /// long, which the place of the one that begins there tells; else all that follows moves down.
  mutating func takeOut(_ length: Int, at place: Place) {
    var changed = nodes[Int(place.node)]
    let (gap, end) = (changed.first + Int(place.offset), changed.first + Int(changed.used))
    var source = gap + length
    if end - length >= source {
      let candidate = Int(UInt32(truncatingIfNeeded: lists[end - length]))
      let wanted = Place(node: place.node, offset: changed.used - UInt32(length))
      if candidate < places.count, places[candidate] == wanted { source = end - length }
    }
    lists.moveDown(from: source, to: gap, count: end - source)
    let movedEnd = gap + end - source
    var moved = gap
    while moved < movedEnd {
      places[Int(UInt32(truncatingIfNeeded: lists[moved]))].offset = UInt32(moved - changed.first)
      moved += BETreeRecord.length(lists[moved])
    }
    changed.used -= UInt32(length)
    changed.listed -= 1
    changed.lowerCapacity(to: UInt32(capacity))
    if changed.used == 0 {
      lists.release(changed.list)
      changed.list = .none
    } else if Int(changed.used) * 2 < changed.list.size {
      lists.resize(&changed.list, used: Int(changed.used), to: Int(changed.used))
    }
    nodes[Int(place.node)] = changed
  }
}
