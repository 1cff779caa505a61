import Participants

// Joining, and keeping contacts.
extension KademliaPeer {
  /// Contacts that are remembered for the time after a crash.
  private static let mostRemembered = 16

  /// Asks some of those who may be members to be let in, unless that is being asked.
  mutating func join(_ effects: inout Effects<KademliaPeer>) {
    let isAsking = questions.contains {
      if case .introduction = $0 { true } else { false }
    }
    if isAsking || searches.contains(where: { $0.purpose == .join }) { return }
    let known = introducers + remembered.map(\.address).filter { $0 != effects.me }
    guard !known.isEmpty else { return }
    var asked: [Address] = []
    for _ in 0..<Kademlia.parallelism {
      let introducer = known[effects.choose(known.count)]
      if asked.contains(introducer) { continue }
      asked.append(introducer)
      let token = questions.insert(.introduction(introducer))
      effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience))
      effects.send(.find(identifier, from: identifier, token: token, for: .join), to: introducer)
    }
  }

  /// Somebody lets the newcomer in: the search for its place begins, unless it has by another.
  mutating func enter(by introducer: NodeContact, _ contacts: [NodeContact], _ effects: inout Effects<KademliaPeer>) {
    guard !isMember, !searches.contains(where: { $0.purpose == .join }) else { return }
    var search = KademliaSearch(identifier, for: .join)
    search.consider(introducer, referrals: 0, .answered)
    for contact in contacts where isOther(contact, effects) { search.consider(contact, referrals: 0) }
    advance(searches.insert(search), &effects)
  }

  /// The k closest nodes have answered a newcomer: it makes itself known.
  mutating func settle(among closest: [NodeContact], _ effects: inout Effects<KademliaPeer>) {
    guard !isMember else { return }
    guard !closest.isEmpty else { return join(&effects) }
    isMember = true
    effects.observe(.joined)
    remember(&effects)
    keepUp(&effects)
    for contact in closest { ask(contact, search: nil, for: .arrival, &effects) }
    farther = UInt8(max(0, buckets.count - 1))
    refreshFarther(&effects)
  }

  /// A newcomer refreshes the next bucket that is farther than its closest neighbour and not full.
  mutating func refreshFarther(_ effects: inout Effects<KademliaPeer>) {
    while isMember, farther > 0 {
      farther -= 1
      guard !buckets.isFull(Int(farther)) else { continue }
      return search(for: identifier(inBucket: Int(farther), &effects), .arrival, &effects)
    }
  }

  /// Looks a random identifier of a random bucket up, or the peer's own, which stands for all buckets after its closest
  /// neighbour's.
  mutating func refresh(_ effects: inout Effects<KademliaPeer>) {
    let place = effects.choose(buckets.count + 1)
    search(for: place == buckets.count ? identifier : identifier(inBucket: place, &effects), .upkeep, &effects)
  }

  /// An identifier that shares so many bits with the peer's own, 0...63. Those far to the right do not matter.
  private func identifier(inBucket place: Int, _ effects: inout Effects<KademliaPeer>) -> UInt64 {
    let rest = (UInt64(effects.choose(1 << 20)) << 44) >> UInt64(place + 1)
    let first = UInt64(1) << UInt64(63 - place)
    return (identifier ^ first) & ~(first - 1) | rest
  }

  /// Sets the alarms of a member, each peer's at another moment.
  mutating func keepUp(_ effects: inout Effects<KademliaPeer>) {
    effects.set(timer: .check, after: effects.firstTime(of: schedule.check))
    effects.set(timer: .refresh, after: effects.firstTime(of: schedule.refresh))
  }

  /// Keeps some contacts for the time after a crash.
  mutating func remember(_ effects: inout Effects<KademliaPeer>) {
    let examples = buckets.examples(Self.mostRemembered)
    guard examples != remembered, !examples.isEmpty else { return }
    remembered = examples
    effects.persist(examples)
  }

  /// Asks the contacts that have been silent longest: one of the closest, and one of all.
  mutating func check(_ effects: inout Effects<KademliaPeer>) {
    for nearest in [Kademlia.bucketSize, Int.max] {
      let asked = questions.values.compactMap { $0.asked?.identifier }
      guard let contact = buckets.longestSilent(at: effects.second, nearest: nearest, except: asked) else { continue }
      check(contact, &effects)
    }
  }

  /// Asks a contact whether it is there, unless it or too many are being asked.
  mutating func check(
    _ contact: NodeContact, for purpose: KademliaPurpose = .upkeep, _ effects: inout Effects<KademliaPeer>
  ) {
    guard questions.count < Self.mostChecks, !questions.contains(where: { $0.asked == contact }) else { return }
    ask(contact, search: nil, for: purpose, &effects)
  }

  /// Asks those that there is room for.
  mutating func meet(_ contacts: [NodeContact], for purpose: KademliaPurpose, _ effects: inout Effects<KademliaPeer>) {
    guard isMember else { return }
    for contact in contacts where isOther(contact, effects) && buckets.wants(contact, at: effects.second) {
      check(contact, for: purpose, &effects)
    }
  }

  /// A contact does not answer. Others may be gone as well.
  mutating func drop(_ contact: NodeContact, _ effects: inout Effects<KademliaPeer>) {
    let wasContact = buckets.drop(contact, at: effects.second)
    guard isMember, wasContact else { return }
    if buckets.isEmpty {
      isMember = false
      effects.observe(.isolated)
      return join(&effects)
    }
    let seconds = UInt16(clamping: schedule.check / 500_000_000)
    var asked = questions.values.compactMap { $0.asked?.identifier }
    for _ in 0..<Kademlia.parallelism {
      guard let other = buckets.longestSilent(at: effects.second, atLeast: seconds, except: asked) else { break }
      asked.append(other.identifier)
      check(other, &effects)
    }
  }

  /// Whether it is not the peer itself.
  func isOther(_ contact: NodeContact, _ effects: borrowing Effects<KademliaPeer>) -> Bool {
    contact.identifier != identifier && contact.address != effects.me
  }
}
