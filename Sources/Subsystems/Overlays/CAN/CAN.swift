import ExactNumbers
import Randomness

/// CAN (Ratnasamy et al., SIGCOMM 2001): nodes own zones of a torus of 2 to 5 dimensions and know the zones that border on theirs.
///
/// A newcomer halves the zone in which a random point lies, by one dimension after the other. The owner of a key is the node in whose zone
/// its point lies. A message goes to the neighbour whose zone is nearest to that point.
///
/// Each node has one row with all that a hop reads: for each neighbour its number, its shape, and the corner of its zone.
public struct CAN: Overlay {
  /// The dimensions that a torus may have.
  public static let dimensionRange = 2...5

  /// The base graph of the code of zones: any two bits may follow each other.
  public static let graph = RegularDigraph.deBruijn(2)

  /// The dimensions of the torus.
  public let dimensions: Int

  /// Zones in the order of their first points.
  public let zones: SortedCode

  /// Neighbours before those of a node.
  @usableFromInline let rowStart: [UInt32]

  /// Per neighbour: number, shape, corner.
  @usableFromInline package var entries: [UInt32]

  /// Why zones cannot be laid out for routing.
  public struct Fault: Error, CustomStringConvertible {
    /// One sentence.
    public let description = "a zone has been halved more than \(TorusPoint.bits) times"
  }

  /// A torus of `nodes` nodes (2 or more) that joined one after another at random points from a seed. Expected time O(N log N).
  public init(dimensions: Int = 2, nodes: Int, seed: Seed) throws {
    precondition((2..<Int(UInt32.max)).contains(nodes), "CAN has 2 nodes or more")
    var code = PathCode(over: Self.graph, reservingLeaves: nodes)
    var generator = seed.stream("overlay.can.joins")
    code.grow(toLeaves: nodes, rule: BalanceRule(walk: .none), using: &generator)
    try self.init(code, dimensions: dimensions)
  }

  /// Lays out the zones of a code over B(2,1): the bits of a word say which half was taken. Time O(N log N).
  public init(_ code: PathCode, dimensions: Int) throws(Fault) {
    precondition(code.graph == Self.graph, "zones are a code over B(2,1)")
    precondition(Self.dimensionRange.contains(dimensions), "a torus has 2 to 5 dimensions")
    guard let zones = SortedCode(code), zones.longest <= TorusPoint.bits else { throw Fault() }
    self.dimensions = dimensions
    self.zones = zones
    let borders = Self.borders(of: zones, dimensions: dimensions)
    var rowStart: [UInt32] = [0]
    var entries: [UInt32] = []
    rowStart.reserveCapacity(zones.count + 1)
    entries.reserveCapacity(borders.count * (dimensions + 2))
    for (row, border) in borders.enumerated() {
      let (from, to) = (Int(border >> 32), Int(border & 0xFFFF_FFFF))
      while rowStart.count <= from { rowStart.append(UInt32(row)) }
      let length = zones.length(at: to)
      entries.append(UInt32(to))
      entries.append(UInt32(length / dimensions) << 8 | UInt32(length % dimensions))
      let corner = TorusPoint.coordinates(of: zones.starts[to] >> TorusPoint.spareBits, dimensions: dimensions)
      for dimension in 0..<dimensions { entries.append(corner[dimension]) }
    }
    while rowStart.count <= zones.count { rowStart.append(UInt32(borders.count)) }
    self.rowStart = rowStart
    self.entries = entries
  }

  /// The pairs of zones that border on each other in both orders, a word each, ascending.
  private static func borders(of zones: SortedCode, dimensions: Int) -> [UInt64] {
    var borders: [UInt64] = []
    borders.reserveCapacity(2 * dimensions * zones.count)
    for zone in 0..<zones.count {
      let (point, length) = (zones.starts[zone] >> TorusPoint.spareBits, zones.length(at: zone))
      for dimension in 0..<dimensions {
        for beside in TorusPoint.beside(point, length: length, in: dimension, dimensions: dimensions) {
          // What is there is one zone, as large or larger, or it is divided further, and its parts find this zone.
          let other = zones.index(ofPathAt: beside << TorusPoint.spareBits)
          guard zones.length(at: other) <= length, other != zone else { continue }
          borders.append(UInt64(zone) << 32 | UInt64(other))
          borders.append(UInt64(other) << 32 | UInt64(zone))
        }
      }
    }
    borders.sortAndRemoveRepetitions()
    return borders
  }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { zones.count }

  /// A random point of the torus.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 {
    generator.next() >> UInt64(64 - TorusPoint.bits)
  }

  /// The node in whose zone a point lies. Logarithmic.
  public func owner(of key: UInt64) -> NodeIndex { zones.index(ofPathAt: key << TorusPoint.spareBits) }

  /// Visits the nodes whose zones border on that of `node`: side by side in one dimension, overlapping in all others.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    for entry in Int(rowStart[node])..<Int(rowStart[node + 1]) { body(Int(entries[entry * stride])) }
  }

  /// The zone of a node: in each dimension its lowest coordinate and how many there are.
  public func zone(of node: NodeIndex) -> [(low: UInt32, extent: UInt32)] {
    let corner = TorusPoint.coordinates(of: zones.starts[node] >> TorusPoint.spareBits, dimensions: dimensions)
    return (0..<dimensions).map { dimension in
      let used = TorusPoint.bits(of: dimension, in: zones.length(at: node), dimensions: dimensions)
      return (corner[dimension], 1 << UInt32(coordinateBits - used))
    }
  }

  /// Bits of a coordinate.
  @inlinable public var coordinateBits: Int { TorusPoint.bits / dimensions }

  /// The coordinates of a point.
  public func coordinates(of key: UInt64) -> [UInt32] {
    let coordinates = TorusPoint.coordinates(of: key, dimensions: dimensions)
    return (0..<dimensions).map { coordinates[$0] }
  }

  /// Words of an entry.
  @inlinable var stride: Int { dimensions &+ 2 }

  /// Shares by the size of zones.
  public var keyShares: KeyShares? { KeyShares(lengths: zones.histogram, over: Self.graph) }

  /// Rows for hops; zones aside.
  public var footprint: OverlayFootprint {
    OverlayFootprint(
      hopPath: (rowStart.count + entries.count) * MemoryLayout<UInt32>.stride, aside: zones.bytes)
  }

  /// Bytes that building a network of `nodes` nodes takes at its peak.
  public static func estimatedBytes(dimensions: Int, nodes: Int) -> Int {
    // Zones differ in size, so that a node has about a third more neighbours than 2 D, each found up to twice.
    nodes * (2 * 4 + 2 * 9 + 4 + 3 * dimensions * (4 * (dimensions + 2) + 16))
  }
}
