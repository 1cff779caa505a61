/// A peer of an evolving network: a name that is never used again after the peer has left.
public struct PeerID: Hashable, Comparable, Sendable {
  /// Counts peers in the order in which they joined, from 0.
  public let number: Int

  /// Names a peer.
  public init(_ number: Int) { self.number = number }

  /// The order of joining.
  public static func < (left: PeerID, right: PeerID) -> Bool { left.number < right.number }
}

/// What a join or a leave cost.
public struct MembershipChange: Sendable, Equatable {
  /// Steps of the walk to a place where the network may grow or shrink.
  public let walk: Int

  /// Peers whose neighbour tables had to change, those that changed places not included.
  public let notified: Int

  /// Whether a peer other than the leaving one gave up its place to take over the one that became free.
  public let tookOver: Bool
}
