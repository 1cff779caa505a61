import Participants

// All successors are dead at once, which Zave's proof excludes. If the peer dropped out, so would those before it,
// whose lists end where its own does. It looks for somebody beyond, and comes nearer from there as from any successor.
extension RingPeer {
  /// Looks up who stands four times as far on as the dead successors did, or as the last search did.
  mutating func bridge(_ last: RingBridge, _ effects: inout Effects<RingPeer>) {
    guard last.failures < Self.mostAttempts else { return isolate(&effects) }
    let bridge = RingBridge(reach: last.reach >> 62 == 0 ? max(1, last.reach * 4) : .max, failures: last.failures)
    let point = identifier &+ bridge.reach
    // Nobody knows what is known here; those who introduce newcomers know others.
    let turn = introducers.isEmpty ? 0 : effects.choose(introducers.count)
    let others = (introducers[turn...] + introducers[..<turn]).map {
      RingStep(RingContact(identifier: identifier, address: $0), Links.start)
    }
    let own = links.steps(to: point, on: Links.start, from: vicinity(effects))
    let search = RingSearch<Links>(
      .lookUp(point, isIterative: true), for: bridge, candidates: others + own.reversed(), areOwners: false)
    tryAnother(search, &effects)
  }

  /// The search has found somebody, or nobody.
  mutating func endBridge(_ bridge: RingBridge, at owner: RingContact?, _ effects: inout Effects<RingPeer>) {
    guard isMember else { return }
    // Somebody may have been found otherwise.
    if successors.isEmpty, let owner { setSuccessors([owner], &effects) }
    if successors.isEmpty {
      self.bridge(RingBridge(reach: bridge.reach, failures: bridge.failures &+ 1), &effects)
    } else {
      stabilise(&effects)
    }
  }

  /// Nobody is known any more: the peer starts again as a newcomer.
  private mutating func isolate(_ effects: inout Effects<RingPeer>) {
    isMember = false
    // Copies under way would end as if all had been sent, for who is no member owns nothing.
    stock.forgetHolders()
    effects.observe(.isolated)
    join(&effects)
  }
}
