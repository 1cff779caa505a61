import Participants

// Coming, going, and handing zones over.
extension ZonePeer {
  /// Asks somebody who may be a member for a zone: at its own path, or elsewhere if that has come to nothing.
  mutating func join(_ effects: inout Effects<ZonePeer>) {
    let known = introducers.filter { $0 != effects.me }
    guard !known.isEmpty else { return }
    let introducer = known[effects.choose(known.count)]
    let target = Geometry.path(of: identifier &+ UInt64(attempts) &* 0x9E37_79B9_7F4A_7C15)
    attempts &+= 1
    // The errand goes from peer to peer.
    let token = ask(.place, patience: 4, &effects)
    let errand = ZoneErrand.admit(effects.me, token: token)
    effects.send(
      .routed(RoutedErrand(target: target, errand: errand, route: nil, hops: 0, detours: 0)), to: introducer)
  }

  /// Finds a zone for a newcomer: one of several, else half of this peer's own, unless a neighbour's is wider and may have to be split first.
  mutating func admit(_ newcomer: Address, _ token: UInt32, steps: UInt8, _ effects: inout Effects<ZonePeer>) {
    guard newcomer != effects.me, !isLeaving, merge == nil else { return }
    if held.count > 1 {
      if hasSpare, let spare = held.lastIndex(where: { !isOffered($0.zone) }) {
        offer(spare, to: newcomer, token: token, &effects)
      }
      return
    }
    guard let only = held.first, !isOffered(only.zone) else { return }
    if Geometry.isBalanced {
      let wider = claims.filter { $0.zone.width < only.zone.width }
      if !wider.isEmpty {
        guard steps < Self.mostHops else { return }
        let next = wider[effects.choose(wider.count)]
        return effects.send(.join(newcomer, token: token, steps: steps + 1), to: next.address)
      }
      // Somebody's zone may become wider at any moment.
      if neighbours.contains(where: \.isMerging) { return }
    }
    guard let halves = only.zone.halves else { return }
    let version = ZoneClaim.changed(only.version)
    held = [halves.lower, halves.upper].map { half in
      HeldZone(half, version: version, objects: KeySet(only.objects.keys(in: Geometry.keys(of: half))))
    }
    offer(1, to: newcomer, token: token, &effects)
  }

  /// Offers a zone, which stays here until somebody claims it.
  mutating func offer(_ place: Int, to taker: Address, token: UInt32 = 0, _ effects: inout Effects<ZonePeer>) {
    held[place].version = ZoneClaim.changed(held[place].version)
    sendOffer(place, to: taker, token: token, attempts: 0, &effects)
    if fault == .letsGoOfOffers { held.remove(at: place) }
  }

  /// Whether it has more than one zone that nobody is to take over, so that one may be offered.
  var hasSpare: Bool { held.count { !isOffered($0.zone) } > 1 }

  /// Whether somebody is to take a zone over.
  func isOffered(_ zone: Zone) -> Bool {
    questions.contains { if case .offer(zone, _, _, _) = $0 { true } else { false } }
  }

  /// Sends an offer, the same again if it is not heard of.
  mutating func sendOffer(
    _ place: Int, to taker: Address, token: UInt32, attempts: UInt8, _ effects: inout Effects<ZonePeer>
  ) {
    let (zone, version) = (held[place].zone, held[place].version)
    let claim = ZoneClaim(zone, version: ZoneClaim.changed(version), address: taker)
    _ = ask(.offer(zone, to: taker, token: token, attempts: attempts), &effects)
    let others = held.filter { $0.zone != zone }.map { $0.claim(of: effects.me) }
    effects.send(
      .offer(
        ZoneOffer(
          claim: claim,
          neighbours: (claims + others).filter { $0.address != taker && Geometry.areNeighbours($0.zone, zone) },
          objects: held[place].objects.keys, token: token)), to: taker)
  }

  /// Takes a zone over that is offered.
  mutating func takeZone(_ offer: ZoneOffer, from giver: Address, _ effects: inout Effects<ZonePeer>) {
    let claim = offer.claim
    guard claim.address == effects.me, Geometry.isPossible(claim.zone), held.count < Int(Self.mostHops) else { return }
    let isNew = !isMember
    if isNew {
      guard answered(offer.token, &effects, isRight: { $0 == .place }) != nil else { return }
    } else {
      let isHeld = held.contains { $0.zone.overlaps(claim.zone) }
      guard offer.token == 0, !isLeaving, !isHeld else {
        // The giver may not have heard of the claim.
        return isHeld ? introduce(to: giver, &effects) : ()
      }
    }
    hold(claim.zone, version: claim.version, objects: offer.objects, kin: offer.neighbours, &effects)
    if isNew { effects.observe(.joined) }
    if let exchange, hasSpare, let place = held.firstIndex(where: { $0.zone == exchange.given }) {
      self.offer(place, to: exchange.taker, &effects)
      self.exchange = nil
    }
    startMerge(&effects)
    let beat = nextBeat(isForJoin: isNew, effects.me)
    tellAll(beat, &effects)
    if !neighbours.contains(where: { $0.address == giver }) { effects.send(.beat(beat), to: giver) }
  }

  /// Begins to hold a zone, with the copies of its objects that are here and the neighbours that it had.
  mutating func hold(
    _ zone: Zone, version: UInt32, objects: [UInt64] = [], kin: [ZoneClaim], _ effects: inout Effects<ZonePeer>
  ) {
    let keys = Geometry.keys(of: zone)
    var known = KeySet(objects.filter { keys.first <= $0 && $0 <= keys.last })
    known.formUnion(Array(copies.keys(in: keys)))
    copies.removeAll(in: keys)
    held.append(HeldZone(zone, version: version, objects: known))
    claims.removeAll { $0.zone.overlaps(zone) }
    for claim in kin where claim.address != effects.me { learn(claim) }
    dropStrangers(&effects)
  }

  /// Lets a zone go that somebody else holds now.
  mutating func yield(_ place: Int, to claim: ZoneClaim, isForJoin: Bool, _ effects: inout Effects<ZonePeer>) {
    let zone = held.remove(at: place)
    forgetOffer(of: zone.zone, &effects)
    if merge?.parent.overlaps(zone.zone) == true { merge = nil }
    copies.formUnion(zone.objects.keys)
    handOver(zone.objects.keys, to: claim.address, 0, &effects)
    handed = handed.suffix(3).filter { !$0.zone.overlaps(claim.zone) } + [claim]
    guard held.isEmpty else {
      dropStrangers(&effects)
      return tellAll(nextBeat(isForJoin: isForJoin, effects.me), &effects)
    }
    let known = neighbours.map(\.address)
    (claims, neighbours, handed, lost, gaps, merge, exchange) = ([], [], [], [], [], nil, nil)
    if isLeaving {
      effects.respond(PeerResponse(to: .leave, owner: effects.me))
      effects.observe(.left)
    } else {
      for address in known where !introducers.contains(address) && introducers.count < 64 {
        introducers.append(address)
      }
      effects.observe(.isolated)
      join(&effects)
    }
  }

  /// Nobody is to take the zone over any more.
  mutating func forgetOffer(of zone: Zone, _ effects: inout Effects<ZonePeer>) {
    let token = questions.token { if case .offer(zone, _, _, _) = $0 { true } else { false } }
    if let token { _ = answered(token, &effects) { _ in true } }
  }

  /// Begins to hand everything over to neighbours. Whoever has none stays.
  mutating func startLeaving(_ effects: inout Effects<ZonePeer>) {
    guard isMember, !claims.isEmpty else { return effects.respond(PeerResponse(to: .leave, owner: nil)) }
    isLeaving = true
    (merge, exchange) = (nil, nil)
    offerEverything(&effects)
  }

  /// Offers each zone to the neighbour that would inherit it.
  mutating func offerEverything(_ effects: inout Effects<ZonePeer>) {
    for place in held.indices where !isOffered(held[place].zone) {
      let zone = held[place].zone
      let staying = claims.filter { claim in
        !neighbours.contains { $0.address == claim.address && $0.isLeaving }
      }
      let next = staying.filter { Geometry.areNeighbours($0.zone, zone) }
      // One that does not answer is not asked again and again.
      let heirs = Self.heirs(of: next.isEmpty ? staying : next)
      if !heirs.isEmpty { offer(place, to: heirs[effects.choose(min(2, heirs.count))], &effects) }
    }
  }

  /// Those who hold these claims, the narrowest zone first: in this order they inherit a zone next to them, and keep copies of its objects.
  static func heirs(of claims: [ZoneClaim]) -> [Address] {
    let order = claims.sorted { ($1.zone.width, $0.address) < ($0.zone.width, $1.address) }
    var heirs: [Address] = []
    for claim in order where !heirs.contains(claim.address) { heirs.append(claim.address) }
    return heirs
  }
}
