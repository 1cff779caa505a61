import Participants

extension RingPeer: ObjectPeer {
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

  /// The answer of a lookup.
  public static func answer(in response: RingResponse) -> LookupAnswer? { response.answer(address: \.address) }

  /// Its successor.
  public var heir: Address? { reachableSuccessor?.address }

  /// Long links are looked up as places are, which newcomers look for. The search for a successor beyond dead ones counts as a lookup.
  public static func purpose(of message: Message) -> MessagePurpose {
    switch message {
    case .findPlace(_, _, _, _, _, let isForJoin), .place(_, _, _, _, let isForJoin): isForJoin ? .join : .maintenance
    case .askNext, .next, .lookup, .owner: .lookup
    case .askLinks, .links, .notify, .tell, .farewell, .closeUp: .maintenance
    case .errand, .done, .copies, .objects, .kept, .askBefore, .before: .objects
    }
  }
}
