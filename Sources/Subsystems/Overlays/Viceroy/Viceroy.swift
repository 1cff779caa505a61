import ExactNumbers
import Randomness

/// Viceroy (Malkhi, Naor, Ratajczak, PODC 2002): a butterfly of constant degree on a ring of 64-bit identifiers.
///
/// Every node draws a level, from 1 to log2 N, and knows seven others: its neighbours on the ring, its neighbours on the ring of its level, the
/// next node of the level above, and two of the level below, one right after it and one further by 2⁻ˡ of the ring. The owner of a key is
/// its successor. The choices that the paper leaves open are ours: a link leads to the first node of its level at or after its point, and a
/// level above that nobody has drawn is taken for the root.
public struct Viceroy: Overlay {
  /// The nodes.
  public let ring: IdentifierRing

  /// What a hop reads of a node.
  @frozen
  @usableFromInline
  package struct Row: BitwiseCopyable, Sendable {
    @usableFromInline var identifier: UInt64
    @usableFromInline package var up: UInt32
    @usableFromInline package var left: UInt32
    @usableFromInline package var right: UInt32
    @usableFromInline package var next: UInt32
    @usableFromInline package var previous: UInt32
    @usableFromInline var level: UInt8
  }

  @usableFromInline package var rows: [Row]

  @usableFromInline package static var none: UInt32 { .max }

  /// The links of a node apart from its neighbours on the ring; nil where the level is empty or there is none.
  public struct Links: Equatable, Sendable, CustomStringConvertible {
    /// The first node of the level above, at or after the node.
    public var up: NodeIndex?
    /// The first node of the level below, at or after the node.
    public var left: NodeIndex?
    /// The first node of the level below, at or after the point 2⁻ˡ of the ring further on.
    public var right: NodeIndex?
    /// The neighbours on the ring of the level, or the node itself when it has the level to itself.
    public var next: NodeIndex
    /// The one before.
    public var previous: NodeIndex

    /// Links to these nodes.
    public init(up: NodeIndex?, left: NodeIndex?, right: NodeIndex?, next: NodeIndex, previous: NodeIndex) {
      self.up = up
      self.left = left
      self.right = right
      self.next = next
      self.previous = previous
    }

    /// For instance `up 1, left 4, right -, next 3, previous 2`.
    public var description: String {
      func name(_ node: NodeIndex?) -> String { node.map { "\($0)" } ?? "-" }
      return "up \(name(up)), left \(name(left)), right \(name(right)), next \(next), previous \(previous)"
    }
  }

  /// A network of `nodes` random identifiers and levels from a seed. Time O(N log N).
  public init(nodes: Int, seed: Seed) {
    var generator = seed.stream("overlay.viceroy.identifiers")
    let ring = IdentifierRing(nodes: nodes, using: &generator)
    let highest = Self.highestLevel(nodes: nodes)
    self.init(ring, levels: (0..<nodes).map { _ in 1 + generator.below(highest) })
  }

  /// The network of these nodes, fewer than 2³², with these levels, 1 to 63.
  public init(_ ring: IdentifierRing, levels: [Int]) {
    precondition(ring.count < UInt32.max, "nodes are numbered by 32 bits")
    precondition(levels.count == ring.count && levels.allSatisfy((1...63).contains), "each node has a level")
    self.ring = ring
    var members = [[NodeIndex]](repeating: [], count: 65)
    for (node, level) in levels.enumerated() { members[level].append(node) }
    let identifiers = members.map { $0.map { ring.identifiers[$0] } }
    /// The first node of a level at or after a point.
    func first(of level: Int, from point: UInt64) -> UInt32 {
      guard !members[level].isEmpty else { return Self.none }
      let place = identifiers[level].firstIndex(from: point)
      return UInt32(members[level][place == members[level].count ? 0 : place])
    }
    var places = [Int](repeating: 0, count: 65)
    rows = ring.identifiers.enumerated().map { node, identifier in
      let level = levels[node]
      let (peers, place) = (members[level], places[level])
      places[level] += 1
      return Row(
        identifier: identifier, up: first(of: level - 1, from: identifier),
        left: first(of: level + 1, from: identifier),
        right: first(of: level + 1, from: identifier &+ Self.step(of: level)),
        next: UInt32(peers[(place + 1) % peers.count]),
        previous: UInt32(peers[(place + peers.count - 1) % peers.count]), level: UInt8(level))
    }
  }

  /// The highest level that nodes draw: log2 N, rounded down.
  static func highestLevel(nodes: Int) -> Int { max(1, Int.bitWidth - 1 - nodes.leadingZeroBitCount) }

  /// How far the right link of a level reaches: 2⁻ˡ of the ring.
  @inlinable static func step(of level: Int) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: 64 &- level) }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { rows.count }

  /// A random point of the ring.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }

  /// The successor of `key`. Logarithmic.
  @inlinable public func owner(of key: UInt64) -> NodeIndex { ring.successor(of: key) }

  /// The level of a node, 1 to 63.
  public func level(of node: NodeIndex) -> Int { Int(rows[node].level) }

  /// What a node knows apart from its neighbours on the ring.
  public func links(of node: NodeIndex) -> Links {
    func known(_ link: UInt32) -> NodeIndex? { link == Self.none ? nil : Int(link) }
    let row = rows[node]
    return Links(
      up: known(row.up), left: known(row.left), right: known(row.right), next: Int(row.next),
      previous: Int(row.previous))
  }

  /// Visits the nodes at the ends of all links, at most seven.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    let links = links(of: node)
    let known = [links.up, links.left, links.right, links.next, links.previous].compactMap { $0 }
    for other in Set(known + [ring.next(after: node), ring.previous(before: node)]).sorted() where other != node {
      body(other)
    }
  }

  /// Shares by distance to the predecessor.
  public var keyShares: KeyShares? { ring.keyShares }

  /// 32 bytes a node for hops; identifiers aside.
  public var footprint: OverlayFootprint {
    OverlayFootprint(hopPath: rows.count * MemoryLayout<Row>.stride, aside: ring.bytes)
  }

  /// Bytes that building a network of `nodes` nodes takes at its peak: rows, identifiers, and levels with their members.
  public static func estimatedBytes(nodes: Int) -> Int { nodes * (32 + 8 + 8 + 4 * 8) }
}
