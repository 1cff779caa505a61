/// The zones of DLG over K(2,1): those of FissionE with all edges turned round, and identifiers read from their ends.
public enum DLGZones: ZoneGeometry {
  /// 0, 1 and 2.
  public static var roots: [Zone] { FissionEZones.roots }

  /// Neighbours differ by one symbol at most.
  public static var isBalanced: Bool { true }

  /// The Kautz string of a key.
  public static func path(of key: UInt64) -> UInt64 { KautzPath.path(of: key) }

  /// The keys of the strings that end with an identifier.
  public static func keys(of zone: Zone) -> KeyPlace { KautzPath.keys(of: zone) }

  /// Whether there is an edge either way.
  public static func areNeighbours(_ one: Zone, _ other: Zone) -> Bool { FissionEZones.areNeighbours(one, other) }

  /// In-neighbours, then out-neighbours.
  public static func walkBorder(of zone: Zone, holder: (UInt64) -> Zone?, _ body: (Zone) -> Void) -> UInt64? {
    FissionEZones.walkBorder(of: zone, holder: holder, body)
  }

  /// As many symbols of the target as the narrowest zone has, less those with which the identifier already begins, come before it.
  public static func begin(at zone: Zone, to target: UInt64, width: Int) -> ZoneRoute {
    let symbols = max(1, Int(zone.width) - 1)
    let wanted = min(max(1, width - 1), KautzPath.length)
    var suffix = target
    // The longest beginning of the identifier with which the wanted symbols end.
    for left in 0..<wanted {
      let overlap = wanted - left
      if overlap <= symbols, Zone(around: suffix, width: overlap + 1).contains(zone.first) {
        return ZoneRoute(point: zone.first, symbols: UInt8(left))
      }
      suffix = KautzPath.droppingFirst(suffix)
    }
    return ZoneRoute(point: zone.first, symbols: UInt8(wanted))
  }

  /// To the zone of the point with one more symbol of the target before it. If all have been used and the target is elsewhere, its owner has
  /// more symbols than was thought.
  public static func next(
    _ route: inout ZoneRoute, at zone: Zone, to target: UInt64, among claims: [ZoneClaim]
  ) -> Int? {
    if route.symbols == 0 { route = begin(at: zone, to: target, width: Int(zone.width) + 1) }
    guard (1...UInt8(KautzPath.length)).contains(route.symbols) else { return nil }
    route.symbols -= 1
    route.point = KautzPath.prepending(
      KautzPath.symbol(of: target, at: Int(route.symbols)), to: route.point)
    return holder(of: route.point, among: claims)
  }
}
