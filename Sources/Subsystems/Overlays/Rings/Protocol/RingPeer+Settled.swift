import Participants

extension RingPeer {
  /// The peers of a ring that has settled: every list, predecessor and link is right. Peer i has address i.
  ///
  /// - Precondition: more different identifiers than a list has entries, in any order: fewer members would lose each
  ///   other (Zave 2017).
  public static func settled(_ identifiers: [UInt64], schedule: RingSchedule = RingSchedule()) -> [RingPeer] {
    let order = identifiers.indices.sorted { identifiers[$0] < identifiers[$1] }
    let ring = IdentifierRing(order.map { identifiers[$0] })
    precondition((1..<ring.count).contains(schedule.listLength), "a ring has more members than a list has entries")
    func contact(_ place: NodeIndex) -> RingContact {
      RingContact(identifier: ring.identifiers[place], address: Address(order[place]))
    }
    let links = Links.settled(on: ring, listLength: schedule.listLength, contact: contact)
    var peers: [RingPeer?] = identifiers.map { _ in nil }
    for place in order.indices {
      let after = (1...schedule.listLength).map { contact((place + $0) % ring.count) }
      let before = contact(ring.previous(before: place))
      var peer = RingPeer(
        identifier: ring.identifiers[place], schedule: schedule,
        introducers: [after[0].address, before.address].compactMap(\.self))
      peer.isMember = true
      peer.predecessor = before
      peer.successors = after
      peer.links = links[place]
      peers[order[place]] = peer
    }
    return peers.compactMap(\.self)
  }
}
