/// CAN's zones on a torus of two dimensions: every other bit of a path belongs to the same coordinate.
public enum CANZones: ZoneGeometry {
  /// The left and the right half.
  public static let roots = [Zone(around: 0, width: 1), Zone(around: .max, width: 1)]

  /// Zones are split where newcomers come.
  public static var isBalanced: Bool { false }

  /// The key itself.
  public static func path(of key: UInt64) -> UInt64 { key }

  /// The keys in a zone.
  public static func keys(of zone: Zone) -> KeyPlace { KeyPlace(first: zone.first, last: zone.last) }

  /// Coordinates from one to another, both included.
  private struct Side {
    let low: UInt32
    let high: UInt32

    func overlaps(_ other: Side) -> Bool { low <= other.high && other.low <= high }

    func touches(_ other: Side) -> Bool { high &+ 1 == other.low || other.high &+ 1 == low }

    /// How far a coordinate is away, the shorter way round.
    func distance(to point: UInt32) -> UInt64 {
      low <= point && point <= high ? 0 : UInt64(min(low &- point, point &- high))
    }
  }

  private static func sides(of zone: Zone) -> (x: Side, y: Side) {
    (
      Side(low: coordinate(zone.first), high: coordinate(zone.last)),
      Side(low: coordinate(zone.first << 1), high: coordinate(zone.last << 1))
    )
  }

  /// The bits 63, 61 ... 1.
  private static func coordinate(_ path: UInt64) -> UInt32 {
    var bits = path >> 1 & 0x5555_5555_5555_5555
    bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
    bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
    bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: bits | bits >> 16)
  }

  /// The path of a point.
  private static func path(x: UInt32, y: UInt32) -> UInt64 { spread(x) << 1 | spread(y) }

  private static func spread(_ coordinate: UInt32) -> UInt64 {
    var bits = UInt64(coordinate)
    bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333
    return (bits | bits << 1) & 0x5555_5555_5555_5555
  }

  /// Whether zones have more than a corner in common.
  public static func areNeighbours(_ one: Zone, _ other: Zone) -> Bool {
    let (left, right) = (sides(of: one), sides(of: other))
    return left.x.touches(right.x) && left.y.overlaps(right.y) || left.y.touches(right.y) && left.x.overlaps(right.x)
  }

  /// Round all four sides.
  public static func walkBorder(of zone: Zone, holder: (UInt64) -> Zone?, _ body: (Zone) -> Void) -> UInt64? {
    let (x, y) = sides(of: zone)
    for (isVertical, fixed) in [(true, x.high &+ 1), (true, x.low &- 1), (false, y.high &+ 1), (false, y.low &- 1)] {
      let along = isVertical ? y : x
      var place = along.low
      while true {
        let path = isVertical ? path(x: fixed, y: place) : path(x: place, y: fixed)
        guard let other = holder(path), other.contains(path) else { return path }
        body(other)
        let theirs = sides(of: other)
        let end = (isVertical ? theirs.y : theirs.x).high
        if end >= along.high { break }
        place = end + 1
      }
    }
    return nil
  }

  /// Nothing but the target is needed.
  public static func begin(at zone: Zone, to target: UInt64, width: Int) -> ZoneRoute {
    ZoneRoute(point: zone.first, symbols: 0)
  }

  /// To the neighbour nearest to the target.
  public static func next(
    _ route: inout ZoneRoute, at zone: Zone, to target: UInt64, among claims: [ZoneClaim]
  ) -> Int? {
    let (x, y) = (coordinate(target), coordinate(target << 1))
    func distance(_ zone: Zone) -> UInt64 {
      let sides = sides(of: zone)
      let (across, up) = (sides.x.distance(to: x), sides.y.distance(to: y))
      return across &* across &+ up &* up
    }
    guard let nearest = claims.indices.min(by: { distance(claims[$0].zone) < distance(claims[$1].zone) }),
      distance(claims[nearest].zone) < distance(zone)
    else { return nil }
    route.point = claims[nearest].zone.first
    return nearest
  }
}
