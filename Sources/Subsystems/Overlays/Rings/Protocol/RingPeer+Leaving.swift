import Participants

// Whoever leaves hands over all that it has to its successor, which comes to own what was the leaver's own before that is gone. For the others
// this is a crash, of which those on both sides are told.
extension RingPeer {
  mutating func startLeaving(_ effects: inout Effects<RingPeer>) {
    guard stock.stay != .hasLeft else { return effects.respond(RingResponse(to: .leave, owner: contact(effects))) }
    // Whoever has lost its place with objects must come back first.
    guard isMember || !stock.kept.isEmpty, fault != .leavesAtOnce else { return go(&effects) }
    stock.stay = .leaves
    goOnLeaving(&effects)
  }

  /// Hands everything over to the successor, unless that is being done. One that does not answer is dropped, and the next one is there.
  mutating func goOnLeaving(_ effects: inout Effects<RingPeer>) {
    let isLeaving = questions.contains { $0.isForLeaving }
    guard isMember, stock.stay == .leaves, !isLeaving, let heir = reachableSuccessor
    else { return }
    if !stock.hasWaited, !unknownNewcomers.isEmpty {
      // By the next round the first should be the successor.
      stock.hasWaited = true
      return stabilise(&effects)
    }
    begin(.leave, with: heir, after: stock.heir == heir ? stock.given : KeySet(), &effects)
  }

  /// The newcomers that were let in last and are not known to the successor: they know no other predecessor.
  private var unknownNewcomers: [RingContact] {
    guard let heir = reachableSuccessor else { return [] }
    return stock.newcomers.filter { RingOrder.isBetween(identifier, $0.identifier, heir.identifier) }
  }

  private func warnNewcomers(_ effects: inout Effects<RingPeer>) {
    for newcomer in unknownNewcomers {
      guard let address = newcomer.address else { continue }
      effects.send(.farewell(contact(effects), predecessor: predecessor, token: 0), to: address)
    }
  }

  /// Begins again, because those around have changed.
  private mutating func leaveAnew(_ effects: inout Effects<RingPeer>) {
    guard stock.stay == .leaves else { return }
    while let token = questions.token(where: { $0.isForLeaving }) {
      _ = questions.remove(token)
      effects.cancel(timer: .unanswered(token))
    }
    goOnLeaving(&effects)
  }

  /// The successor has all, and is to take what is before this peer for its own.
  mutating func sayFarewell(
    to heir: RingContact, after sent: KeySet, isSecond: Bool = false, _ effects: inout Effects<RingPeer>
  ) {
    guard isMember, stock.stay == .leaves, let address = heir.address,
      heir == reachableSuccessor
    else { return }
    let token = ask(.farewell(heir, sent: sent, isSecond: isSecond), &effects)
    effects.send(.farewell(contact(effects), predecessor: predecessor, token: token), to: address)
  }

  /// The successor does not answer.
  mutating func missFarewell(
    to heir: RingContact, after sent: KeySet, isSecond: Bool, _ effects: inout Effects<RingPeer>
  ) {
    if isSecond {
      drop(heir, &effects)
    } else {
      sayFarewell(to: heir, after: sent, isSecond: true, &effects)
    }
    goOnLeaving(&effects)
  }

  /// The successor knows somebody between, or is to leave first.
  mutating func stayOn(before heir: RingContact, after sent: KeySet, _ effects: inout Effects<RingPeer>) {
    (stock.heir, stock.given) = (heir, sent)
    stabilise(&effects)
  }

  /// The successor agrees: the predecessor is told whom it has instead of this peer. Whoever leaves could not wait for it to find out: if many
  /// do, all that it knows are gone.
  mutating func part(from heir: RingContact, after sent: KeySet, _ effects: inout Effects<RingPeer>) {
    guard isMember, stock.stay == .leaves else { return }
    (stock.heir, stock.given) = (heir, sent)
    warnNewcomers(&effects)
    if let predecessor, predecessor.address != effects.me {
      tellPredecessor(predecessor, isSecond: false, &effects)
    } else {
      go(&effects)
    }
  }

  mutating func tellPredecessor(_ contact: RingContact, isSecond: Bool, _ effects: inout Effects<RingPeer>) {
    guard isMember, stock.stay == .leaves, let address = contact.address else { return }
    let token = ask(.closeUp(contact, isSecond: isSecond), &effects)
    effects.send(.closeUp(self.contact(effects), successors: successors, token: token), to: address)
  }

  /// The predecessor does not answer.
  mutating func missClosing(_ contact: RingContact, isSecond: Bool, _ effects: inout Effects<RingPeer>) {
    if isSecond { goAtLast(&effects) } else { tellPredecessor(contact, isSecond: true, &effects) }
  }

  /// Both know: the peer goes, unless it has got more in between.
  mutating func goAtLast(_ effects: inout Effects<RingPeer>) {
    guard isMember, stock.stay == .leaves else { return }
    if stock.kept.keys.allSatisfy(stock.given.contains) { go(&effects) } else { goOnLeaving(&effects) }
  }

  /// The peer is on the ring no more. Clients that wait are told that nobody was found.
  private mutating func go(_ effects: inout Effects<RingPeer>) {
    let me = contact(effects)
    // Again: one message may be lost.
    if isMember { warnNewcomers(&effects) }
    for case .lookup(let search) in questions.values where search.bridge == nil && !search.isForStrays {
      effects.respond(RingResponse(to: search.request, owner: nil, hops: search.asked))
    }
    questions.removeAll()
    (isMember, predecessor, successors, links) = (false, nil, [], Links())
    stock = RingObjects()
    stock.stay = .hasLeft
    effects.cancel(timer: .stabilise)
    effects.cancel(timer: .repairLink)
    effects.respond(RingResponse(to: .leave, owner: me))
    effects.observe(.left)
  }

  /// The predecessor leaves. This peer takes what was before that for its own, unless it knows somebody between them, who is to do so.
  ///
  /// Of neighbours that leave, the last goes first, so that those before it get to know somebody who stays; where the ring begins, somebody
  /// need not wait, or nobody would go if all wanted to.
  mutating func takeFarewell(
    of leaver: RingContact, predecessor theirs: RingContact?, token: UInt32, from sender: Address,
    _ effects: inout Effects<RingPeer>
  ) {
    guard leaver.address == sender, sender != effects.me else { return }
    let isBefore = predecessor.map {
      $0 == leaver || RingOrder.isBetween($0.identifier, leaver.identifier, identifier)
    }
    let isFirst = stock.stay == .leaves && leaver.identifier < identifier
    guard isBefore ?? true, !isFirst else { return effects.send(.kept(token: token, isYes: false), to: sender) }
    links.forget(leaver)
    if !stock.leavers.contains(leaver) { stock.leavers = stock.leavers.suffix(15) + [leaver] }
    effects.send(.kept(token: token, isYes: true), to: sender)
    guard let theirs, let address = theirs.address, address != effects.me, theirs != predecessor,
      !stock.isLeaver(theirs),
      RingOrder.isBetween(theirs.identifier, leaver.identifier, identifier)
    else { return }
    adopt(theirs)
    leaveAnew(&effects)
  }

  /// The successor has left: its list becomes this peer's own, as it would if it were asked for it and dropped then.
  mutating func closeUp(
    after leaver: RingContact, _ list: [RingContact], from sender: Address, _ effects: inout Effects<RingPeer>
  ) {
    guard leaver.address == sender, leaver == successors.first else { return }
    guard let next = list.first, next.address != effects.me,
      RingOrder.isBetween(identifier, leaver.identifier, next.identifier)
    else { return drop(leaver, &effects) }
    links.forget(leaver)
    setSuccessors(list, &effects)
    notifySuccessor(&effects)
    stabilise(&effects)
    leaveAnew(&effects)
  }
}
