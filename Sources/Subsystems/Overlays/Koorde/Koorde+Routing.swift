extension Koorde {
  /// A lookup on its way.
  @frozen
  public struct Route: OverlayRoute {
    @usableFromInline let key: UInt64
    /// The identifier of the complete de Bruijn graph at which the message stands.
    @inlinable public var imaginaryIdentifier: UInt64 { imaginary }

    @usableFromInline var imaginary: UInt64
    /// The bits of the key that are still to be shifted in, the next in the highest bit.
    @usableFromInline var upcoming: UInt64
    @usableFromInline var position: UInt32
    @usableFromInline var crossings: UInt32
    @usableFromInline var isDone: Bool

    @inlinable init(key: UInt64, imaginary: UInt64, upcoming: UInt64, position: UInt32, isDone: Bool) {
      self.key = key
      self.imaginary = imaginary
      self.upcoming = upcoming
      self.position = position
      self.crossings = 0
      self.isDone = isDone
    }

    /// The node that holds the message.
    @inlinable public var node: NodeIndex { Int(position) }

    /// Hops so far.
    @inlinable public var hops: Int { Int(crossings) }
  }

  /// A lookup that starts at `node`.
  @inlinable
  public func begin(from node: NodeIndex, to key: UInt64) -> Route {
    let (imaginary, missing) = Self.imaginaryIdentifier(
      for: key, after: rows[node].identifier, gap: ring.gap(after: node))
    return Route(
      key: key, imaginary: imaginary, upcoming: missing == 0 ? 0 : key &<< (64 &- missing),
      position: UInt32(truncatingIfNeeded: node), isDone: ring.owns(key, node))
  }

  /// The imaginary identifier at which a lookup begins, and how many of the key's last bits, at most 64, must be shifted in.
  ///
  /// Any between the node and its successor will do. The one is taken whose last bits already are the first of the key, as many as there is
  /// room for.
  @inlinable
  static func imaginaryIdentifier(
    for key: UInt64, after identifier: UInt64, gap: UInt64
  ) -> (imaginary: UInt64, missing: UInt64) {
    let first = identifier &+ 1
    var missing: UInt64 = 0
    var imaginary = key
    // The points after the node up to its successor; a gap of 0 is the whole ring.
    while imaginary &- first > gap &- 1 {
      missing &+= 1
      // The first point whose last 64 - missing bits are the key's first.
      let mask = missing == 64 ? 0 : UInt64.max &>> missing
      imaginary = first &+ (((missing == 64 ? 0 : key &>> missing) &- first) & mask)
    }
    return (imaginary, missing)
  }

  /// One hop: to the owner if it is the successor; along the de Bruijn pointer if this node stands in for the imaginary one; else to the
  /// successor, which is nearer to it.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard !route.isDone else { return false }
    let node = Int(route.position)
    let next = node &+ 1 == rows.count ? 0 : node &+ 1
    let first = rows[node].identifier &+ 1
    let reach = rows[next].identifier &- first
    var target = next
    if route.key &- first <= reach {
      route.isDone = true
    } else if route.imaginary &- first <= reach {
      target = Int(rows[node].pointer)
      route.imaginary = route.imaginary &<< 1 | route.upcoming &>> 63
      route.upcoming = route.upcoming &<< 1
      // The pointer may lead past the owner's predecessor, right to the owner.
      let previous = rows[target == 0 ? rows.count &- 1 : target &- 1].identifier
      route.isDone = route.key &- previous &- 1 < rows[target].identifier &- previous
    }
    // A pointer may lead back to the node itself, and no message is sent.
    if target != node { route.crossings &+= 1 }
    route.position = UInt32(truncatingIfNeeded: target)
    return true
  }
}
