import Participants

extension KademliaPeer: OverlayPeer {
  /// A network that has settled, and newcomers.
  public static func peers(of beginning: NetworkBeginning) -> [KademliaPeer] {
    let identifiers = beginning.identifiers("living.kademlia.identifiers")
    let introducers = beginning.introducers()
    let members = identifiers.prefix(beginning.settled)
    let order = members.indices.sorted { members[$0] < members[$1] }
    let overlay = Kademlia(identifiers: order.map { members[$0] }, seed: beginning.seed)
    var peers = zip(identifiers, introducers).map { KademliaPeer(identifier: $0, introducers: $1) }
    for (node, place) in order.enumerated() {
      peers[place].isMember = true
      for contact in overlay.buckets(of: node).lazy.flatMap(\.contacts) {
        peers[place].buckets.note(
          NodeContact(identifier: overlay.identifiers[contact], address: Address(order[contact])), at: 0)
      }
    }
    return peers
  }

  /// Its point.
  public var places: [KeyPlace] { [KeyPlace(identifier)] }

  /// The member whose identifier is closest to the key by XOR. Logarithmic in the number of members, times the bits
  /// that it takes to tell them apart.
  public static func owner(of key: UInt64, among members: MemberMap) -> Address? {
    // The members that share the most bits with the key, then the most bits with the rest of it, and so on.
    var range = members.entries.indices
    var bit: UInt64 = 1 << 63
    var first: UInt64 = 0
    while range.count > 1, bit > 0 {
      let half = members.firstIndex(from: first | bit)
      let middle = min(max(half, range.lowerBound), range.upperBound)
      let isUpper = middle == range.lowerBound || key & bit != 0 && middle < range.upperBound
      range = isUpper ? middle..<range.upperBound : range.lowerBound..<middle
      if isUpper { first |= bit }
      bit >>= 1
    }
    return range.first.map { members.entries[$0].address }
  }

  /// How a client asks for a lookup.
  public static func request(_ lookup: KeyLookup) -> KeyLookup { lookup }

  /// Every request is a lookup.
  public static func lookup(in request: KeyLookup) -> KeyLookup? { request }

  /// Every response is one to a lookup.
  public static func answer(in response: LookupAnswer) -> LookupAnswer? { response }

  /// Questions say what they are asked for, and so do their answers.
  public static func purpose(of message: KademliaMessage) -> MessagePurpose {
    switch message {
    case .find(_, _, _, let purpose), .found(_, _, _, let purpose):
      switch purpose {
      case .lookup: .lookup
      case .join, .arrival: .join
      case .upkeep: .maintenance
      }
    case .lookup, .owner: .lookup
    }
  }
}
