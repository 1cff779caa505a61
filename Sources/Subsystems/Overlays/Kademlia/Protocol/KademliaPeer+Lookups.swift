import Participants

// Searches, and the owners of keys.
extension KademliaPeer {
  /// Starts a search at the contacts that are closest.
  mutating func search(for key: UInt64, _ purpose: KademliaPurpose, _ effects: inout Effects<KademliaPeer>) {
    var search = KademliaSearch(key, for: purpose)
    take(buckets.closest(to: key), referrals: 1, in: &search, effects)
    advance(searches.insert(search), &effects)
  }

  /// Takes nodes in that somebody has named. Who is farther from a key than the peer itself does not own it.
  private func take(
    _ contacts: [NodeContact], referrals: UInt16, in search: inout KademliaSearch,
    _ effects: borrowing Effects<KademliaPeer>
  ) {
    for contact in contacts where isOther(contact, effects) {
      if search.isForOwner, contact.identifier ^ search.key > identifier ^ search.key { continue }
      search.consider(contact, referrals: referrals)
    }
  }

  /// Asks those whose turn it is, and ends a search that is over.
  mutating func advance(_ token: UInt32, _ effects: inout Effects<KademliaPeer>) {
    guard var search = searches[token] else { return }
    var next: [NodeContact] = []
    while let contact = search.takeNext() { next.append(contact) }
    searches[token] = search
    for contact in next { ask(contact, search: token, for: search.purpose, &effects) }
    if search.isOver { end(token, &effects) }
  }

  private mutating func end(_ token: UInt32, _ effects: inout Effects<KademliaPeer>) {
    guard let search = searches.remove(token) else { return }
    switch search.purpose {
    case .lookup:
      let owner = search.best?.contact.address ?? (isMember ? effects.me : nil)
      effects.respond(LookupAnswer(key: search.key, owner: owner, hops: Int(search.best?.referrals ?? 0)))
    case .join: settle(among: search.closest, &effects)
    case .arrival: refreshFarther(&effects)
    case .upkeep: break
    }
  }

  /// Something has become of a node that was asked.
  mutating func mark(
    _ contact: NodeContact, _ state: KademliaSearch.State, in token: UInt32, _ effects: inout Effects<KademliaPeer>
  ) {
    searches[token]?.mark(contact, state)
    advance(token, &effects)
  }

  /// A node that was asked names those that are closest.
  mutating func goOn(
    _ token: UInt32, _ contacts: [NodeContact], from sender: NodeContact, _ effects: inout Effects<KademliaPeer>
  ) {
    switch answered(token, &effects, isRight: { $0.address == sender.address }) {
    case .introduction: enter(by: sender, contacts, &effects)
    case .contact(let contact, let token, let purpose, _):
      guard contact == sender else {
        // Somebody else is there now.
        drop(contact, &effects)
        if let token { mark(contact, .failed, in: token, &effects) }
        return
      }
      guard let token, var search = searches[token] else {
        return meet(contacts, for: purpose == .arrival ? .arrival : .upkeep, &effects)
      }
      let referrals = search.referrals(to: contact) &+ 1
      search.mark(contact, .answered)
      take(contacts, referrals: referrals, in: &search, effects)
      searches[token] = search
      advance(token, &effects)
    default: break
    }
  }

  /// A client asks for the owner of a key.
  mutating func lookUp(_ lookup: KeyLookup, _ effects: inout Effects<KademliaPeer>) {
    guard isMember else { return effects.respond(LookupAnswer(key: lookup.key, owner: nil, hops: 0)) }
    if lookup.isIterative {
      search(for: lookup.key, .lookup, &effects)
    } else {
      tryAnother(lookup.key, tried: [], &effects)
    }
  }

  /// Sends a lookup on another way, if not too many have been tried.
  mutating func tryAnother(_ key: UInt64, tried: [NodeContact], _ effects: inout Effects<KademliaPeer>) {
    guard isMember, tried.count < Self.mostAttempts else {
      return effects.respond(LookupAnswer(key: key, owner: nil, hops: 0))
    }
    // The third way is the second again, on which nodes have been checked since, and the dead dropped.
    let excluded = tried.count == 2 ? [tried[0]] : tried
    guard let next = buckets.next(to: key, except: excluded) ?? buckets.next(to: key) else {
      return effects.respond(LookupAnswer(key: key, owner: effects.me, hops: 0))
    }
    // Whoever passes it on does not say so: if no answer comes, another way is tried.
    let token = questions.insert(.owner(of: key, tried: tried + [next]))
    effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience &* 4))
    effects.send(
      .lookup(key, from: identifier, for: effects.me, token: token, hops: 1, isRepeated: !tried.isEmpty),
      to: next.address)
  }

  /// Passes a lookup on to whoever is closest; who knows nobody closer is the owner, and answers.
  mutating func passOn(
    _ key: UInt64, for asker: Address, token: UInt32, hops: UInt16, isRepeated: Bool,
    _ effects: inout Effects<KademliaPeer>
  ) {
    guard let next = buckets.next(to: key) else {
      return effects.send(.owner(of: key, from: identifier, token: token, hops: hops), to: asker)
    }
    guard hops < Self.mostHops else { return }
    effects.send(
      .lookup(key, from: identifier, for: asker, token: token, hops: hops + 1, isRepeated: isRepeated), to: next.address
    )
    if isRepeated { check(next, &effects) }
  }

  /// The owner has answered.
  mutating func answer(
    _ token: UInt32, owner: Address, of key: UInt64, hops: UInt16, _ effects: inout Effects<KademliaPeer>
  ) {
    let isRight = { (question: KademliaQuestion) in
      if case .owner(key, _) = question { true } else { false }
    }
    guard answered(token, &effects, isRight: isRight) != nil else { return }
    effects.respond(LookupAnswer(key: key, owner: owner, hops: Int(hops)))
  }
}
