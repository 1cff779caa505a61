import ExactNumbers
import Randomness

/// Chord (Stoica et al., SIGCOMM 2001) on a ring of 64-bit identifiers: finger i of n is the successor of n + 2^i.
///
/// The owner of a key is its successor, the first node whose identifier is equal to it or follows it. A message goes
/// to the closest finger that precedes the key, and last from the key's predecessor to the owner.
///
/// Each node has one row of 32-bit words with all that a hop needs: identifier (2 words), distance to the successor
/// (2), node number (1), fingers from the farthest down to the nearest that is not the successor, the successor. A
/// finger is kept as the place of its row, so that a hop is one random access; whether the finger lies beyond the key
/// is told by the row that the next hop reads anyway.
public struct Chord: Overlay {
  /// The nodes: kept aside, read where a lookup begins.
  public let ring: IdentifierRing

  /// The length of a node's successor list. Static routing, in which every node lives, uses only the first entry.
  public let successorListLength: Int

  @usableFromInline package var rows: [UInt32]
  @usableFromInline let rowStart: [UInt32]

  /// Words of a row before its fingers.
  @usableFromInline package static var header: Int { 5 }

  /// The largest network whose rows 32 bits can address with certainty.
  public static let maximumNodes = 100_000_000

  /// A ring of `nodes` random identifiers from a seed. Time O(N log N).
  public init(nodes: Int, seed: Seed, successorListLength: Int = 8) {
    precondition((1...Self.maximumNodes).contains(nodes), "Chord has a node or more")
    var generator = seed.stream("overlay.chord.identifiers")
    self.init(IdentifierRing(nodes: nodes, using: &generator), successorListLength: successorListLength)
  }

  /// The network of these nodes.
  public init(_ ring: IdentifierRing, successorListLength: Int = 8) {
    precondition(successorListLength >= 0, "a successor list has no negative length")
    self.ring = ring
    self.successorListLength = min(successorListLength, ring.count - 1)
    (self.rows, self.rowStart) = Self.rows(of: ring.identifiers)
  }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { ring.count }

  /// Identifiers in ascending order.
  @inlinable public var identifiers: [UInt64] { ring.identifiers }

  /// A random point of the ring.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }

  /// The successor of `key`. Logarithmic.
  @inlinable public func owner(of key: UInt64) -> NodeIndex { ring.successor(of: key) }

  /// Visits the distinct fingers and the successor list.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    for other in Set(fingers(of: node) + successorList(of: node)).sorted() where other != node { body(other) }
  }

  /// All 64 fingers of a node, from the nearest (its successor) to the farthest.
  public func fingers(of node: NodeIndex) -> [NodeIndex] {
    let row = Int(rowStart[node])
    let lowest = lowestExponent(ofRowAt: row)
    return (0..<64).map { exponent in
      self.node(ofRowAt: Int(rows[row + Self.header + 63 - max(exponent, lowest - 1)]))
    }
  }

  /// The words of a node's row.
  package func rowRange(of node: NodeIndex) -> Range<Int> {
    let start = Int(rowStart[node])
    return start..<start + Self.header + 65 - lowestExponent(ofRowAt: start)
  }

  /// The nodes that follow on the ring, which would step in for a failed successor.
  public func successorList(of node: NodeIndex) -> [NodeIndex] {
    (0..<successorListLength).map { (node + 1 + $0) % nodeCount }
  }

  /// Shares by distance to the predecessor.
  public var keyShares: KeyShares? { ring.keyShares }

  /// Rows for hops; identifiers and row places aside. Successor lists take nothing: they are the order of the ring.
  public var footprint: OverlayFootprint {
    OverlayFootprint(
      hopPath: rows.count * MemoryLayout<UInt32>.stride,
      aside: nodeCount * (MemoryLayout<UInt64>.stride + MemoryLayout<UInt32>.stride))
  }

  /// Bytes that building a network of `nodes` nodes takes: rows of about log2 N + 8 words, identifiers, row places.
  public static func estimatedBytes(nodes: Int) -> Int {
    nodes * (4 * (Int.bitWidth - nodes.leadingZeroBitCount + 8) + 8 + 4)
  }

  @inlinable func node(ofRowAt row: Int) -> NodeIndex { Int(rows[row &+ 4]) }
  @inlinable func identifier(ofRowAt row: Int) -> UInt64 { UInt64(rows[row]) | UInt64(rows[row &+ 1]) &<< 32 }
  @inlinable func gap(ofRowAt row: Int) -> UInt64 { UInt64(rows[row &+ 2]) | UInt64(rows[row &+ 3]) &<< 32 }

  /// The smallest exponent whose finger can differ from the successor: those below do not reach past it.
  @inlinable func lowestExponent(ofRowAt row: Int) -> Int { Self.lowestExponent(gap: gap(ofRowAt: row)) }

  /// A gap of 0 is the whole ring, which a lone node has to itself.
  @inlinable static func lowestExponent(gap: UInt64) -> Int { gap == 0 ? 64 : 64 - gap.leadingZeroBitCount }

  private static func rows(of identifiers: [UInt64]) -> (rows: [UInt32], starts: [UInt32]) {
    let count = identifiers.count
    var starts: [UInt32] = []
    starts.reserveCapacity(count)
    var total = 0
    let gaps = identifiers.indices.lazy.map { identifiers[$0 + 1 == count ? 0 : $0 + 1] &- identifiers[$0] }
    for gap in gaps {
      precondition(total <= UInt32.max, "the rows of these identifiers outgrow what 32 bits address")
      starts.append(UInt32(total))
      total += header + 64 - lowestExponent(gap: gap) + 1
    }
    var rows = [UInt32](repeating: 0, count: total)
    for (node, gap) in gaps.enumerated() {
      let row = Int(starts[node])
      rows[row] = UInt32(truncatingIfNeeded: identifiers[node])
      rows[row + 1] = UInt32(truncatingIfNeeded: identifiers[node] >> 32)
      rows[row + 2] = UInt32(truncatingIfNeeded: gap)
      rows[row + 3] = UInt32(truncatingIfNeeded: gap >> 32)
      rows[row + 4] = UInt32(node)
      rows[row + header + 64 - lowestExponent(gap: gap)] = starts[node + 1 == count ? 0 : node + 1]
    }
    // One sweep an exponent: as nodes go round the ring, so do their fingers. Places run on past the end, so that a
    // finger stands between the node after its owner and the owner itself, one round later.
    let lowest = gaps.lazy.map { lowestExponent(gap: $0) }.min() ?? 64
    for exponent in lowest..<64 {
      let reach = UInt64(1) << UInt64(exponent)
      var place = 0
      for (node, gap) in gaps.enumerated() {
        place = max(place, node + 1)
        while place < node + count,
          identifiers[place < count ? place : place - count] &- identifiers[node] < reach
        {
          place += 1
        }
        if exponent >= lowestExponent(gap: gap) {
          rows[Int(starts[node]) + header + 63 - exponent] = starts[place < count ? place : place - count]
        }
      }
    }
    return (rows, starts)
  }
}
