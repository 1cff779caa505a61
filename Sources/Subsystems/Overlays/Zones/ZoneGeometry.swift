import CanonicalEncoding

/// What the overlays of zones differ in: which zones are neighbours, and how a message goes from one to the next.
///
/// Functions take any zone and path, also those that no network has, and come to an end.
public protocol ZoneGeometry: Sendable {
  /// The zones of the smallest network, in ascending order.
  static var roots: [Zone] { get }

  /// Whether zones are split and merged only where no neighbour comes to differ by more than a bit: FissionE's and DLG's rule.
  static var isBalanced: Bool { get }

  /// The path of a key, equally many keys to every path.
  static func path(of key: UInt64) -> UInt64

  /// The keys whose paths are in a zone.
  static func keys(of zone: Zone) -> KeyPlace

  /// Whether messages go from one of two zones to the other, or back.
  static func areNeighbours(_ one: Zone, _ other: Zone) -> Bool

  /// Calls `body` for the zone that holds each path next to a zone, several times for some, and returns the first path that nobody holds.
  static func walkBorder(of zone: Zone, holder: (UInt64) -> Zone?, _ body: (Zone) -> Void) -> UInt64?

  /// A message that sets out from a zone to a path that is not in it. `width` is that of the narrowest zones that are known.
  static func begin(at zone: Zone, to target: UInt64, width: Int) -> ZoneRoute

  /// Takes a message from a zone to the next: to one of `claims`, the number of which it returns; nil if the next one is not there.
  static func next(_ route: inout ZoneRoute, at zone: Zone, to target: UInt64, among claims: [ZoneClaim]) -> Int?
}

/// What a message carries from zone to zone apart from its target.
@frozen
public struct ZoneRoute: Hashable, BitwiseCopyable, Canonical {
  /// A path in the zone at which it stands.
  public var point: UInt64

  /// How many symbols of the target have been used, or are still to be.
  public var symbols: UInt8

  /// A message at a point.
  public init(point: UInt64, symbols: UInt8) {
    self.point = point
    self.symbols = symbols
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(point)
    bytes.write(symbols)
  }

  /// Reads a route.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    point = try bytes.read()
    symbols = try bytes.read()
  }
}

extension ZoneGeometry {
  /// Whether a zone is part of a root.
  static func isPossible(_ zone: Zone) -> Bool {
    roots.contains { $0.width <= zone.width && $0.contains(zone.first) }
  }

  /// Whether a zone can be half of another: roots cannot.
  static func isMergeable(_ zone: Zone) -> Bool { zone.parent.map(isPossible) ?? false }

  /// Goes through the zones that hold the paths of a range, and returns the first path that nobody holds.
  static func walk(_ range: Zone, holder: (UInt64) -> Zone?, _ body: (Zone) -> Void) -> UInt64? {
    var path = range.first
    while true {
      guard let zone = holder(path), zone.contains(path) else { return path }
      body(zone)
      if zone.last >= range.last { return nil }
      path = zone.last + 1
    }
  }

  /// The claim on the zone in which a path lies.
  static func holder(of path: UInt64, among claims: [ZoneClaim]) -> Int? {
    claims.firstIndex { $0.zone.contains(path) }
  }
}
