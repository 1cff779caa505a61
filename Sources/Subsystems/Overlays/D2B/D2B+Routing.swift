extension D2B {
  /// A lookup on its way.
  @frozen
  public struct Route: OverlayRoute {
    /// What is left of the start's identifier followed by the key, the next bit in the highest.
    @usableFromInline var running: UInt128
    @usableFromInline let key: UInt64
    @usableFromInline var position: UInt32
    @usableFromInline var crossings: UInt16
    @usableFromInline var isDone: Bool

    @inlinable init(running: UInt128, key: UInt64, position: UInt32, isDone: Bool) {
      self.running = running
      self.key = key
      self.position = position
      self.crossings = 0
      self.isDone = isDone
    }

    /// The node that holds the message.
    @inlinable public var node: NodeIndex { Int(position) }

    /// Hops so far.
    @inlinable public var hops: Int { Int(crossings) }
  }

  /// A lookup by the short path: what the start's identifier ends with and the key begins with is not sent again.
  @inlinable
  public func begin(from node: NodeIndex, to key: UInt64) -> Route {
    let length = identifiers.length(at: node)
    let word = identifiers.starts[node] &>> UInt64(truncatingIfNeeded: 63 &- length)
    var overlap = length
    while overlap > 0 {
      let mask = UInt64(1) &<< UInt64(truncatingIfNeeded: overlap) &- 1
      if (word ^ key &>> UInt64(truncatingIfNeeded: 63 &- overlap)) & mask == 0 { break }
      overlap &-= 1
    }
    let start = UInt128(truncatingIfNeeded: word) &<< UInt128(truncatingIfNeeded: 128 &- length)
    let rest = UInt128(truncatingIfNeeded: key) &<< UInt128(truncatingIfNeeded: 65 &+ overlap)
    return Route(
      running: start | rest &>> UInt128(truncatingIfNeeded: length), key: key,
      position: UInt32(truncatingIfNeeded: node), isDone: overlap == length)
  }

  /// One step along the running string: to the neighbour that it then begins with. Only in a loop of the base graph is that the node itself,
  /// and no message is sent.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard !route.isDone else { return false }
    route.running = route.running &<< 1
    let path = UInt64(truncatingIfNeeded: route.running &>> 65)
    let fan = fans[Int(route.position)]
    var low = Int(fan.first)
    var high = low &+ Int(fan.count)
    while high &- low > 1 {
      let middle = (low &+ high) &>> 1
      if identifiers.starts[middle] <= path { low = middle } else { high = middle }
    }
    if low != Int(route.position) { route.crossings &+= 1 }
    route.position = UInt32(truncatingIfNeeded: low)
    route.isDone = owns(route.key, low)
    return true
  }

  /// Whether a node's identifier begins `key`.
  @inlinable
  func owns(_ key: UInt64, _ node: NodeIndex) -> Bool {
    (identifiers.starts[node] ^ key) &>> UInt64(truncatingIfNeeded: 63 &- identifiers.length(at: node)) == 0
  }
}
