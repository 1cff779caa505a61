/// D2B's zones: binary strings, messages go to those that begin with the second symbol, and nothing is balanced.
public enum D2BZones: ZoneGeometry {
  /// 0 and 1.
  public static let roots = [Zone(around: 0, width: 1), Zone(around: .max, width: 1)]

  /// Zones are split where newcomers come.
  public static var isBalanced: Bool { false }

  /// The key itself.
  public static func path(of key: UInt64) -> UInt64 { key }

  /// The keys that begin with an identifier.
  public static func keys(of zone: Zone) -> KeyPlace { KeyPlace(first: zone.first, last: zone.last) }

  private static func successors(of zone: Zone) -> Zone {
    Zone(around: zone.first << 1, width: Int(zone.width) - 1)
  }

  /// Whether there is an edge either way.
  public static func areNeighbours(_ one: Zone, _ other: Zone) -> Bool {
    successors(of: one).overlaps(other) || successors(of: other).overlaps(one)
  }

  /// Out-neighbours, then in-neighbours.
  public static func walkBorder(of zone: Zone, holder: (UInt64) -> Zone?, _ body: (Zone) -> Void) -> UInt64? {
    let half = zone.first >> 1
    let before = [half, half | 1 << 63].map { Zone(around: $0, width: Int(zone.width) + 1) }
    for range in [successors(of: zone)] + before {
      if let gap = walk(range, holder: holder, body) { return gap }
    }
    return nil
  }

  /// The identifier, followed by the target less the longest of its beginnings with which the identifier ends.
  public static func begin(at zone: Zone, to target: UInt64, width: Int) -> ZoneRoute {
    var overlap = max(0, Int(zone.width) - 1)
    while overlap > 0,
      !Zone(around: zone.first << UInt64(Int(zone.width) - overlap), width: overlap).contains(target)
    {
      overlap -= 1
    }
    let rest = (target << UInt64(overlap)) >> UInt64(zone.width)
    return ZoneRoute(point: zone.first | rest, symbols: UInt8(min(64, 64 - Int(zone.width) + overlap)))
  }

  /// To the zone of the point one symbol further.
  public static func next(
    _ route: inout ZoneRoute, at zone: Zone, to target: UInt64, among claims: [ZoneClaim]
  ) -> Int? {
    let used = min(Int(route.symbols), 64)
    route.point = route.point << 1 | (used < 64 ? target >> UInt64(63 - used) & 1 : 0)
    route.symbols = UInt8(min(used + 1, 64))
    return holder(of: route.point, among: claims)
  }
}
