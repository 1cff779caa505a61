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

  /// The member whose identifier is closest to the key by XOR.
  public static func owner(of key: UInt64, among members: MemberMap) -> Address? {
    members.entries.isEmpty ? nil : members.entries[members.firsts.closest(to: key)].address
  }

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
