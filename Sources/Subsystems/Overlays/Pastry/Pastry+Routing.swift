extension Pastry {
  /// A lookup on its way.
  @frozen
  public struct Route: OverlayRoute {
    @usableFromInline let key: UInt64
    @usableFromInline var position: UInt32
    @usableFromInline var crossings: UInt16
    @usableFromInline var isDone: Bool

    @inlinable init(key: UInt64, position: UInt32) {
      self.key = key
      self.position = position
      self.crossings = 0
      self.isDone = false
    }

    /// The node that holds the message.
    @inlinable public var node: NodeIndex { Int(position) }

    /// Hops so far.
    @inlinable public var hops: Int { Int(crossings) }
  }

  /// A lookup that starts at `node`.
  @inlinable
  public func begin(from node: NodeIndex, to key: UInt64) -> Route {
    Route(key: key, position: UInt32(truncatingIfNeeded: node))
  }

  /// One hop: to the closest node of the leaf set where the key lies within it; else to a node that shares one digit more with the key; else, in
  /// the rare case that there is none, to any known node that shares as many digits and is closer.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard !route.isDone else { return false }
    let node = Int(route.position)
    let next = closestLeaf(of: node, to: route.key) ?? nodeByTable(of: node, towards: route.key)
    route.isDone = next.isOwner
    guard next.node != node else { return false }
    route.position = UInt32(truncatingIfNeeded: next.node)
    route.crossings &+= 1
    return true
  }

  /// The node of the leaf set, the node itself included, that is closest to a key within it; nil for a key beyond it.
  @inlinable
  func closestLeaf(of node: NodeIndex, to key: UInt64) -> (node: NodeIndex, isOwner: Bool)? {
    let count = ring.count
    let reach = Self.leavesOnEitherSide
    if count > 2 &* reach {
      let first = node >= reach ? node &- reach : node &- reach &+ count
      let last = node &+ reach < count ? node &+ reach : node &+ reach &- count
      let start = ring.identifiers[first]
      guard key &- start <= ring.identifiers[last] &- start else { return nil }
    }
    // Who knows all nodes around a key finds its owner among them, as whoever knows all nodes does.
    return (owner(of: key, around: node), true)
  }

  /// The owner of a key within the leaf set, step by step from the node.
  @inlinable
  func owner(of key: UInt64, around node: NodeIndex) -> NodeIndex {
    var best = node
    let isAfter = key &- ring.identifiers[node] <= ring.identifiers[node] &- key
    while true {
      let next = isAfter ? ring.next(after: best) : ring.previous(before: best)
      guard closer(to: key, best, next) == next, next != best else { return best }
      best = next
    }
  }

  /// The node that the table names, or the next towards the key.
  @inlinable
  func nodeByTable(of node: NodeIndex, towards key: UInt64) -> (node: NodeIndex, isOwner: Bool) {
    let identifier = ring.identifiers[node]
    let shared = Self.sharedDigits(identifier, key)
    let digit = Int(truncatingIfNeeded: key &>> UInt64(truncatingIfNeeded: 60 &- Self.digitBits &* shared)) & 15
    let row = Int(rowStart[node]) &+ shared
    if row < Int(rowStart[node &+ 1]) {
      let known = table[row &* Self.digits &+ digit]
      if known != Self.none { return (Int(known), false) }
    }
    return (rareCase(of: node, towards: key, sharedDigits: shared), false)
  }

  /// The closest to the key of all known nodes that share as many digits with it as this node does. One of the leaf set is closer than
  /// this node, for the nodes between it and the key share these digits.
  @usableFromInline
  func rareCase(of node: NodeIndex, towards key: UInt64, sharedDigits: Int) -> NodeIndex {
    var best = node
    forEachNeighbour(of: node) { other in
      if Self.sharedDigits(ring.identifiers[other], key) >= sharedDigits { best = closer(to: key, best, other) }
    }
    return best
  }
}
