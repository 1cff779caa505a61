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

  /// A client asks for the owner of a key.
  mutating func lookUp(_ request: RingRequest, _ effects: inout Effects<RingPeer>) {
    guard isMember else { return effects.respond(RingResponse(key: request.key, owner: nil, hops: 0)) }
    let next = nextSteps(to: request.key, on: Links.start, effects)
    if next.areOwners, next.steps.first?.contact == contact(effects) {
      return effects.respond(RingResponse(key: request.key, owner: contact(effects), hops: 0))
    }
    tryAnother(RingSearch(request, candidates: next.steps.reversed(), areOwners: next.areOwners), &effects)
  }

  /// Asks the next candidate of a lookup, if there is one and not too many have been asked.
  mutating func tryAnother(_ search: RingSearch<Links>, _ effects: inout Effects<RingPeer>) {
    var search = search
    if search.candidates.isEmpty, !search.request.isIterative {
      // Where messages are lost on long ways, the same may be tried again.
      let next = nextSteps(to: search.request.key, on: Links.start, effects)
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
    let key = search.request.key
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
      effects.send(
        .lookup(key, route: next.route, for: effects.me, token: token, hops: 1, isAtOwner: areOwners), to: address)
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

  /// Passes a lookup on, or answers it.
  func passOn(
    _ key: UInt64, on route: Links.Route, for asker: Address, token: UInt32, hops: UInt16, isAtOwner: Bool,
    _ effects: inout Effects<RingPeer>
  ) {
    let here = vicinity(effects)
    if here.owns(key) || isAtOwner && predecessor == nil {
      return effects.send(.owner(here.me, of: key, token: token, hops: hops), to: asker)
    }
    guard hops < Links.mostHops else { return }
    let next: RingStep<Links.Route>?
    let isOwner: Bool
    if isAtOwner {
      // Somebody has come between who is not known to all yet.
      (next, isOwner) = (predecessor.map { RingStep($0, Links.start) }, true)
    } else if here.successorOwns(key) {
      (next, isOwner) = (here.reachable.first { _ in true }.map { RingStep($0, Links.start) }, true)
    } else {
      (next, isOwner) = (links.step(to: key, on: route, from: here), false)
    }
    guard let next, let address = next.contact.address else { return }
    effects.send(
      .lookup(key, route: next.route, for: asker, token: token, hops: hops + 1, isAtOwner: isOwner), to: address)
  }

  /// The owner has answered, maybe an earlier attempt than the last.
  mutating func answer(
    _ token: UInt32, owner: RingContact, of key: UInt64, hops: UInt16, _ effects: inout Effects<RingPeer>
  ) {
    let isRight = { (question: RingQuestion<Links>) in question.search?.request.key == key }
    let last =
      questions[token] == nil ? questions.token { isRight($0) && $0.search?.request.isIterative == false } : nil
    guard let search = answered(last ?? token, &effects, isRight: isRight)?.search else { return }
    finish(search, at: owner, hops: search.request.isIterative ? search.asked : Int(hops), &effects)
  }

  /// Whoever asked for the lookup is told what was found.
  private mutating func finish(
    _ search: RingSearch<Links>, at owner: RingContact?, hops: Int, _ effects: inout Effects<RingPeer>
  ) {
    if let bridge = search.bridge { return endBridge(bridge, at: owner, &effects) }
    effects.respond(RingResponse(key: search.request.key, owner: owner, hops: hops))
  }
}
