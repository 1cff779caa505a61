import CanonicalEncoding
import Participants

/// What the peers of a ring send each other. Tokens are the sender's own names for its questions.
public enum RingMessage<Route: Hashable & Canonical>: Hashable, Sendable {
  /// Who stands right before this point? Passed on from node to node, for a newcomer or for somebody's link.
  case findPlace(UInt64, route: Route, for: Address, token: UInt32, hops: UInt16, isForJoin: Bool)
  /// I do, and these follow me.
  case place(of: UInt64, RingContact, successors: [RingContact], token: UInt32, isForJoin: Bool)
  /// Whom do you know that is nearer to this key?
  case askNext(UInt64, route: Route, token: UInt32)
  /// These, the best first; the owner and those who would follow it if `areOwners`.
  case next([RingStep<Route>], areOwners: Bool, token: UInt32)
  /// This key is looked up; passed on from node to node, the last time to its owner.
  case lookup(UInt64, route: Route, for: Address, token: UInt32, hops: UInt16, isAtOwner: Bool)
  /// The key is mine.
  case owner(RingContact, of: UInt64, token: UInt32, hops: UInt16)
  /// Whom do you know on the ring?
  case askLinks(token: UInt32)
  /// These.
  case links(predecessor: RingContact?, successors: [RingContact], token: UInt32)
  /// I take you for my successor.
  case notify(RingContact)
  /// This link of mine leads to you.
  case tell(RingContact, link: UInt8)
  /// The owner of this key is to do something; passed on as lookups are.
  case errand(UInt64, route: Route, for: Address, token: UInt32, hops: UInt16, isAtOwner: Bool, RingErrand)
  /// The key is mine, and what was to be done is done.
  case done(RingContact, of: UInt64, token: UInt32, hops: UInt16, isKnown: Bool)
  /// Keep copies of these objects.
  case copies([UInt64], token: UInt32)
  /// Have these objects.
  case objects([UInt64], token: UInt32)
  /// I have them; yes, you are to keep copies of mine. Or: yes, you may leave.
  case kept(token: UInt32, isYes: Bool)
  /// Who stands before this peer? Passed on from predecessor to predecessor.
  case askBefore([RingContact], count: UInt8, for: Address)
  /// These, the nearest first.
  case before([RingContact])
  /// I leave, and you have all that I had.
  case farewell(RingContact, predecessor: RingContact?, token: UInt32)
  /// I leave, and these follow me.
  case closeUp(RingContact, successors: [RingContact], token: UInt32)
}

/// What the owner of a key is to do.
public enum RingErrand: UInt8, Hashable, Canonical {
  /// It says who it is.
  case name
  /// It stores an object.
  case store
  /// It says whether it has an object.
  case fetch
}

extension RingMessage: Canonical {
  /// Appends the kind and what it says.
  #if compiler(>=6.3)
  @specialized(where Route == ChordRoute)
  @specialized(where Route == KoordeRoute)
  @specialized(where Route == ViceroyRoute)
  #endif
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .findPlace(let point, let route, let asker, let token, let hops, let isForJoin):
      bytes.write(byte: 0)
      bytes.write(point)
      bytes.write(route)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isForJoin)
    case .place(let point, let member, let successors, let token, let isForJoin):
      bytes.write(byte: 1)
      bytes.write(point)
      bytes.write(member)
      bytes.write(successors)
      bytes.write(token)
      bytes.write(isForJoin)
    case .askNext(let key, let route, let token):
      bytes.write(byte: 2)
      bytes.write(key)
      bytes.write(route)
      bytes.write(token)
    case .next(let steps, let areOwners, let token):
      bytes.write(byte: 3)
      bytes.write(steps)
      bytes.write(areOwners)
      bytes.write(token)
    case .lookup(let key, let route, let asker, let token, let hops, let isAtOwner):
      bytes.write(byte: 4)
      bytes.write(key)
      bytes.write(route)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isAtOwner)
    case .owner(let contact, let key, let token, let hops):
      bytes.write(byte: 5)
      bytes.write(contact)
      bytes.write(key)
      bytes.write(token)
      bytes.write(hops)
    case .askLinks(let token):
      bytes.write(byte: 6)
      bytes.write(token)
    case .links(let predecessor, let successors, let token):
      bytes.write(byte: 7)
      bytes.write(predecessor)
      bytes.write(successors)
      bytes.write(token)
    case .notify(let contact):
      bytes.write(byte: 8)
      bytes.write(contact)
    case .tell(let contact, let link):
      bytes.write(byte: 9)
      bytes.write(contact)
      bytes.write(link)
    case .errand(let key, let route, let asker, let token, let hops, let isAtOwner, let errand):
      bytes.write(byte: 10)
      bytes.write(key)
      bytes.write(route)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isAtOwner)
      bytes.write(errand)
    case .done(let contact, let key, let token, let hops, let isKnown):
      bytes.write(byte: 11)
      bytes.write(contact)
      bytes.write(key)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isKnown)
    case .copies(let keys, let token):
      bytes.write(byte: 12)
      bytes.write(keys)
      bytes.write(token)
    case .objects(let keys, let token):
      bytes.write(byte: 13)
      bytes.write(keys)
      bytes.write(token)
    case .kept(let token, let isYes):
      bytes.write(byte: 14)
      bytes.write(token)
      bytes.write(isYes)
    case .askBefore(let list, let count, let asker):
      bytes.write(byte: 15)
      bytes.write(list)
      bytes.write(count)
      bytes.write(asker)
    case .before(let list):
      bytes.write(byte: 16)
      bytes.write(list)
    case .farewell(let contact, let predecessor, let token):
      bytes.write(byte: 17)
      bytes.write(contact)
      bytes.write(predecessor)
      bytes.write(token)
    case .closeUp(let contact, let successors, let token):
      bytes.write(byte: 18)
      bytes.write(contact)
      bytes.write(successors)
      bytes.write(token)
    }
  }

  /// Reads a message.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0:
      self = .findPlace(
        try bytes.read(), route: try bytes.read(), for: try bytes.read(), token: try bytes.read(),
        hops: try bytes.read(), isForJoin: try bytes.read())
    case 1:
      self = .place(
        of: try bytes.read(), try bytes.read(), successors: try bytes.read(), token: try bytes.read(),
        isForJoin: try bytes.read())
    case 2: self = .askNext(try bytes.read(), route: try bytes.read(), token: try bytes.read())
    case 3: self = .next(try bytes.read(), areOwners: try bytes.read(), token: try bytes.read())
    case 4:
      self = .lookup(
        try bytes.read(), route: try bytes.read(), for: try bytes.read(), token: try bytes.read(),
        hops: try bytes.read(), isAtOwner: try bytes.read())
    case 5:
      self = .owner(try bytes.read(), of: try bytes.read(), token: try bytes.read(), hops: try bytes.read())
    case 6: self = .askLinks(token: try bytes.read())
    case 7: self = .links(predecessor: try bytes.read(), successors: try bytes.read(), token: try bytes.read())
    case 8: self = .notify(try bytes.read())
    case 9: self = .tell(try bytes.read(), link: try bytes.read())
    case 10:
      self = .errand(
        try bytes.read(), route: try bytes.read(), for: try bytes.read(), token: try bytes.read(),
        hops: try bytes.read(), isAtOwner: try bytes.read(), try bytes.read())
    case 11:
      self = .done(
        try bytes.read(), of: try bytes.read(), token: try bytes.read(), hops: try bytes.read(),
        isKnown: try bytes.read())
    case 12: self = .copies(try bytes.read(), token: try bytes.read())
    case 13: self = .objects(try bytes.read(), token: try bytes.read())
    case 14: self = .kept(token: try bytes.read(), isYes: try bytes.read())
    case 15: self = .askBefore(try bytes.read(), count: try bytes.read(), for: try bytes.read())
    case 16: self = .before(try bytes.read())
    case 17: self = .farewell(try bytes.read(), predecessor: try bytes.read(), token: try bytes.read())
    case 18: self = .closeUp(try bytes.read(), successors: try bytes.read(), token: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a message, 0 to 18")
    }
  }
}
