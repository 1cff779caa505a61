extension CAN {
  /// A lookup on its way.
  @frozen
  public struct Route: OverlayRoute {
    /// The coordinates of the key.
    @usableFromInline let target: SIMD8<UInt32>
    @usableFromInline var position: UInt32
    @usableFromInline var crossings: UInt32
    @usableFromInline var isDone: Bool

    @inlinable init(target: SIMD8<UInt32>, position: UInt32, isDone: Bool) {
      self.target = target
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
    let length = UInt64(truncatingIfNeeded: zones.length(at: node))
    return Route(
      target: TorusPoint.coordinates(of: key, dimensions: dimensions), position: UInt32(truncatingIfNeeded: node),
      isDone: (zones.starts[node] &>> TorusPoint.spareBits ^ key) &>> (UInt64(TorusPoint.bits) &- length) == 0)
  }

  /// One hop: to the neighbour whose zone is nearest to the point, the first of them.
  ///
  /// Each hop is nearer than the one before: one step towards the point in one dimension, from the part of the zone that is nearest to it, leads
  /// into a neighbour's zone.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard !route.isDone else { return false }
    let row = Int(rowStart[Int(route.position)])..<Int(rowStart[Int(route.position) &+ 1])
    var nearest = UInt64.max
    for entry in row {
      let distance = distance(from: route.target, toEntryAt: entry &* stride)
      if distance < nearest {
        nearest = distance
        route.position = entries[entry &* stride]
      }
    }
    route.crossings &+= 1
    route.isDone = nearest == 0
    return true
  }

  /// The square of the distance from a point to the nearest point of a neighbour's zone, round the torus if that is shorter.
  @inlinable
  func distance(from target: SIMD8<UInt32>, toEntryAt base: Int) -> UInt64 {
    let bits = coordinateBits
    let mask = UInt32(1) &<< UInt32(truncatingIfNeeded: bits) &- 1
    let shape = entries[base &+ 1]
    let (halvings, rest) = (Int(shape &>> 8), Int(shape & 0xFF))
    var sum: UInt64 = 0
    for dimension in 0..<dimensions {
      let extent = UInt32(1) &<< UInt32(truncatingIfNeeded: bits &- halvings &- (dimension < rest ? 1 : 0))
      let offset = (target[dimension] &- entries[base &+ 2 &+ dimension]) & mask
      guard offset >= extent else { continue }
      let apart = UInt64(min(offset &- extent &+ 1, mask &+ 1 &- offset))
      sum &+= apart &* apart
    }
    return sum
  }
}
