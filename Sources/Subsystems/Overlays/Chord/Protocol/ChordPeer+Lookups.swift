import Participants

// Fingers, and the owners of keys.
extension ChordPeer {
  /// Whether this peer is the first at or after a key, as far as it knows.
  func owns(_ key: UInt64) -> Bool {
    guard let predecessor else { return false }
    return ChordOrder.isBetween(predecessor.identifier, key, identifier) || key == identifier
  }

  /// Calls `body` for each node that is known to stand strictly between this peer and a point, some of them twice.
  private func forEachPreceding(_ point: UInt64, _ body: (ChordContact) -> Void) {
    func visit(_ contact: ChordContact) {
      if contact.address != nil, ChordOrder.isBetween(identifier, contact.identifier, point) { body(contact) }
    }
    for finger in fingers { finger.map(visit) }
    for successor in successors { visit(successor) }
  }

  /// The node that is known to stand closest before a point; the successor if there is none between.
  func closestPreceding(_ point: UInt64) -> ChordContact? {
    var best = successors.first
    var reach: UInt64 = 0
    forEachPreceding(point) { contact in
      let ahead = contact.identifier &- identifier
      if ahead > reach { (best, reach) = (contact, ahead) }
    }
    return best
  }

  /// Who is nearer to a key than this peer, the nearest first; or, if the next node owns it, this and those that follow.
  func nearer(to key: UInt64) -> (contacts: [ChordContact], areOwners: Bool) {
    guard let first = successors.first else { return ([], false) }
    if ChordOrder.isBetween(identifier, key, first.identifier) || key == first.identifier {
      return (Array(successors.lazy.filter { $0.address != nil }.prefix(4)), true)
    }
    var preceding: [ChordContact] = []
    forEachPreceding(key) { contact in
      if !preceding.contains(contact) { preceding.append(contact) }
    }
    preceding.sort { $0.identifier &- identifier > $1.identifier &- identifier }
    return (preceding.isEmpty ? [first] : Array(preceding.prefix(4)), false)
  }

  /// Looks the next finger up, from the farthest down to the first that the successor covers.
  mutating func repairFinger(_ effects: inout Effects<ChordPeer>) {
    guard let first = successors.first else { return }
    let gap = first.identifier &- identifier
    let lowest = gap == 0 ? 63 : 63 - min(gap.leadingZeroBitCount, 63)
    lastFinger = lastFinger <= lowest || lastFinger > 63 ? 63 : lastFinger - 1
    askForFinger(lastFinger, isSecond: false, &effects)
  }

  mutating func askForFinger(_ exponent: UInt8, isSecond: Bool, _ effects: inout Effects<ChordPeer>) {
    let point = identifier &+ 1 << UInt64(exponent)
    guard let first = successors.first, !ChordOrder.isBetween(identifier, point, first.identifier),
      point != first.identifier, let next = closestPreceding(point)?.address
    else { return setFinger(exponent, nil) }
    let token = ask(.finger(exponent, isSecond: isSecond), patience: 4, &effects)
    effects.send(.findPlace(point, for: effects.me, token: token, hops: 1, isForJoin: false), to: next)
  }

  mutating func setFinger(_ exponent: UInt8, _ contact: ChordContact?) {
    let place = 63 - Int(min(exponent, 63))
    while fingers.count <= place { fingers.append(nil) }
    fingers[place] = contact?.address == nil ? nil : contact
    while fingers.last == .some(nil) { fingers.removeLast() }
  }

  /// A client asks for the owner of a key.
  mutating func lookUp(_ request: ChordRequest, _ effects: inout Effects<ChordPeer>) {
    guard isMember else { return effects.respond(ChordResponse(key: request.key, owner: nil, hops: 0)) }
    if owns(request.key) {
      return effects.respond(ChordResponse(key: request.key, owner: contact(effects), hops: 0))
    }
    let next = nearer(to: request.key)
    tryAnother(ChordSearch(request, candidates: next.contacts.reversed(), areOwners: next.areOwners), &effects)
  }

  /// Asks the next candidate of a lookup, if there is one and not too many have been asked.
  mutating func tryAnother(_ search: ChordSearch, _ effects: inout Effects<ChordPeer>) {
    var search = search
    guard search.asked < Int(Self.mostHops), search.failures < Self.mostAttempts,
      let next = search.candidates.popLast(),
      let address = next.address
    else { return effects.respond(ChordResponse(key: search.request.key, owner: nil, hops: search.asked)) }
    search.asked += 1
    search.last = next
    let key = search.request.key
    if search.request.isIterative {
      let areOwners = search.areOwners
      let asked = UInt16(search.asked)
      let token = ask(.lookup(search), &effects)
      effects.send(
        areOwners
          ? .lookup(key, for: effects.me, token: token, hops: asked, isAtOwner: true) : .askNext(key, token: token),
        to: address)
    } else {
      // Whoever passes it on does not say so: if no answer comes, another way is tried.
      search.failures += 1
      let areOwners = search.areOwners
      let token = ask(.lookup(search), patience: 4, &effects)
      effects.send(.lookup(key, for: effects.me, token: token, hops: 1, isAtOwner: areOwners), to: address)
    }
  }

  /// A node that was asked names nearer ones.
  mutating func goOn(
    _ token: UInt32, _ contacts: [ChordContact], areOwners: Bool, from sender: Address,
    _ effects: inout Effects<ChordPeer>
  ) {
    let isRight = { (question: ChordQuestion) in
      question.search?.request.isIterative == true && question.search?.last?.address == sender
    }
    guard var search = answered(token, &effects, isRight: isRight)?.search else { return }
    // Those of before are asked if none of these answers, unless these are the owners.
    search.candidates = areOwners ? contacts.reversed() : search.candidates.suffix(8) + contacts.reversed()
    search.areOwners = areOwners
    tryAnother(search, &effects)
  }

  /// Passes a lookup on, or answers it.
  func passOn(
    _ key: UInt64, for asker: Address, token: UInt32, hops: UInt16, isAtOwner: Bool, _ effects: inout Effects<ChordPeer>
  ) {
    if owns(key) || isAtOwner && predecessor == nil {
      return effects.send(.owner(contact(effects), of: key, token: token, hops: hops), to: asker)
    }
    guard hops < Self.mostHops else { return }
    let next: (contact: ChordContact?, isOwner: Bool)
    if isAtOwner {
      // Somebody has come between who is not known to all yet.
      next = (predecessor, true)
    } else {
      let nearer = nearer(to: key)
      next = (nearer.contacts.first, nearer.areOwners)
    }
    guard let address = next.contact?.address else { return }
    effects.send(.lookup(key, for: asker, token: token, hops: hops + 1, isAtOwner: next.isOwner), to: address)
  }

  /// The owner has answered.
  mutating func answer(
    _ token: UInt32, owner: ChordContact, of key: UInt64, hops: UInt16, _ effects: inout Effects<ChordPeer>
  ) {
    guard let search = answered(token, &effects, isRight: { $0.search?.request.key == key })?.search else { return }
    effects.respond(
      ChordResponse(
        key: search.request.key, owner: owner, hops: search.request.isIterative ? search.asked : Int(hops)))
  }
}
