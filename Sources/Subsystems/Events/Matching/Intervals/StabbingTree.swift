/// Intervals that do not change, for the question which of them a value lies in: the centred interval tree.
///
/// A node has a centre and the intervals around it, once by ascending low end and once by descending high end; those
/// wholly below are under its left child, those wholly above under its right one. A value below the centre lies in just
/// those of the node's intervals that begin at or before it: a first part of the first list, whose length a binary
/// search tells, so that the found slots lie in a row. A search takes time O(log^2 n) and what it finds.
struct StabbingTree: BitwiseCopyable, Sendable {
  struct Interval: BitwiseCopyable, Sendable {
    var low: Int64
    var high: Int64
    var slot: UInt32
  }

  /// Where the values below or above the centre go on, 0 where there is nothing, and which of the intervals are around
  /// it.
  private struct Node: BitwiseCopyable {
    var centre: Int64
    var left: UInt32 = 0
    var right: UInt32 = 0
    var first: UInt32
    var count: UInt32
  }

  private static let nodeWords = MemoryLayout<Node>.size / 4

  /// The nodes, then all low ends, all high ends, and the slots of either.
  private var buffer = WordBuffer()
  private var nodes: UInt32 = 0
  private(set) var count: UInt32 = 0

  var bytes: Int { buffer.bytes }

  /// A tree of these intervals, which are not empty. Time O(n log n) at most.
  init(_ intervals: consuming [Interval]) {
    intervals.sortByDigits { Self.key($0.low) }
    var builder = Builder(count: intervals.count)
    builder.build(&intervals)
    nodes = UInt32(builder.nodes.count)
    count = UInt32(intervals.count)
    _ = buffer.extend(by: Self.nodeWords * builder.nodes.count + 6 * intervals.count)
    builder.nodes.withUnsafeBytes { rawNodes.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    for (index, interval) in builder.byLow.enumerated() {
      (lows + 8 * index).storeBytes(of: interval.end, as: Int64.self)
      slotsByLow[index] = interval.slot
    }
    for (index, interval) in builder.byHigh.enumerated() {
      (highs + 8 * index).storeBytes(of: interval.end, as: Int64.self)
      slotsByHigh[index] = interval.slot
    }
  }

  mutating func giveBack() { buffer.giveBack() }

  /// Keys in the order of the integers.
  private static func key(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ 1 << 63 }

  private var rawNodes: UnsafeMutableRawPointer { UnsafeMutableRawPointer(buffer.pointer(0)) }
  private var lows: UnsafeMutableRawPointer { rawNodes + MemoryLayout<Node>.size * Int(nodes) }
  private var highs: UnsafeMutableRawPointer { lows + 8 * Int(count) }
  private var slotsByLow: UnsafeMutablePointer<UInt32> { buffer.pointer(UInt32(Self.nodeWords) * nodes + 4 * count) }
  private var slotsByHigh: UnsafeMutablePointer<UInt32> { slotsByLow + Int(count) }

  private func node(_ index: UInt32) -> Node {
    (rawNodes + MemoryLayout<Node>.size * Int(index)).load(as: Node.self)
  }

  /// Counts each interval that the value lies in, for its slot.
  @inline(__always)
  func count(_ value: Int64, in tally: inout Tally, to matches: inout [SubscriptionID]) {
    var index: UInt32 = 0
    repeat {
      let node = node(index)
      let first = Int(node.first)
      var found = 0
      if value <= node.centre {
        found = Self.firstPart(of: lows + 8 * first, Int(node.count)) { $0 <= value }
        tally.count(UnsafeBufferPointer(start: slotsByLow + first, count: found), to: &matches)
        if value == node.centre { return }
        index = node.left
      } else {
        found = Self.firstPart(of: highs + 8 * first, Int(node.count)) { $0 >= value }
        tally.count(UnsafeBufferPointer(start: slotsByHigh + first, count: found), to: &matches)
        index = node.right
      }
    } while index != 0
  }

  /// How many ends from the first on have a property that no later one has.
  @inline(__always)
  private static func firstPart(
    of ends: UnsafeMutableRawPointer, _ count: Int, _ hasProperty: (Int64) -> Bool
  ) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) >> 1
      if hasProperty((ends + 8 * middle).load(as: Int64.self)) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Appends all intervals, in the order of the nodes and their low ends.
  ///
  /// - Parameter highs: room by slot; what it holds does not matter.
  func append(to intervals: inout [Interval], highs room: inout [Int64]) {
    for index in 0..<Int(count) {
      let slot = Int(slotsByHigh[index])
      while room.count <= slot { room.append(0) }
      room[slot] = (highs + 8 * index).load(as: Int64.self)
    }
    for index in 0..<Int(count) {
      let slot = slotsByLow[index]
      let low = (lows + 8 * index).load(as: Int64.self)
      intervals.append(Interval(low: low, high: room[Int(slot)], slot: slot))
    }
  }

  /// What is built before its size is known.
  private struct Builder {
    struct End: BitwiseCopyable {
      var end: Int64
      var slot: UInt32
    }

    var nodes: [Node] = []
    var byLow: [End] = []
    var byHigh: [End] = []

    init(count: Int) {
      byLow.reserveCapacity(count)
      byHigh.reserveCapacity(count)
    }

    /// Takes the intervals, in the order of their low ends, apart into nodes.
    ///
    /// The low end in the middle is the centre: at most half begin above it, and at most half end below it.
    mutating func build(_ intervals: inout [Interval]) {
      var pending: [(range: Range<Int>, parent: UInt32, isLeft: Bool)] = [(0..<intervals.count, 0, false)]
      while let (range, parent, isLeft) = pending.popLast() {
        let index = UInt32(nodes.count)
        if isLeft { nodes[Int(parent)].left = index } else if index > 0 { nodes[Int(parent)].right = index }
        let centre = intervals[(range.lowerBound + range.upperBound) / 2].low
        let first = byLow.count
        var below = range.lowerBound
        var place = range.lowerBound
        while place < range.upperBound && intervals[place].low <= centre {
          let interval = intervals[place]
          if interval.high < centre {
            intervals[below] = interval
            below += 1
          } else {
            byLow.append(End(end: interval.low, slot: interval.slot))
            byHigh.append(End(end: interval.high, slot: interval.slot))
          }
          place += 1
        }
        sortByHigh(from: first)
        nodes.append(Node(centre: centre, first: UInt32(first), count: UInt32(byLow.count - first)))
        if place < range.upperBound { pending.append((place..<range.upperBound, index, false)) }
        if below > range.lowerBound { pending.append((range.lowerBound..<below, index, true)) }
      }
    }

    private mutating func sortByHigh(from first: Int) {
      // Equal ends in the order of slots: to count in ascending order is fastest.
      var ends = Array(byHigh[first...])
      ends.sortByDigits { UInt64($0.slot) }
      ends.sortByDigits { ~StabbingTree.key($0.end) }
      byHigh.replaceSubrange(first..., with: ends)
    }
  }

  /// Looks whether all intervals are where a search would find them.
  func checkInvariants() throws {
    var pending: [(index: UInt32, least: Int64, greatest: Int64)] = [(0, .min, .max)]
    var seen = 0
    while let (index, least, greatest) = pending.popLast() {
      let node = node(index)
      seen += Int(node.count)
      let range = Int(node.first)..<Int(node.first + node.count)
      let lows = range.map { (self.lows + 8 * $0).load(as: Int64.self) }
      let highs = range.map { (self.highs + 8 * $0).load(as: Int64.self) }
      try BrokenInvariant.unless(least <= node.centre && node.centre <= greatest, "a centre is on the wrong side")
      try BrokenInvariant.unless(!range.isEmpty, "a node has no intervals")
      try BrokenInvariant.unless(
        zip(lows, lows.dropFirst()).allSatisfy(<=) && zip(highs, highs.dropFirst()).allSatisfy(>=),
        "ends are not sorted")
      try BrokenInvariant.unless(
        lows.allSatisfy { least <= $0 && $0 <= node.centre }
          && highs.allSatisfy { node.centre <= $0 && $0 <= greatest },
        "an interval does not contain the centre, or that of a node above")
      try BrokenInvariant.unless(
        Set(range.map { slotsByLow[$0] }) == Set(range.map { slotsByHigh[$0] }), "the two lists differ")
      if node.left != 0 { pending.append((node.left, least, node.centre - 1)) }
      if node.right != 0 { pending.append((node.right, node.centre + 1, greatest)) }
    }
    try BrokenInvariant.unless(seen == count, "\(seen) of \(count) intervals can be found")
  }
}
