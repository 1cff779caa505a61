import Randomness

extension FissionE {
  /// A lookup on its way: where it stands, what is left to do, and the running string that is still to be consumed.
  @frozen
  public struct Route: OverlayRoute {
    @usableFromInline var position: UInt32
    @usableFromInline var remaining: UInt8
    @usableFromInline var length: UInt8
    /// The bits of the object's identifier that no peer's identifier has covered yet, the next in the highest bit.
    @usableFromInline var upcoming: UInt64

    @inlinable init(position: UInt32, length: UInt8, upcoming: UInt64) {
      self.position = position
      self.remaining = length
      self.length = length
      self.upcoming = upcoming
    }

    /// The peer that holds the message.
    @inlinable public var node: NodeIndex { Int(position) }

    /// Hops so far.
    @inlinable public var hops: Int { Int(length &- remaining) }
  }

  /// A lookup by the short path: |U| less the longest suffix of U that `key` begins with.
  ///
  /// On the way, peers hold prefixes of the running string Y = U + rest of the key, one symbol further at each hop.
  /// Since neighbours differ by at most one symbol, a peer at offset i has at least |U| - i symbols, so that no peer
  /// before the last begins the key: routes cannot stop early, and their length is known at the start.
  @inlinable
  public func begin(from node: NodeIndex, to key: KautzString) -> Route {
    let start = Departure(of: node, to: key, in: identifiers)
    return start.overlap == start.length
      ? Route(position: UInt32(truncatingIfNeeded: node), length: 0, upcoming: 0)
      : start.route(from: node, skipping: start.overlap)
  }

  /// One hop: the neighbour that is comparable with the running string.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard route.remaining > 0 else { return false }
    let fan = fans[Int(route.position)]
    if Fan.isSingle(fan) {
      advanceFromSingleSymbol(&route)
      return true
    }
    let extended = Fan.isExtended(fan)
    let next = UInt32(truncatingIfNeeded: route.upcoming &>> 62)
    let half = next &>> 1 & extended
    let split = Fan.splits(fan, half: half)
    route.position = fan & Fan.indexMask &+ half &+ (half & Fan.splitsSmaller(fan)) &+ (split & next)
    route.upcoming = route.upcoming &<< UInt64(extended &+ split)
    route.remaining &-= 1
    return true
  }

  /// The route that ignores all overlaps but a single symbol, cut short where it meets the owner.
  ///
  /// On the Kautz graph itself it spreads load evenly ((1 + o(1))-congestion freedom).
  public func longPath(from node: NodeIndex, to key: KautzString) -> [NodeIndex] {
    let start = Departure(of: node, to: key, in: identifiers)
    let owner = owner(of: key)
    var nodes = [node]
    var route = start.route(from: node, skipping: start.lastSymbol == key.first ? 1 : 0)
    while route.node != owner, advance(&route) { nodes.append(route.node) }
    return nodes
  }

  /// The neighbours of a single-symbol peer are two runs; such peers exist only in networks of three to five.
  @usableFromInline
  func advanceFromSingleSymbol(_ route: inout Route) {
    let symbol = identifier(of: Int(route.position)).first
    let next = KautzStep.next(after: symbol, by: route.upcoming &>> 63)
    let bit = UInt64(1) &<< UInt64(identifiers.resolution - 2)
    // The path that begins with the next symbol and goes on as the running string does.
    let path = UInt64(next) &<< UInt64(identifiers.resolution - 1) | (route.upcoming &>> 62 & 1) * bit
    let target = identifiers.index(ofPathAt: path)
    route.position = UInt32(truncatingIfNeeded: target)
    route.upcoming = route.upcoming &<< UInt64(identifiers.length(at: target))
    route.remaining &-= 1
  }
}

/// What the start of a route is told by its own identifier U and the object's identifier.
@usableFromInline
struct Departure {
  @usableFromInline let length: Int
  /// The longest suffix of U that the object's identifier begins with, or |U| when all of U does.
  @usableFromInline let overlap: Int
  @usableFromInline let lastSymbol: Int
  /// The first symbols of the object's identifier, packed at the resolution of the peers' identifiers.
  @usableFromInline let target: UInt64
  @usableFromInline let resolution: Int

  @inlinable
  init(of node: NodeIndex, to key: KautzString, in identifiers: SortedCode) {
    let resolution = identifiers.resolution
    precondition(key.length >= resolution, "an object identifier of at least 62 symbols is needed")
    let length = identifiers.length(at: node)
    let word = identifiers.starts[node] &>> UInt64(truncatingIfNeeded: resolution - length)
    let target = UInt64(truncatingIfNeeded: key.rank &>> UInt128(truncatingIfNeeded: key.length - resolution))
    let first = Int(truncatingIfNeeded: target &>> UInt64(truncatingIfNeeded: resolution - 1))

    var symbol = Int(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: length - 1))
    var overlap = 0
    for suffix in stride(from: length, to: 0, by: -1) {
      // The suffix's bits after its first symbol agree with the target's exactly when this difference has none.
      let bits = (word ^ target &>> UInt64(truncatingIfNeeded: resolution - suffix))
      let mask = UInt64(1) &<< UInt64(truncatingIfNeeded: suffix - 1) &- 1
      if overlap == 0 && bits & mask == 0 && symbol == first { overlap = suffix }
      if suffix > 1 {
        symbol = KautzStep.next(after: symbol, by: word &>> UInt64(truncatingIfNeeded: suffix - 2) & 1)
      }
    }
    self.length = length
    self.overlap = overlap
    self.lastSymbol = symbol
    self.target = target
    self.resolution = resolution
  }

  /// A route of |U| - `skipped` hops over U followed by the object's identifier less its first `skipped` symbols.
  @inlinable
  func route(from node: NodeIndex, skipping skipped: Int) -> FissionE.Route {
    let afterFirst = target &<< UInt64(truncatingIfNeeded: 65 - resolution)
    let upcoming: UInt64
    if skipped == 0 {
      let first = Int(truncatingIfNeeded: target &>> UInt64(truncatingIfNeeded: resolution - 1))
      upcoming = KautzStep.bit(from: lastSymbol, to: first) &<< 63 | afterFirst &>> 1
    } else {
      upcoming = afterFirst &<< UInt64(truncatingIfNeeded: skipped - 1)
    }
    return FissionE.Route(
      position: UInt32(truncatingIfNeeded: node), length: UInt8(truncatingIfNeeded: length - skipped),
      upcoming: upcoming)
  }
}

/// One step of a Kautz string of base 2: the smaller or the larger of the two symbols that may follow.
@usableFromInline
enum KautzStep {
  /// Two bits for each symbol and choice: 0 -> 1, 2; 1 -> 0, 2; 2 -> 0, 1.
  @usableFromInline static let table: UInt64 = 0b01_00_10_00_10_01

  @inlinable static func next(after symbol: Int, by bit: UInt64) -> Int {
    Int(truncatingIfNeeded: table &>> (UInt64(truncatingIfNeeded: symbol) &<< 2 | bit &<< 1) & 3)
  }

  @inlinable static func bit(from symbol: Int, to next: Int) -> UInt64 {
    self.next(after: symbol, by: 1) == next ? 1 : 0
  }
}
