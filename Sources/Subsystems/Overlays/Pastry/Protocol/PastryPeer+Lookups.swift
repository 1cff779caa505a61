import Participants

// The way to keys, and their owners.
extension PastryPeer {
  /// The node to which a key is passed on; nil if the peer knows none that is nearer than itself.
  ///
  /// The nearest of the leaf set if the key lies within it; else one that shares a digit more with the key; else, in
  /// the rare case that none is known, the nearest of all that share as many digits and are nearer.
  func next(to key: UInt64, except excluded: [UInt64] = []) -> NodeContact? {
    var best: NodeContact?
    var nearest = identifier
    func consider(_ contact: NodeContact) {
      guard Pastry.isNearer(contact.identifier, than: nearest, to: key), !excluded.contains(contact.identifier) else {
        return
      }
      (best, nearest) = (contact, contact.identifier)
    }
    let isCovered = leaves.covers(key)
    if !isCovered, let entry = table.next(to: key), !excluded.contains(entry.identifier) { return entry }
    let shared = table.sharedDigits(key)
    for entry in leaves.after where isCovered || Pastry.sharedDigits(entry.contact.identifier, key) >= shared {
      consider(entry.contact)
    }
    for entry in leaves.before where isCovered || Pastry.sharedDigits(entry.contact.identifier, key) >= shared {
      consider(entry.contact)
    }
    if !isCovered { table.forEach { if Pastry.sharedDigits($0.identifier, key) >= shared { consider($0) } } }
    return best
  }

  /// Nodes to which a key may be passed on, the best first, and the peer itself where it knows none that is nearer.
  func nextOnes(to key: UInt64, _ effects: borrowing Effects<PastryPeer>) -> [NodeContact] {
    var contacts: [NodeContact] = []
    var taken: [UInt64] = []
    while contacts.count < PastryMessage.mostNext {
      guard let next = next(to: key, except: taken) else {
        contacts.append(contact(effects))
        break
      }
      contacts.append(next)
      taken.append(next.identifier)
    }
    return contacts
  }

  /// A client asks for the owner of a key.
  mutating func lookUp(_ lookup: KeyLookup, _ effects: inout Effects<PastryPeer>) {
    guard isMember else { return effects.respond(LookupAnswer(key: lookup.key, owner: nil, hops: 0)) }
    if lookup.isIterative {
      tryAnother(PastrySearch(lookup.key), &effects)
    } else {
      tryAnother(lookup.key, tried: [], &effects)
    }
  }

  /// Asks the next candidate of a lookup; if there is none, begins again with those that are known now, but not too
  /// often.
  mutating func tryAnother(_ search: PastrySearch, _ effects: inout Effects<PastryPeer>) {
    var search = search
    let asked = search.asked
    if search.candidates.isEmpty, search.beginnings < Self.mostAttempts {
      search.begin(with: nextOnes(to: search.key, effects))
    }
    guard isMember, let next = search.takeNext() else {
      return effects.respond(LookupAnswer(key: search.key, owner: nil, hops: asked))
    }
    guard isOther(next, effects) else {
      return effects.respond(LookupAnswer(key: search.key, owner: effects.me, hops: asked))
    }
    send(questions.insert(.next(search)), to: next, of: search.key, &effects)
  }

  func send(_ token: UInt32, to contact: NodeContact, of key: UInt64, _ effects: inout Effects<PastryPeer>) {
    effects.set(timer: .unanswered(token), after: .nanoseconds((schedule.patience + 1) / 2))
    effects.send(.askNext(key, from: identifier, token: token), to: contact.address)
  }

  /// A node that was asked names nearer ones, or itself.
  mutating func goOn(
    _ token: UInt32, _ contacts: [NodeContact], from sender: NodeContact, _ effects: inout Effects<PastryPeer>
  ) {
    let isRight = { (question: PastryQuestion) in question.search?.last?.address == sender.address }
    guard var search = answered(token, &effects, isRight: isRight)?.search else { return }
    if search.takeIn(contacts) {
      effects.respond(LookupAnswer(key: search.key, owner: sender.address, hops: search.asked))
    } else {
      tryAnother(search, &effects)
    }
  }

  /// Sends a lookup on another way, if not too many have been tried.
  mutating func tryAnother(_ key: UInt64, tried: [NodeContact], _ effects: inout Effects<PastryPeer>) {
    guard isMember, tried.count < Self.mostAttempts else {
      return effects.respond(LookupAnswer(key: key, owner: nil, hops: 0))
    }
    // The third way is the second again, on which nodes have been checked since, and the dead dropped.
    let excluded = tried.count == 2 ? [tried[0].identifier] : tried.map(\.identifier)
    guard let first = next(to: key) else {
      return effects.respond(LookupAnswer(key: key, owner: effects.me, hops: 0))
    }
    let next = next(to: key, except: excluded) ?? first
    // Whoever passes it on does not say so: if no answer comes, another way is tried.
    let token = questions.insert(.owner(of: key, tried: tried + [next]))
    effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience &* 4))
    effects.send(
      .lookup(key, from: identifier, for: effects.me, token: token, hops: 1, isRepeated: !tried.isEmpty),
      to: next.address)
  }

  /// Passes a lookup on to whoever is nearer; who knows nobody nearer is the owner, and answers.
  mutating func passOn(
    _ key: UInt64, for asker: Address, token: UInt32, hops: UInt16, isRepeated: Bool,
    _ effects: inout Effects<PastryPeer>
  ) {
    guard let next = next(to: key) else {
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
    _ token: UInt32, owner: Address, of key: UInt64, hops: UInt16, _ effects: inout Effects<PastryPeer>
  ) {
    let isRight = { (question: PastryQuestion) in
      if case .owner(key, _) = question { true } else { false }
    }
    guard answered(token, &effects, isRight: isRight) != nil else { return }
    effects.respond(LookupAnswer(key: key, owner: owner, hops: Int(hops)))
  }
}
