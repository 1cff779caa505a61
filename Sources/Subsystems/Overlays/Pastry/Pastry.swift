import ExactNumbers
import Randomness

/// Pastry (Rowstron, Druschel, Middleware 2001) on 64-bit identifiers of 16 digits: b = 4, a leaf set of L = 16.
///
/// The owner of a key is the node whose identifier is numerically closest to it on the ring, the smaller of two. A node knows the eight nodes
/// on either side of it, and for each prefix of its identifier and each other digit that may follow a node that begins so, where there is one:
/// here any of them, each equally likely.
public struct Pastry: Overlay {
  /// Bits of a digit: b.
  public static let digitBits = 4

  /// Nodes of a leaf set on either side: L / 2.
  public static let leavesOnEitherSide = 8

  /// Digits of an identifier, and columns of a table.
  @usableFromInline static var digits: Int { 16 }

  /// The nodes.
  public let ring: IdentifierRing

  /// Rows before those of a node.
  @usableFromInline let rowStart: [UInt32]

  /// Rows of 16 nodes, by shared digits; `none` where no node is known.
  @usableFromInline package var table: [UInt32]

  @usableFromInline package static var none: UInt32 { .max }

  /// A network of `nodes` random identifiers with complete tables, from a seed. Time O(N log N).
  public init(nodes: Int, seed: Seed) {
    var generator = seed.stream("overlay.pastry.identifiers")
    self.init(IdentifierRing(nodes: nodes, using: &generator), seed: seed)
  }

  /// The network of these nodes, fewer than 2³².
  public init(_ ring: IdentifierRing, seed: Seed) {
    precondition(ring.count < UInt32.max, "nodes are numbered by 32 bits")
    self.ring = ring
    var builder = PastryTableBuilder(ring.identifiers, seed: seed)
    builder.visit(0..<ring.count, sharedDigits: 0)
    rowStart = builder.rowStart + [UInt32(builder.table.count / Self.digits)]
    table = builder.table
  }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { ring.count }

  /// A random point of the ring.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }

  /// The node numerically closest to `key`. Logarithmic.
  @inlinable public func owner(of key: UInt64) -> NodeIndex {
    let after = ring.successor(of: key)
    return closer(to: key, ring.previous(before: after), after)
  }

  /// The one of two nodes that is nearer to a key.
  @inlinable func closer(to key: UInt64, _ one: NodeIndex, _ other: NodeIndex) -> NodeIndex {
    Self.isNearer(ring.identifiers[one], than: ring.identifiers[other], to: key) ? one : other
  }

  /// Whether one identifier is nearer to a key on the ring than another; of two as near, the smaller is.
  @inlinable static func isNearer(_ one: UInt64, than other: UInt64, to key: UInt64) -> Bool {
    let (near, far) = (distance(one, key), distance(other, key))
    return near < far || near == far && one < other
  }

  /// Digits with which two identifiers begin alike.
  @inlinable static func sharedDigits(_ one: UInt64, _ other: UInt64) -> Int {
    (one ^ other).leadingZeroBitCount / digitBits
  }

  /// The shorter way round the ring.
  @inlinable static func distance(_ one: UInt64, _ other: UInt64) -> UInt64 { min(one &- other, other &- one) }

  /// The nodes on either side of a node, from the farthest before it to the farthest after it; the node itself is left out.
  public func leafSet(of node: NodeIndex) -> [NodeIndex] {
    let reach = min(Self.leavesOnEitherSide, (nodeCount - 1) / 2)
    let others = (1...max(reach, 1)).prefix(reach).map { $0 }
    let before = others.reversed().map { (node - $0 + nodeCount) % nodeCount }
    var after = others.map { (node + $0) % nodeCount }
    // Of an even number of nodes too small for two whole sides, one stands opposite.
    if reach < Self.leavesOnEitherSide, nodeCount.isMultiple(of: 2) { after.append((node + reach + 1) % nodeCount) }
    return before + after
  }

  /// The rows of a node's table, by shared digits: a node for each next digit, nil where none is known.
  public func rows(of node: NodeIndex) -> [[NodeIndex?]] {
    (Int(rowStart[node])..<Int(rowStart[node + 1])).map { row in
      table[row * Self.digits..<(row + 1) * Self.digits].map { $0 == Self.none ? nil : Int($0) }
    }
  }

  /// Visits the leaf set and the table.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    for other in Set(leafSet(of: node) + rows(of: node).joined().compactMap { $0 }).sorted() where other != node {
      body(other)
    }
  }

  /// Half the arc between a node's neighbours on the ring is nearer to it than to them.
  public var keyShares: KeyShares? { KeyShares(arcs: (0..<nodeCount).lazy.map(closestPoints), ringBits: 64) }

  /// The number of points closest to a node; 0 for all of them.
  private func closestPoints(to node: NodeIndex) -> UInt64 {
    guard nodeCount > 1 else { return 0 }
    let (before, after) = (ring.gap(after: ring.previous(before: node)), ring.gap(after: node))
    // A point in the middle goes to the smaller identifier, which is the one before it but where the ring closes.
    let ofBefore = (before - 1) / 2 + (before.isMultiple(of: 2) && node == 0 ? 1 : 0)
    let ofAfter = (after - 1) / 2 + (after.isMultiple(of: 2) && node != nodeCount - 1 ? 1 : 0)
    return ofBefore + ofAfter + 1
  }

  /// Everything: hops look at the identifiers of leaf sets, which are the order of the ring.
  public var footprint: OverlayFootprint {
    OverlayFootprint(
      hopPath: (table.count + rowStart.count) * MemoryLayout<UInt32>.stride + ring.bytes, aside: 0)
  }

  /// Bytes that building a network of `nodes` nodes takes: rows of 16 nodes for about log16 N + 2 digits, in an array that may double.
  public static func estimatedBytes(nodes: Int) -> Int {
    let bits = Int.bitWidth - nodes.leadingZeroBitCount
    return nodes * (2 * 64 * (bits / digitBits + 2) + 2 * 8 + 4)
  }
}

/// Fills tables in one walk over the tree of identifiers: the nodes that part at one digit choose among each other.
private struct PastryTableBuilder {
  let identifiers: [UInt64]
  var rowStart: [UInt32] = []
  var table: [UInt32] = []
  /// For each digit on the way down, the nodes by the digit that follows.
  private var branchings: [[Range<Int>]] = []
  private var generator: Xoshiro256StarStar

  init(_ identifiers: [UInt64], seed: Seed) {
    self.identifiers = identifiers
    generator = seed.stream("overlay.pastry.tables")
    rowStart.reserveCapacity(identifiers.count + 1)
  }

  /// Visits the nodes of `range`, which agree in so many digits, in ascending order.
  mutating func visit(_ range: Range<Int>, sharedDigits: Int) {
    guard range.count > 1 else {
      appendRows(of: range.lowerBound)
      return
    }
    let parts = parts(of: range, digit: sharedDigits)
    branchings.append(parts)
    for part in parts where !part.isEmpty { visit(part, sharedDigits: sharedDigits + 1) }
    branchings.removeLast()
  }

  private mutating func appendRows(of node: Int) {
    rowStart.append(UInt32(table.count / Pastry.digits))
    for parts in branchings {
      for part in parts {
        let isOwn = part.contains(node)
        table.append(isOwn || part.isEmpty ? Pastry.none : UInt32(part.lowerBound + generator.below(part.count)))
      }
    }
  }

  private func parts(of range: Range<Int>, digit: Int) -> [Range<Int>] {
    let shift = UInt64(64 - Pastry.digitBits * (digit + 1))
    var start = range.lowerBound
    return (0..<UInt64(Pastry.digits)).map { value in
      var (low, high) = (start, range.upperBound)
      while low < high {
        let middle = (low + high) / 2
        if identifiers[middle] >> shift & 15 <= value { low = middle + 1 } else { high = middle }
      }
      defer { start = low }
      return start..<low
    }
  }
}
