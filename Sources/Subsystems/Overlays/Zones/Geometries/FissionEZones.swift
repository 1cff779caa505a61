/// FissionE's zones: Kautz strings, messages go to those that begin with the second symbol.
public enum FissionEZones: ZoneGeometry {
  /// 0, 1 and 2.
  public static let roots = (0..<3).map { Zone(around: $0 << 62, width: 2) }

  /// Neighbours differ by one symbol at most.
  public static var isBalanced: Bool { true }

  /// The Kautz string of a key.
  public static func path(of key: UInt64) -> UInt64 { KautzPath.path(of: key) }

  /// The keys of the strings that begin with an identifier.
  public static func keys(of zone: Zone) -> KeyPlace { KautzPath.keys(of: zone) }

  /// Whether there is an edge either way.
  public static func areNeighbours(_ one: Zone, _ other: Zone) -> Bool {
    KautzPath.hasEdge(from: one, to: other) || KautzPath.hasEdge(from: other, to: one)
  }

  /// Out-neighbours, then in-neighbours.
  public static func walkBorder(of zone: Zone, holder: (UInt64) -> Zone?, _ body: (Zone) -> Void) -> UInt64? {
    for range in KautzPath.successors(of: zone) + KautzPath.predecessors(of: zone) {
      if let gap = walk(range, holder: holder, body) { return gap }
    }
    return nil
  }

  /// The identifier, followed by the target less the longest of its beginnings with which the identifier ends.
  public static func begin(at zone: Zone, to target: UInt64, width: Int) -> ZoneRoute {
    let symbols = max(1, Int(zone.width) - 1)
    var suffix = zone.first
    var overlap = symbols
    repeat {
      suffix = KautzPath.droppingFirst(suffix)
      overlap -= 1
    } while overlap > 0 && !Zone(around: suffix, width: overlap + 1).contains(target)
    let rest: UInt64
    if overlap > 0 {
      rest = (target & (UInt64.max >> UInt64(overlap + 1))) >> UInt64(symbols - overlap)
    } else {
      let last = KautzPath.symbol(of: zone.first, at: symbols - 1)
      let step = KautzStep.bit(from: last, to: KautzPath.first(target))
      rest = (step << 62 | target & (1 << 62 - 1)) >> UInt64(symbols)
    }
    return ZoneRoute(point: zone.first | rest, symbols: UInt8(KautzPath.length - symbols + overlap))
  }

  /// To the zone of the point one symbol further.
  public static func next(
    _ route: inout ZoneRoute, at zone: Zone, to target: UInt64, among claims: [ZoneClaim]
  ) -> Int? {
    let used = min(Int(route.symbols), KautzPath.length)
    let symbol = used < KautzPath.length ? target >> UInt64(62 - used) & 1 : 0
    route.point = KautzPath.droppingFirst(route.point) | symbol
    route.symbols = UInt8(min(used + 1, KautzPath.length))
    return holder(of: route.point, among: claims)
  }
}
