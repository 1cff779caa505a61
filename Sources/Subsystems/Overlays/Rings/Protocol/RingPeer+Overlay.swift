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
  public static func request(_ lookup: KeyLookup) -> PeerRequest {
    .lookUp(lookup.key, isIterative: lookup.isIterative)
  }

  /// The lookup that a client asks for.
  public static func lookup(in request: PeerRequest) -> KeyLookup? {
    guard case .lookUp(let key, let isIterative) = request else { return nil }
    return KeyLookup(key: key, isIterative: isIterative)
  }

  /// How a client asks a peer to hand its objects over.
  public static var leave: PeerRequest? { .leave }

  /// The answer of a lookup.
  public static func answer(in response: RingResponse) -> LookupAnswer? {
    guard case .lookUp(let key, _) = response.request else { return nil }
    return LookupAnswer(key: key, owner: response.owner?.address, hops: response.hops)
  }

  /// Long links are looked up as places are, which newcomers look for.
  public static func purpose(of message: Message) -> MessagePurpose {
    switch message {
    case .findPlace(_, _, _, _, _, let isForJoin), .place(_, _, _, _, let isForJoin): isForJoin ? .join : .maintenance
    case .askNext, .next, .lookup, .owner: .lookup
    case .askLinks, .links, .notify, .tell, .farewell, .closeUp: .maintenance
    case .errand, .done, .copies, .objects, .kept, .askBefore, .before: .objects
    }
  }
}
