import Participants

// Peers that hold several zones, and how halves become one again.
extension ZonePeer {
  /// Makes one of two zones, or looks for somebody who could take one over.
  mutating func relieve(_ effects: inout Effects<ZonePeer>) {
    startMerge(&effects)
    guard merge == nil, hasSpare, let spare = held.last(where: { !isOffered($0.zone) }) else { return }
    walk(ZoneSeek(zone: spare.zone, host: effects.me, steps: 0), from: spare.zone, &effects)
  }

  /// Asks the neighbours, with the next beat, to let two halves become one, if this peer holds both and knows of nobody who must refuse.
  mutating func startMerge(_ effects: inout Effects<ZonePeer>) {
    guard merge == nil, !isLeaving, fault != .mergesNothing else { return }
    for half in held where !isOffered(half.zone) && Geometry.isMergeable(half.zone) {
      guard let parent = half.zone.parent,
        held.contains(where: { $0.zone == half.zone.sibling && !isOffered($0.zone) })
      else { continue }
      // Whoever does not know all its neighbours cannot ask them.
      guard gap(next: half.zone) == nil, half.zone.sibling.map({ gap(next: $0) == nil }) ?? false else { continue }
      let next = claims.filter { Geometry.areNeighbours($0.zone, parent) }
      if Geometry.isBalanced && next.contains(where: { $0.zone.width > half.zone.width }) { continue }
      merge = ZoneMerge(parent: parent, serial: serial &+ 1, waiting: Self.heirs(of: next))
      return next.isEmpty || fault == .mergesUnasked ? finishMerge(parent, &effects) : ()
    }
  }

  /// A neighbour agrees, or not.
  mutating func takeAgreement(
    _ serial: UInt32, _ agrees: Bool, from sender: Address, _ effects: inout Effects<ZonePeer>
  ) {
    guard let current = merge, Int32(bitPattern: serial &- current.serial) >= 0 else { return }
    if agrees {
      merge?.waiting.removeAll { $0 == sender }
      if merge?.waiting.isEmpty == true { finishMerge(current.parent, &effects) }
    } else {
      merge = nil
    }
  }

  private mutating func finishMerge(_ parent: Zone, _ effects: inout Effects<ZonePeer>) {
    merge = nil
    let halves = held.filter { $0.zone.parent == parent }
    guard halves.count == 2 else { return }
    held.removeAll { $0.zone.parent == parent }
    let version = ZoneClaim.changed(max(halves[0].version, halves[1].version))
    held.append(HeldZone(parent, version: version, objects: KeySet(halves.flatMap(\.objects.keys))))
    tellAll(nextBeat(effects.me), &effects)
  }

  /// Goes on, from a zone of this peer's, to two halves that may become one: to a narrower neighbour as long as there is one, then to the
  /// other half.
  mutating func walk(_ seek: ZoneSeek, from zone: Zone, _ effects: inout Effects<ZonePeer>) {
    guard let place = held.firstIndex(where: { $0.zone == zone }), seek.steps < Self.mostHops else { return }
    var seek = seek
    seek.steps += 1
    let narrower = claims.filter { $0.zone.width > zone.width && Geometry.areNeighbours($0.zone, zone) }
    if Geometry.isBalanced && !narrower.isEmpty {
      let next = narrower[effects.choose(narrower.count)]
      effects.send(.seek(next.zone, seek), to: next.address)
    } else if let other = Self.otherHalf(of: zone) {
      send(.pair(held[place].claim(of: effects.me), seek), to: other.first, &effects)
    }
  }

  /// The zone where the search for two halves goes on: the other half, or the next root, for there is none of a root.
  private static func otherHalf(of zone: Zone) -> Zone? {
    if Geometry.isMergeable(zone) { return zone.sibling }
    guard let root = Geometry.roots.firstIndex(where: { $0.overlaps(zone) }) else { return nil }
    return Geometry.roots[(root + 1) % Geometry.roots.count]
  }

  /// The walk has come from one half to where the other is: if that is a zone, and may be part of a merge, the first half's peer is to give it
  /// to this one, and to take the zone over that the search is for.
  mutating func pair(_ claim: ZoneClaim, with zone: Zone, _ seek: ZoneSeek, _ effects: inout Effects<ZonePeer>) {
    let isNarrower = zone.width > claim.zone.width
    let hasNarrower = claims.contains { $0.zone.width > zone.width && Geometry.areNeighbours($0.zone, zone) }
    if isNarrower || Geometry.isBalanced && hasNarrower {
      walk(seek, from: zone, &effects)
    } else if zone == claim.zone.sibling, Geometry.isMergeable(zone), claim.address != effects.me {
      effects.send(.exchange(claim.zone, with: effects.me, seek), to: claim.address)
    }
  }

  /// Gives a zone to the peer of its other half, at once if this one has another, else when it has.
  mutating func startExchange(
    of zone: Zone, with other: Address, _ seek: ZoneSeek, _ effects: inout Effects<ZonePeer>
  ) {
    guard !isLeaving, merge == nil, other != effects.me,
      let place = held.firstIndex(where: { $0.zone == zone && !isOffered($0.zone) })
    else { return }
    if hasSpare {
      offer(place, to: other, &effects)
    } else if seek.host != effects.me {
      exchange = ZoneExchange(given: zone, taker: other, rounds: 3)
      effects.send(.want(seek.zone), to: seek.host)
    }
  }

  /// Offers one of several zones to whoever wants it.
  mutating func giveAway(_ zone: Zone, to taker: Address, _ effects: inout Effects<ZonePeer>) {
    guard hasSpare, merge?.parent.overlaps(zone) != true, taker != effects.me,
      let place = held.firstIndex(where: { $0.zone == zone && !isOffered($0.zone) })
    else { return }
    offer(place, to: taker, &effects)
  }
}
