import CanonicalEncoding
import Participants

/// A peer of a living overlay: it joins, keeps its links up while others come and go, and looks keys up.
///
/// Whatever watches, compares or judges living overlays knows nothing else of them. Keys are the numbers of 64 bits; an overlay
/// whose keys look otherwise maps them, so that equally many fall on equal parts of its key space.
public protocol OverlayPeer: Participant where Observation == PeerEvent {
  /// The peers of a network as it begins: those that have settled, with every link right, then newcomers. Peer i has address i.
  static func peers(of beginning: NetworkBeginning) -> [Self]

  /// Whom it asks to be let in.
  var introducers: [Address] { get set }

  /// Whether it has its place in the network, as far as it knows.
  var isMember: Bool { get }

  /// What the overlay's rule of ownership needs to know of a member: the point of its identifier, or the keys that begin with it.
  var places: [KeyPlace] { get }

  /// The owner of a key by the overlay's own rule, found from the places of all members; nil if it is nobody's.
  static func owner(of key: UInt64, among members: MemberMap) -> Address?

  /// How a client asks for a lookup.
  static func request(_ lookup: KeyLookup) -> Request

  /// The lookup that a client asks for; nil in other requests.
  static func lookup(in request: Request) -> KeyLookup?

  /// How a client asks a peer to hand over what it has and go; nil if peers just stop.
  static var leave: Request? { get }

  /// The answer of a lookup; nil for those to other requests.
  static func answer(in response: Response) -> LookupAnswer?

  /// What a message is sent for.
  static func purpose(of message: Message) -> MessagePurpose
}

extension OverlayPeer {
  /// Peers just stop, unless they say otherwise.
  public static var leave: Request? { nil }
}

/// A lookup of the owner of a key.
public struct KeyLookup: Hashable, Sendable {
  /// The key.
  public let key: UInt64
  /// Whether the peer asks every node itself; if not, nodes pass the question on.
  public let isIterative: Bool

  /// A lookup.
  public init(key: UInt64, isIterative: Bool) {
    self.key = key
    self.isIterative = isIterative
  }
}

/// What a lookup has found.
public struct LookupAnswer: Hashable, Sendable {
  /// The key.
  public let key: UInt64
  /// Its owner; nil if nobody was found.
  public let owner: Address?
  /// Hops, or nodes asked, on the way.
  public let hops: Int

  /// An answer.
  public init(key: UInt64, owner: Address?, hops: Int) {
    self.key = key
    self.owner = owner
    self.hops = hops
  }
}

/// What a message between peers is sent for.
public enum MessagePurpose: UInt8, Hashable, CaseIterable, Canonical {
  /// A client's lookup.
  case lookup
  /// A newcomer that looks for its place, and takes it.
  case join
  /// Objects that are stored, moved or copied.
  case objects
  /// Everything else: links that are looked up, checked and told.
  case maintenance
}
