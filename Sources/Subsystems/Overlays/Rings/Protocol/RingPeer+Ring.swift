import Participants

// Join, stabilise, rectify.
extension RingPeer {
  /// Asks somebody who may be on the ring for the place of this peer.
  mutating func join(_ effects: inout Effects<RingPeer>) {
    guard stock.stay != .hasLeft else { return }
    let known = introducers + successors.compactMap(\.address).filter { $0 != effects.me }
    guard !known.isEmpty else { return }
    let introducer = known[effects.choose(known.count)]
    // The question goes from node to node.
    let token = ask(.place, patience: 4, &effects)
    effects.send(
      .findPlace(identifier, route: Links.start, for: effects.me, token: token, hops: 0, isForJoin: true),
      to: introducer)
  }

  /// Sets the alarms of a member, each peer's at another moment.
  mutating func keepUp(_ effects: inout Effects<RingPeer>) {
    effects.set(timer: .stabilise, after: effects.firstTime(of: schedule.stabilisation, moments: schedule.moments))
    effects.set(timer: .repairLink, after: effects.firstTime(of: schedule.linkRepair, moments: schedule.moments))
  }

  /// Tells a newcomer, or whoever looks a link up, who stands around a point; or passes the question on.
  mutating func tellPlace(
    of point: UInt64, on route: Links.Route, to asker: Address, token: UInt32, hops: UInt16, isForJoin: Bool,
    _ effects: inout Effects<RingPeer>
  ) {
    guard hops < Links.mostHops else { return }
    switch links.find(point, on: route, from: vicinity(effects)) {
    case .here(let list):
      // Whoever leaves would not be there for long.
      if isForJoin, stock.stay == .leaves { return }
      if isForJoin {
        let newcomer = RingContact(identifier: point, address: asker)
        if !stock.newcomers.contains(newcomer) { stock.newcomers = stock.newcomers.suffix(3) + [newcomer] }
      }
      // Who comes back may still be in the list as the node that it was.
      let isBack = list.first?.identifier == point && list.first?.address == asker
      effects.send(
        .place(
          of: point, contact(effects), successors: isBack ? Array(list.dropFirst()) : list, token: token,
          isForJoin: isForJoin),
        to: asker)
    case .beyond(let step):
      guard let next = step.contact.address else { return }
      effects.send(
        .findPlace(point, route: step.route, for: asker, token: token, hops: hops + 1, isForJoin: isForJoin), to: next)
    case nil: break
    }
  }

  /// A newcomer takes its place; or it is known where a link leads.
  mutating func takePlace(
    of point: UInt64, after member: RingContact, _ list: [RingContact], token: UInt32,
    _ effects: inout Effects<RingPeer>
  ) {
    let here = identifier
    switch answered(token, &effects, isRight: { $0.point(of: here) == point }) {
    case .place:
      let others = list.filter { $0.address != effects.me }
      guard member.address != nil, let first = others.first,
        RingOrder.isBetween(member.identifier, identifier, first.identifier)
      else {
        // No place yet: the same identifier is still in the list, or nobody else is. It asks again when this is out of
        // time.
        _ = ask(.place, &effects)
        return
      }
      isMember = true
      if fault != .knowsNoPredecessor { adopt(member) }
      setSuccessors(others, &effects)
      effects.observe(.joined)
      keepUp(&effects)
      stabilise(&effects)
    case .link(let link, _, _, _): setLink(link, at: member, list, &effects)
    default: break
    }
  }

  /// Asks the first successor that can be asked for its list.
  mutating func stabilise(_ effects: inout Effects<RingPeer>) {
    let isAsking = questions.contains {
      switch $0 {
      case .successor, .adoption: true
      case .lookup(let search): search.bridge != nil
      default: false
      }
    }
    if isAsking { return }
    let end = successors.last?.identifier ?? identifier
    while let first = successors.first, first.address == nil { successors.removeFirst() }
    guard let successor = successors.first else {
      return bridge(RingBridge(reach: end &- identifier, failures: 0), &effects)
    }
    askForList(successor, isSecond: false, &effects)
  }

  mutating func askForList(_ successor: RingContact, isSecond: Bool, _ effects: inout Effects<RingPeer>) {
    guard let address = successor.address else { return }
    let token = ask(.successor(successor, isSecond: isSecond), &effects)
    effects.send(.askLinks(token: token), to: address)
  }

  /// The successor has told its list and predecessor, or a candidate its list.
  mutating func takeLinks(
    predecessor theirs: RingContact?, _ list: [RingContact], token: UInt32, from sender: Address,
    _ effects: inout Effects<RingPeer>
  ) {
    switch answered(token, &effects, isRight: { $0.askedForLinks?.address == sender }) {
    case .successor(let successor, _):
      guard successor == successors.first else { return }
      setSuccessors([successor] + list, &effects)
      if let candidate = theirs, let address = candidate.address, address != effects.me,
        RingOrder.isBetween(identifier, candidate.identifier, successor.identifier)
      {
        let token = ask(.adoption(candidate), &effects)
        effects.send(.askLinks(token: token), to: address)
      } else {
        notifySuccessor(&effects)
      }
    case .adoption(let candidate):
      if let first = successors.first, RingOrder.isBetween(identifier, candidate.identifier, first.identifier) {
        setSuccessors([candidate] + list, &effects)
        if let nearer = theirs, let address = nearer.address, address != effects.me,
          RingOrder.isBetween(identifier, nearer.identifier, candidate.identifier)
        {
          let token = ask(.adoption(nearer), &effects)
          return effects.send(.askLinks(token: token), to: address)
        }
      }
      notifySuccessor(&effects)
    default: break
    }
  }

  /// A successor does not answer: it is dropped, the list filled up, and the next one asked.
  mutating func drop(_ contact: RingContact, _ effects: inout Effects<RingPeer>) {
    links.forget(contact)
    guard contact == successors.first else { return }
    successors.removeFirst()
    successors.append(RingContact(paddingAfter: (successors.last ?? contact).identifier))
    notifySuccessor(&effects)
    stabilise(&effects)
  }

  func notifySuccessor(_ effects: inout Effects<RingPeer>) {
    if let successor = successors.first?.address { effects.send(.notify(contact(effects)), to: successor) }
  }

  /// Somebody takes this peer for its successor.
  mutating func rectify(_ candidate: RingContact, _ effects: inout Effects<RingPeer>) {
    guard candidate.address != nil, !stock.isLeaver(candidate) else { return }
    guard let predecessor, !RingOrder.isBetween(predecessor.identifier, candidate.identifier, identifier) else {
      return yield(to: candidate, &effects)
    }
    if candidate != predecessor { check(against: candidate, isSecond: false, &effects) }
  }

  /// Asks whether the predecessor is alive, unless that is being asked.
  mutating func check(against candidate: RingContact, isSecond: Bool, _ effects: inout Effects<RingPeer>) {
    guard let contact = predecessor, let address = contact.address else {
      return adopt(candidate)
    }
    let isAsking = questions.contains {
      if case .predecessor(contact, _, _) = $0 { true } else { false }
    }
    if isAsking { return }
    let token = ask(.predecessor(contact, candidate: candidate, isSecond: isSecond), &effects)
    effects.send(.askLinks(token: token), to: address)
  }

  /// Takes a list over, up to its length and as long as it goes on round the ring, and keeps it for the time after a
  /// crash.
  mutating func setSuccessors(_ list: [RingContact], _ effects: inout Effects<RingPeer>) {
    var new: [RingContact] = []
    var reach: UInt64 = 0
    for contact in list.prefix(schedule.listLength) {
      // Whoever comes after this peer itself has come round.
      let ahead = contact.identifier &- identifier
      guard ahead > reach, contact.address != effects.me else { break }
      reach = ahead
      new.append(contact)
    }
    guard new != successors else { return }
    successors = new
    effects.persist(new.filter { $0.address != nil })
  }
}
