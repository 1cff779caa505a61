import Participants

extension PastryPeer: OverlayPeer {
  /// A ring that has settled, and newcomers.
  public static func peers(of beginning: NetworkBeginning) -> [PastryPeer] {
    let identifiers = beginning.identifiers("living.pastry.identifiers")
    let introducers = beginning.introducers()
    let members = identifiers.prefix(beginning.settled)
    let order = members.indices.sorted { members[$0] < members[$1] }
    let overlay = Pastry(IdentifierRing(order.map { members[$0] }), seed: beginning.seed)
    func entry(_ node: NodeIndex) -> HeardContact {
      HeardContact(
        NodeContact(identifier: overlay.ring.identifiers[node], address: Address(order[node])), at: 0)
    }
    var peers = zip(identifiers, introducers).map { PastryPeer(identifier: $0, introducers: $1) }
    for (node, place) in order.enumerated() {
      peers[place].isMember = true
      for leaf in overlay.leafSet(of: node) { _ = peers[place].leaves.note(entry(leaf), extending: (true, true)) }
      for other in overlay.rows(of: node).lazy.joined().compactMap(\.self) { peers[place].table.note(entry(other)) }
    }
    return peers
  }

  /// Its point on the ring.
  public var places: [KeyPlace] { [KeyPlace(identifier)] }

  /// The member numerically closest to the key on the ring; of two as close, the smaller. Logarithmic.
  public static func owner(of key: UInt64, among members: MemberMap) -> Address? {
    guard let first = members.entries.first, let last = members.entries.last else { return nil }
    let index = members.firstIndex(from: key)
    let after = index < members.entries.count ? members.entries[index] : first
    let before = index > 0 ? members.entries[index - 1] : last
    return Pastry.isNearer(before.place.first, than: after.place.first, to: key) ? before.address : after.address
  }

  /// Newcomers mark their questions, and are answered alike.
  public static func purpose(of message: PastryMessage) -> MessagePurpose {
    switch message {
    case .join, .place: .join
    case .askLeaves(_, _, _, let isForJoin), .leaves(_, _, _, let isForJoin), .askRow(_, _, _, let isForJoin),
      .row(_, _, _, let isForJoin):
      isForJoin ? .join : .maintenance
    case .askNext, .next, .lookup, .owner: .lookup
    }
  }
}
