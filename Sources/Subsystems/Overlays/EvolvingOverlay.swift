import Randomness

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

/// A network that peers join and leave, with the objects that they hold.
public protocol EvolvingOverlay: Sendable {
  /// What objects are named by.
  associatedtype Key: Hashable & Sendable

  /// The peers in the network, in ascending order.
  var peers: [PeerID] { get }

  /// Lets a new peer join at a random place.
  mutating func join(using generator: inout Xoshiro256StarStar) -> (peer: PeerID, change: MembershipChange)

  /// Lets a peer leave gracefully; nil, and nothing changes, when the network would become too small or the peer is
  /// unknown.
  mutating func leave(_ peer: PeerID) -> MembershipChange?

  /// Stores an object at its owner.
  mutating func store(_ object: Key)

  /// The objects that a peer holds.
  func objects(at peer: PeerID) -> [Key]

  /// The peer that should hold an object by the overlay's owner rule.
  func owner(of object: Key) -> PeerID
}
