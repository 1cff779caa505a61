import Randomness

/// The edges of a tree that lead from a node by a value to another node: open addressing with linear probing and a
/// fixed mixer.
struct EdgeTable: Sendable {
  struct Edge: BitwiseCopyable, Sendable {
    var value: Int64
    var parent: UInt32
    /// 0 where there is no edge.
    var child: UInt32
  }

  private(set) var edges = [Edge](repeating: Edge(value: 0, parent: 0, child: 0), count: 16)
  private(set) var count = 0

  var bytes: Int { edges.capacity * MemoryLayout<Edge>.stride }

  @inline(__always)
  private func home(_ value: Int64, _ parent: UInt32) -> Int {
    let word = UInt64(bitPattern: value) &+ UInt64(parent) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: SplitMix64.mixed(word)) & (edges.count - 1)
  }

  /// Where the edge is, or would be.
  @inline(__always)
  private func place(_ value: Int64, _ parent: UInt32) -> Int {
    var place = home(value, parent)
    while edges[place].child != 0 && (edges[place].value != value || edges[place].parent != parent) {
      place = (place + 1) & (edges.count - 1)
    }
    return place
  }

  /// Where a value leads from a node; 0 if nowhere.
  @inline(__always)
  func child(of parent: UInt32, by value: Int64) -> UInt32 { edges[place(value, parent)].child }

  /// Adds an edge, or lets the one that there is lead elsewhere.
  mutating func set(_ child: UInt32, of parent: UInt32, by value: Int64) {
    if 4 * (count + 1) > 3 * edges.count { grow() }
    let place = place(value, parent)
    if edges[place].child == 0 { count += 1 }
    edges[place] = Edge(value: value, parent: parent, child: child)
  }

  private mutating func grow() {
    let old = edges
    edges = [Edge](repeating: Edge(value: 0, parent: 0, child: 0), count: 2 * old.count)
    for edge in old where edge.child != 0 { edges[place(edge.value, edge.parent)] = edge }
  }

  /// Removes the edge that there is. Those that had to give way to it move up.
  mutating func remove(of parent: UInt32, by value: Int64) {
    var gap = place(value, parent)
    count -= 1
    var place = gap
    while true {
      place = (place + 1) & (edges.count - 1)
      guard edges[place].child != 0 else { break }
      let home = home(edges[place].value, edges[place].parent)
      // It may move if its home is not between the gap and it.
      if (place - home) & (edges.count - 1) >= (place - gap) & (edges.count - 1) {
        edges[gap] = edges[place]
        gap = place
      }
    }
    edges[gap].child = 0
  }
}
