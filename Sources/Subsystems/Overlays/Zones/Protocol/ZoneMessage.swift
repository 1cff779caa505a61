import CanonicalEncoding
import Participants

/// What the peers of zones send each other. Tokens are the asker's own names for its questions.
public enum ZoneMessage: Hashable, Sendable {
  /// On its way from zone to zone to the owner of a path.
  case routed(RoutedErrand)
  /// Whom should I ask next for the owner of a path?
  case askNext(UInt64, ZoneRoute?, token: UInt32)
  /// This peer, and this is to be told to it.
  case next(Address, ZoneRoute?, token: UInt32)
  /// The path is mine; what was to be done is done.
  case answer(ZoneClaim, token: UInt32, hops: UInt8, isKnown: Bool, for: MessagePurpose)
  /// I am alive, and these are my zones and neighbours.
  case beat(ZoneBeat)
  /// I agree, or not, that the zones of a beat become one.
  case agree(UInt32, Bool)
  /// A newcomer looks for a zone that may be split.
  case join(Address, token: UInt32, steps: UInt8)
  /// This zone is to be yours.
  case offer(ZoneOffer)
  /// The walk to two zones that may become one comes to this zone.
  case seek(Zone, ZoneSeek)
  /// Give this zone to its sibling's peer, and ask for the other one in its place.
  case exchange(Zone, with: Address, ZoneSeek)
  /// Give me this zone.
  case want(Zone)
  /// Keep copies of these objects.
  case copies([UInt64], token: UInt32)
  /// These objects are yours.
  case objects([UInt64], token: UInt32)
  /// I have them.
  case kept(token: UInt32)
}

/// Something to be done by the owner of a path.
public struct RoutedErrand: Hashable, Sendable {
  /// The path.
  public let target: UInt64
  /// What is to be done there.
  public let errand: ZoneErrand
  /// Where the message stands; nil if the next peer is to say.
  public var route: ZoneRoute?
  /// Messages so far.
  public var hops: UInt8
  /// How often it was sent another way.
  public var detours: UInt8
}

/// What is to be done by an owner.
public enum ZoneErrand: Hashable, Sendable {
  /// It says who it is: to a client's lookup, or to somebody who misses a neighbour.
  case name(Address, token: UInt32, isLookup: Bool)
  /// It finds a zone for a newcomer.
  case admit(Address, token: UInt32)
  /// It sees whether its zone and this claim, its sibling, can become one.
  case pair(ZoneClaim, ZoneSeek)
  /// It stores an object.
  case store(UInt64, Address, token: UInt32)
  /// It says whether it has an object.
  case fetch(UInt64, Address, token: UInt32)

  /// What messages on its way, and its answer, are sent for.
  var purpose: MessagePurpose {
    switch self {
    case .name(_, _, let isLookup): isLookup ? .lookup : .maintenance
    case .admit: .join
    case .pair: .maintenance
    case .store, .fetch: .objects
    }
  }
}

/// A sign of life.
public struct ZoneBeat: Hashable, Sendable {
  /// Counts the beats of a peer, so that none is taken for a later one.
  public let serial: UInt32
  /// The peer's zones, with their versions.
  public let zones: [ZoneClaim]
  /// Its neighbours' claims.
  public let neighbours: [ZoneClaim]
  /// The claims of those who took zones over from it last.
  public let handed: [ZoneClaim]
  /// The zone that it wants to make of two, while neighbours are to keep theirs as they are.
  public let merging: Zone?
  /// Whether it hands over what it has, and takes nothing.
  public let isLeaving: Bool
  /// Whether it answers another beat.
  public let isReply: Bool
  /// Whether it tells of a newcomer.
  public let isForJoin: Bool
}

/// A zone that is handed over.
public struct ZoneOffer: Hashable, Sendable {
  /// The claim of who takes it.
  public let claim: ZoneClaim
  /// Those next to it, the giver included.
  public let neighbours: [ZoneClaim]
  /// The objects in it.
  public let objects: [UInt64]
  /// The newcomer's question; 0 for those who are members.
  public let token: UInt32
}

/// The search for two zones that may become one, for a peer that has one too many.
public struct ZoneSeek: Hashable, Sendable {
  /// The zone that it would give away.
  public let zone: Zone
  /// The peer.
  public let host: Address
  /// Steps so far.
  public var steps: UInt8
}
