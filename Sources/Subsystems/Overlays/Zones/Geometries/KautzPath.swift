/// A Kautz string of 63 symbols of base 2, packed: two bits for the first symbol, then a bit for each other one that says whether it is the
/// larger of the two that may follow.
///
/// Of bits that are no string, with a first symbol 3, every function makes something.
enum KautzPath {
  /// The symbols of a path.
  static let length = 63

  static func first(_ path: UInt64) -> Int { Int(path >> 62) }

  /// The path from its second symbol on, with a free lowest bit.
  static func droppingFirst(_ path: UInt64) -> UInt64 {
    let second = KautzStep.next(after: first(path), by: path >> 61 & 1)
    return UInt64(second) << 62 | (path << 1) & (1 << 62 - 1)
  }

  /// The path that comes to a path from a symbol other than its first.
  static func prepending(_ symbol: Int, to path: UInt64) -> UInt64 {
    UInt64(symbol) << 62 | KautzStep.bit(from: symbol, to: first(path)) << 61 | (path & (1 << 62 - 1)) >> 1
  }

  /// The symbol at a place, 0..<63.
  static func symbol(of path: UInt64, at place: Int) -> Int {
    var symbol = first(path)
    for position in 1..<max(1, min(place, length - 1) + 1) {
      symbol = KautzStep.next(after: symbol, by: path >> UInt64(62 - position) & 1)
    }
    return symbol
  }

  /// The zones that a zone has edges to: those under its identifier less the first symbol. All others than itself if that is all it has.
  static func successors(of zone: Zone) -> [Zone] {
    zone.width > 2
      ? [Zone(around: droppingFirst(zone.first), width: Int(zone.width) - 1)]
      : (0..<3).filter { $0 != first(zone.first) }.map { Zone(around: UInt64($0) << 62, width: 2) }
  }

  /// The zones that a zone has edges from: those that begin with another symbol and go on as it does.
  static func predecessors(of zone: Zone) -> [Zone] {
    (0..<3).filter { $0 != first(zone.first) }.map {
      Zone(around: prepending($0, to: zone.first), width: Int(zone.width) + 1)
    }
  }

  /// Whether there is an edge from one zone to another.
  static func hasEdge(from one: Zone, to other: Zone) -> Bool {
    if one.width > 2 {
      return Zone(around: droppingFirst(one.first), width: Int(one.width) - 1).overlaps(other)
    }
    return first(one.first) != first(other.first)
  }

  /// The path of a key: the 3 * 2^62 strings share the keys equally.
  static func path(of key: UInt64) -> UInt64 { key.multipliedFullWidth(by: 3 << 62).high }

  /// The keys of a zone.
  static func keys(of zone: Zone) -> KeyPlace {
    KeyPlace(first: firstKey(ofPath: zone.first), last: firstKey(ofPath: zone.last &+ 1) &- 1)
  }

  /// The first key whose path is not before this one, which is 0 for the path after the last.
  private static func firstKey(ofPath path: UInt64) -> UInt64 {
    // The least key with key * 3 / 4 >= path.
    path >= 3 << 62 ? 0 : (path / 3) &* 4 &+ (path % 3 &* 4 &+ 2) / 3
  }
}
