import Participants

extension RingPeer: OverlayPeer {
  /// A ring that has settled, and newcomers.
  public static func peers(of beginning: NetworkBeginning) -> [RingPeer] {
    let identifiers = Links.identifiers(of: beginning)
    let introducers = beginning.introducers()
    let settled = settled(Array(identifiers.prefix(beginning.settled)))
    return identifiers.indices.map { index in
      guard index < beginning.settled else {
        return RingPeer(identifier: identifiers[index], introducers: introducers[index])
      }
      var peer = settled[index]
      peer.introducers = introducers[index]
      return peer
    }
  }

  /// Its point on the ring.
  public var places: [KeyPlace] { [KeyPlace(identifier)] }

  /// The first member at or after the key.
  public static func owner(of key: UInt64, among members: MemberMap) -> Address? { members.successor(of: key) }

  /// How a client asks for a lookup.
  public static func request(_ lookup: KeyLookup) -> RingRequest {
    RingRequest(key: lookup.key, isIterative: lookup.isIterative)
  }

  /// Every request is a lookup.
  public static func lookup(in request: RingRequest) -> KeyLookup? {
    KeyLookup(key: request.key, isIterative: request.isIterative)
  }

  /// Every response is one to a lookup.
  public static func answer(in response: RingResponse) -> LookupAnswer? {
    LookupAnswer(key: response.key, owner: response.owner?.address, hops: response.hops)
  }

  /// Long links are looked up as places are, which newcomers look for.
  public static func purpose(of message: Message) -> MessagePurpose {
    switch message {
    case .findPlace(_, _, _, _, _, let isForJoin), .place(_, _, _, _, let isForJoin): isForJoin ? .join : .maintenance
    case .askNext, .next, .lookup, .owner: .lookup
    case .askLinks, .links, .notify, .tell: .maintenance
    }
  }
}
