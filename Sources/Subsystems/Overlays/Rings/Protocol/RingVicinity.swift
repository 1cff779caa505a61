/// A peer and those around it on the ring, as far as it knows.
public struct RingVicinity: Sendable {
  /// The peer itself.
  public let me: RingContact

  /// The node before it.
  public let predecessor: RingContact?

  /// The nodes after it, some of them entries that only fill the list up.
  public let successors: [RingContact]

  /// The peer's point on the ring.
  public var identifier: UInt64 { me.identifier }

  /// Whether the peer is the first at or after a key.
  public func owns(_ key: UInt64) -> Bool {
    predecessor.map { RingOrder.owns(key, identifier, after: $0.identifier) } ?? false
  }

  /// Whether the first successor is the first at or after a key.
  public func successorOwns(_ key: UInt64) -> Bool {
    successors.first.map { RingOrder.owns(key, $0.identifier, after: identifier) } ?? false
  }

  /// The successors that can be reached.
  var reachable: some Sequence<RingContact> { successors.lazy.filter { $0.address != nil } }
}
