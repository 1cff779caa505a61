import ExactNumbers
import Randomness

/// Koorde of degree 2 (Kaashoek, Karger, IPTPS 2003): a de Bruijn graph laid over the ring of Chord.
///
/// Every node knows its successor and one de Bruijn pointer, the last node at or before twice its identifier. A message walks the
/// complete de Bruijn graph of all 2⁶⁴ identifiers, most of which nobody has: it carries the imaginary identifier at which it stands, and
/// the node just before that stands in for it.
public struct Koorde: Overlay {
  /// The nodes.
  public let ring: IdentifierRing

  /// What a hop reads of a node.
  @frozen
  @usableFromInline
  package struct Row: BitwiseCopyable, Sendable {
    @usableFromInline var identifier: UInt64
    /// The last node at or before twice the identifier.
    @usableFromInline package var pointer: UInt32
  }

  @usableFromInline package var rows: [Row]

  /// A ring of `nodes` random identifiers from a seed. Time O(N log N).
  public init(nodes: Int, seed: Seed) {
    var generator = seed.stream("overlay.koorde.identifiers")
    self.init(IdentifierRing(nodes: nodes, using: &generator))
  }

  /// The network of these nodes, fewer than 2³². Time O(N log N).
  public init(_ ring: IdentifierRing) {
    precondition(ring.count < UInt32.max, "nodes are numbered by 32 bits")
    self.ring = ring
    rows = ring.identifiers.map { identifier in
      Row(identifier: identifier, pointer: UInt32(truncatingIfNeeded: ring.predecessor(of: identifier &* 2)))
    }
  }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { rows.count }

  /// A random point of the ring.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }

  /// The successor of `key`. Logarithmic.
  @inlinable public func owner(of key: UInt64) -> NodeIndex { ring.successor(of: key) }

  /// Visits the successor and the node at the de Bruijn pointer.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    let (successor, pointer) = (ring.next(after: node), pointer(of: node))
    for other in Set([successor, pointer]).sorted() where other != node { body(other) }
  }

  /// The node at the de Bruijn pointer of a node.
  public func pointer(of node: NodeIndex) -> NodeIndex { Int(rows[node].pointer) }

  /// Shares by distance to the predecessor.
  public var keyShares: KeyShares? { ring.keyShares }

  /// 16 bytes a node for hops; identifiers aside.
  public var footprint: OverlayFootprint {
    OverlayFootprint(hopPath: rows.count * MemoryLayout<Row>.stride, aside: ring.bytes)
  }

  /// Bytes that building a network of `nodes` nodes takes.
  public static func estimatedBytes(nodes: Int) -> Int { nodes * (16 + 2 * 8) }
}
