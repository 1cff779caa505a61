extension Viceroy {
  /// A lookup on its way.
  @frozen
  public struct Route: OverlayRoute {
    /// What a message does: it climbs to the root, comes down the butterfly, and goes along the ring.
    @frozen @usableFromInline enum Phase: UInt8, BitwiseCopyable, Sendable { case climbing, descending, circling, done }

    @usableFromInline let key: UInt64
    @usableFromInline var position: UInt32
    @usableFromInline var crossings: UInt32
    @usableFromInline var phase: Phase

    @inlinable init(key: UInt64, position: UInt32, phase: Phase) {
      self.key = key
      self.position = position
      self.crossings = 0
      self.phase = phase
    }

    /// The node that holds the message.
    @inlinable public var node: NodeIndex { Int(position) }

    /// Hops so far.
    @inlinable public var hops: Int { Int(crossings) }
  }

  /// A lookup that starts at `node`.
  @inlinable
  public func begin(from node: NodeIndex, to key: UInt64) -> Route {
    Route(key: key, position: UInt32(truncatingIfNeeded: node), phase: ring.owns(key, node) ? .done : .climbing)
  }

  /// One hop of the phase that the message is in, or of the next where that has come to its end.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard route.phase != .done else { return false }
    let row = rows[Int(route.position)]
    var target = Self.none
    if route.phase == .climbing {
      target = row.up
      if target == Self.none { route.phase = .descending }
    }
    if route.phase == .descending {
      let link = below(row, towards: route.key)
      target = link.target
      if link.passesKey { route.phase = .circling }
    }
    if target == Self.none { target = along(row, from: Int(route.position), to: route.key) }
    route.position = target
    route.crossings &+= 1
    let previous = rows[target == 0 ? rows.count &- 1 : Int(target) &- 1].identifier
    if route.key &- previous &- 1 < rows[Int(target)].identifier &- previous { route.phase = .done }
    return true
  }

  /// The link to the level below: the left one for a key nearer than 2⁻ˡ, else the right one. A link that passes the key ends the way
  /// down, and is followed only if it leads nearer to it.
  @inlinable
  func below(_ row: Row, towards key: UInt64) -> (target: UInt32, passesKey: Bool) {
    let distance = key &- row.identifier
    let link = distance < Self.step(of: Int(row.level)) ? row.left : row.right
    guard link != Self.none else { return (Self.none, true) }
    let identifier = rows[Int(link)].identifier
    guard identifier &- row.identifier > distance else { return (link, false) }
    return (identifier &- key < distance ? link : Self.none, true)
  }

  /// The neighbour on the ring of the level if it is not beyond the key, else the neighbour on the ring: clockwise to a key that is nearer
  /// that way, and else back to it, until its owner is met.
  @inlinable
  func along(_ row: Row, from node: NodeIndex, to key: UInt64) -> UInt32 {
    let ahead = key &- row.identifier
    let behind = row.identifier &- key
    if ahead <= behind {
      let reach = rows[Int(row.next)].identifier &- row.identifier
      let successor = UInt32(truncatingIfNeeded: node &+ 1 == rows.count ? 0 : node &+ 1)
      return reach &- 1 < ahead ? row.next : successor
    }
    let reach = row.identifier &- rows[Int(row.previous)].identifier
    let predecessor = UInt32(truncatingIfNeeded: node == 0 ? rows.count &- 1 : node &- 1)
    return reach &- 1 < behind ? row.previous : predecessor
  }
}
