import Participants

extension ChordPeer {
  /// The peers of a ring that has settled: every list, predecessor and finger is right. Peer i has address i.
  ///
  /// - Precondition: more different identifiers than a list has entries, in any order: fewer members would lose each other (Zave 2017).
  public static func settled(_ identifiers: [UInt64], schedule: Schedule = Schedule()) -> [ChordPeer] {
    let order = identifiers.indices.sorted { identifiers[$0] < identifiers[$1] }
    let ring = IdentifierRing(order.map { identifiers[$0] })
    precondition((1..<ring.count).contains(schedule.listLength), "a ring has more members than a list has entries")
    func contact(_ place: NodeIndex) -> ChordContact {
      ChordContact(identifier: ring.identifiers[place], address: Address(order[place]))
    }
    var peers: [ChordPeer?] = identifiers.map { _ in nil }
    for place in order.indices {
      let identifier = ring.identifiers[place]
      let after = (1...schedule.listLength).map { contact((place + $0) % ring.count) }
      let before = contact(ring.previous(before: place))
      var peer = ChordPeer(
        identifier: identifier, schedule: schedule, introducers: [after[0].address, before.address].compactMap(\.self))
      peer.isMember = true
      peer.predecessor = before
      peer.successors = after
      for exponent in stride(from: UInt64(63), through: 0, by: -1) where ring.gap(after: place) >> exponent == 0 {
        let finger = ring.successor(of: identifier &+ 1 << exponent)
        if finger != place { peer.setFinger(UInt8(exponent), contact(finger)) }
      }
      peers[order[place]] = peer
    }
    return peers.compactMap(\.self)
  }
}
