import Randomness

/// Nodes on a ring of 2⁶⁴ points, in ascending order of their identifiers: what Chord, Koorde and Viceroy stand on.
///
/// The owner of a key is its successor: the first node whose identifier is equal to it or follows it.
public struct IdentifierRing: Sendable, Hashable {
  /// The identifiers, which ascend strictly.
  public let identifiers: [UInt64]

  /// A ring of these identifiers, at least one, which must ascend strictly.
  public init(_ identifiers: [UInt64]) {
    precondition(!identifiers.isEmpty, "a ring has a node or more")
    precondition(zip(identifiers, identifiers.dropFirst()).allSatisfy(<), "identifiers ascend strictly")
    self.identifiers = identifiers
  }

  /// A ring of so many random identifiers. Time O(N log N).
  public init(nodes: Int, using generator: inout Xoshiro256StarStar) {
    precondition(nodes > 0, "a ring has a node or more")
    identifiers = RandomIdentifiers.sorted(count: nodes, using: &generator)
  }

  /// The number of nodes.
  @inlinable public var count: Int { identifiers.count }

  /// The first node at or after a point. Logarithmic.
  @inlinable public func successor(of point: UInt64) -> NodeIndex {
    let index = identifiers.firstIndex(from: point)
    return index == count ? 0 : index
  }

  /// The last node at or before a point. Logarithmic.
  @inlinable public func predecessor(of point: UInt64) -> NodeIndex {
    let index = identifiers.firstIndex(from: point)
    if index < count && identifiers[index] == point { return index }
    return index == 0 ? count - 1 : index - 1
  }

  /// The node after one.
  @inlinable public func next(after node: NodeIndex) -> NodeIndex { node &+ 1 == count ? 0 : node &+ 1 }

  /// The node before one.
  @inlinable public func previous(before node: NodeIndex) -> NodeIndex { node == 0 ? count &- 1 : node &- 1 }

  /// The points from one node to the next; 0 stands for the whole ring, which a lone node has to itself.
  @inlinable public func gap(after node: NodeIndex) -> UInt64 { identifiers[next(after: node)] &- identifiers[node] }

  /// Whether a node is the successor of `key`, as it can tell from its predecessor's identifier.
  @inlinable public func owns(_ key: UInt64, _ node: NodeIndex) -> Bool {
    RingOrder.owns(key, identifiers[node], after: identifiers[previous(before: node)])
  }

  /// Shares by distance to the predecessor.
  public var keyShares: KeyShares { KeyShares(arcs: identifiers.indices.lazy.map { gap(after: $0) }, ringBits: 64) }

  /// Bytes of the identifiers.
  public var bytes: Int { count * MemoryLayout<UInt64>.stride }
}
