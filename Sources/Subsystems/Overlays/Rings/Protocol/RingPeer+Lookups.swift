import Participants

// The owners of keys.
extension RingPeer {
  /// Who is asked next for a key, the best first; its owner and those who would follow it if they are known.
  func nextSteps(
    to key: UInt64, on route: Links.Route, _ effects: borrowing Effects<RingPeer>
  ) -> (steps: [RingStep<Links.Route>], areOwners: Bool) {
    let here = vicinity(effects)
    if here.owns(key) { return ([RingStep(here.me, Links.start)], true) }
    guard here.successorOwns(key) else { return (links.steps(to: key, on: route, from: here), false) }
    return (here.reachable.prefix(4).map { RingStep($0, Links.start) }, true)
  }

  /// A client asks for something.
  mutating func take(_ request: PeerRequest, _ effects: inout Effects<RingPeer>) {
    guard let key = request.key else { return startLeaving(&effects) }
    guard isMember else { return effects.respond(RingResponse(to: request, owner: nil)) }
    let next = nextSteps(to: key, on: Links.start, effects)
    if case .lookUp = request, next.areOwners, next.steps.first?.contact == contact(effects) {
      return effects.respond(RingResponse(to: request, owner: contact(effects)))
    }
    tryAnother(RingSearch(request, candidates: next.steps.reversed(), areOwners: next.areOwners), &effects)
  }

  /// Asks the next candidate of a lookup, if there is one and not too many have been asked.
  mutating func tryAnother(_ search: RingSearch<Links>, _ effects: inout Effects<RingPeer>) {
    var search = search
    if search.candidates.isEmpty, !search.request.isIterative {
      // Where messages are lost on long ways, the same may be tried again.
      let next = nextSteps(to: search.key, on: Links.start, effects)
      (search.candidates, search.areOwners) = (next.steps.reversed(), next.areOwners)
    }
    if search.bridge != nil {
      // Where many are dead, no time is to be lost with those who were asked in vain, of whom others still speak.
      let me = contact(effects)
      search.candidates.removeAll { $0.contact == me || search.silent.contains($0.contact) }
    }
    guard search.asked < Int(Links.mostHops), search.failures < Self.mostAttempts,
      let next = search.candidates.popLast(), let address = next.contact.address
    else { return finish(search, at: nil, hops: search.asked, &effects) }
    search.asked += 1
    search.last = next.contact
    let key = search.key
    let areOwners = search.areOwners
    if search.request.isIterative {
      let asked = UInt16(search.asked)
      let token = ask(.lookup(search), &effects)
      effects.send(
        areOwners
          ? .lookup(key, route: next.route, for: effects.me, token: token, hops: asked, isAtOwner: true)
          : .askNext(key, route: next.route, token: token),
        to: address)
    } else {
      // Whoever passes it on does not say so: if no answer comes, another way is tried.
      search.failures += 1
      let token = ask(.lookup(search), patience: 3, &effects)
      if address == effects.me, let errand = search.errand {
        return carryOut(errand, key, for: address, token: token, hops: 0, &effects)
      }
      let message = Self.message(
        search.errand, to: key, on: next.route, for: effects.me, token: token, hops: 1, isAtOwner: areOwners)
      effects.send(message, to: address)
    }
  }

  /// A node that was asked names nearer ones, or says that the key is its own.
  mutating func goOn(
    _ token: UInt32, _ steps: [RingStep<Links.Route>], areOwners: Bool, from sender: Address,
    _ effects: inout Effects<RingPeer>
  ) {
    let isRight = { (question: RingQuestion<Links>) in
      question.search?.request.isIterative == true && question.search?.last?.address == sender
    }
    guard var search = answered(token, &effects, isRight: isRight)?.search else { return }
    if areOwners, let owner = steps.first?.contact, owner == search.last {
      return finish(search, at: owner, hops: search.asked, &effects)
    }
    // Those of before are asked if none of these answers, unless these are the owners.
    search.candidates = areOwners ? steps.reversed() : search.candidates.suffix(8) + steps.reversed()
    search.areOwners = areOwners
    tryAnother(search, &effects)
  }

  /// What goes from node to node: a lookup if there is nothing to do but to answer it.
  private static func message(
    _ errand: RingErrand?, to key: UInt64, on route: Links.Route, for asker: Address, token: UInt32, hops: UInt16,
    isAtOwner: Bool
  ) -> Message {
    if let errand {
      .errand(key, route: route, for: asker, token: token, hops: hops, isAtOwner: isAtOwner, errand)
    } else {
      .lookup(key, route: route, for: asker, token: token, hops: hops, isAtOwner: isAtOwner)
    }
  }

  /// Does what the owner of a key is to do.
  private mutating func carryOut(
    _ errand: RingErrand, _ key: UInt64, for asker: Address, token: UInt32, hops: UInt16,
    _ effects: inout Effects<RingPeer>
  ) {
    switch errand {
    case .name: tell(asker, of: key, token: token, hops: hops, isKnown: false, &effects)
    case .fetch: tell(asker, of: key, token: token, hops: hops, isKnown: stock.kept.contains(key), &effects)
    case .store: store(key, for: asker, token: token, hops: hops, &effects)
    }
  }

  /// Passes a lookup or an errand on, or answers it.
  mutating func passOn(
    _ errand: RingErrand? = nil, to key: UInt64, on route: Links.Route, for asker: Address, token: UInt32,
    hops: UInt16, isAtOwner: Bool, _ effects: inout Effects<RingPeer>
  ) {
    let here = vicinity(effects)
    if here.owns(key) || isAtOwner && predecessor == nil {
      if let errand { return carryOut(errand, key, for: asker, token: token, hops: hops, &effects) }
      return effects.send(.owner(here.me, of: key, token: token, hops: hops), to: asker)
    }
    guard hops < Links.mostHops else { return }
    let next: RingStep<Links.Route>?
    let isOwner: Bool
    if isAtOwner {
      // Somebody has come between who is not known to all yet.
      (next, isOwner) = (predecessor.map { RingStep($0, Links.start) }, true)
    } else if here.successorOwns(key) {
      (next, isOwner) = (reachableSuccessor.map { RingStep($0, Links.start) }, true)
    } else {
      (next, isOwner) = (links.step(to: key, on: route, from: here), false)
    }
    guard let next, let address = next.contact.address else { return }
    let message = Self.message(
      errand, to: key, on: next.route, for: asker, token: token, hops: hops + 1, isAtOwner: isOwner)
    effects.send(message, to: address)
  }

  /// The owner has answered, maybe an earlier attempt than the last.
  mutating func answer(
    _ token: UInt32, owner: RingContact, of key: UInt64, hops: UInt16, isKnown: Bool = false,
    _ effects: inout Effects<RingPeer>
  ) {
    let isRight = { (question: RingQuestion<Links>) in question.search?.key == key }
    let last =
      questions[token] == nil ? questions.token { isRight($0) && $0.search?.request.isIterative == false } : nil
    guard let search = answered(last ?? token, &effects, isRight: isRight)?.search else { return }
    finish(search, at: owner, hops: search.request.isIterative ? search.asked : Int(hops), isKnown: isKnown, &effects)
  }

  /// Whoever asked for the lookup is told what was found.
  private mutating func finish(
    _ search: RingSearch<Links>, at owner: RingContact?, hops: Int, isKnown: Bool = false,
    _ effects: inout Effects<RingPeer>
  ) {
    if let bridge = search.bridge { return endBridge(bridge, at: owner, &effects) }
    if search.isForStrays { return handOver(search.key, to: owner, &effects) }
    effects.respond(RingResponse(to: search.request, owner: owner, hops: hops, isKnown: isKnown))
  }
}
