extension Chord {
  /// A lookup on its way.
  @frozen
  public struct Route: OverlayRoute {
    @usableFromInline let key: UInt64
    @usableFromInline var row: UInt32
    @usableFromInline var position: UInt32
    @usableFromInline var crossings: UInt16
    @usableFromInline var isDone: Bool

    @inlinable init(key: UInt64, row: UInt32, position: UInt32, isDone: Bool) {
      self.key = key
      self.row = row
      self.position = position
      self.crossings = 0
      self.isDone = isDone
    }

    /// The node that holds the message.
    @inlinable public var node: NodeIndex { Int(position) }

    /// Hops so far.
    @inlinable public var hops: Int { Int(crossings) }
  }

  /// A lookup that starts at `node`, which knows its predecessor and so whether it owns the key.
  @inlinable
  public func begin(from node: NodeIndex, to key: UInt64) -> Route {
    Route(
      key: key, row: rowStart[node], position: UInt32(truncatingIfNeeded: node), isDone: ring.owns(key, node))
  }

  /// One hop: to the owner if it is the successor, else to the closest finger that precedes the key.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard !route.isDone else { return false }
    let row = Int(route.row)
    let identifier = identifier(ofRowAt: row)
    let distance = route.key &- identifier
    let gap = gap(ofRowAt: row)
    let lowest = Self.lowestExponent(gap: gap)
    let nearest = row &+ Self.header &+ 64 &- lowest
    // Fingers that start at or before the key; the last word of the row is the successor.
    var entry = row &+ Self.header &+ Int(truncatingIfNeeded: distance.leadingZeroBitCount)
    if distance <= gap || entry >= nearest {
      entry = nearest
    } else {
      // A finger may lie beyond the key when there is no node between; the next nearer one is tried.
      // One is subtracted so that a finger that came round to the node itself counts as the farthest of all.
      while entry < nearest, self.identifier(ofRowAt: Int(rows[entry])) &- identifier &- 1 >= distance &- 1 {
        entry &+= 1
      }
    }
    route.isDone = distance <= gap
    route.row = rows[entry]
    route.position = rows[Int(route.row) &+ 4]
    route.crossings &+= 1
    return true
  }
}
