import Participants

extension ChordPeer: OverlayPeer {
  /// A ring that has settled, and newcomers.
  public static func peers(of beginning: NetworkBeginning) -> [ChordPeer] {
    let identifiers = beginning.identifiers("living.chord.identifiers")
    let introducers = beginning.introducers()
    let settled = settled(Array(identifiers.prefix(beginning.settled)))
    return identifiers.indices.map { index in
      guard index < beginning.settled else {
        return ChordPeer(identifier: identifiers[index], introducers: introducers[index])
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
  public static func request(_ lookup: KeyLookup) -> ChordRequest {
    ChordRequest(key: lookup.key, isIterative: lookup.isIterative)
  }

  /// Every request is a lookup.
  public static func lookup(in request: ChordRequest) -> KeyLookup? {
    KeyLookup(key: request.key, isIterative: request.isIterative)
  }

  /// Every response is one to a lookup.
  public static func answer(in response: ChordResponse) -> LookupAnswer? {
    LookupAnswer(key: response.key, owner: response.owner?.address, hops: response.hops)
  }

  /// Fingers are looked up as places are, which newcomers look for.
  public static func purpose(of message: ChordMessage) -> MessagePurpose {
    switch message {
    case .findPlace(_, _, _, _, let isForJoin), .place(_, _, _, _, let isForJoin): isForJoin ? .join : .maintenance
    case .askNext, .next, .lookup, .owner: .lookup
    case .askLinks, .links, .notify: .maintenance
    }
  }
}
