import Participants

// Neighbours that are gone, and paths that are nobody's.
extension ZonePeer {
  /// Takes neighbours for dead that have been silent too long.
  mutating func missSilentNeighbours(_ effects: inout Effects<ZonePeer>) {
    for place in neighbours.indices { neighbours[place].silence = min(neighbours[place].silence, 254) + 1 }
    let gone = neighbours.filter { $0.silence > schedule.silence }
    guard !gone.isEmpty else { return }
    for neighbour in gone {
      for claim in claims where claim.address == neighbour.address {
        if !lost.contains(where: { $0.claim.zone.overlaps(claim.zone) }) {
          lost.append(LostZone(claim, kin: neighbour.kin.filter { $0.address != neighbour.address }))
        }
      }
      claims.removeAll { $0.address == neighbour.address }
    }
    dropStrangers(&effects)
  }

  /// Waits for an heir to take over what the dead held, and does so itself when it is its turn.
  mutating func mendLosses(_ effects: inout Effects<ZonePeer>) {
    guard !lost.isEmpty else { return }
    let dead = lost.map(\.claim.address)
    var left: [LostZone] = []
    for var loss in lost {
      let zone = loss.claim.zone
      let isHeld = claims.contains { $0.zone.overlaps(zone) } || held.contains { $0.zone.overlaps(zone) }
      guard !isHeld, isNextToThis(zone) else { continue }
      loss.rounds = min(loss.rounds, 254) + 1
      let heirs = Self.heirs(of: loss.kin).filter { !dead.contains($0) }
      let turn = heirs.firstIndex(of: effects.me) ?? heirs.count
      if Int(loss.rounds) > turn + 1, !isLeaving, fault != .inheritsNothing {
        hold(zone, version: loss.claim.version &+ 1, kin: loss.kin.filter { !dead.contains($0.address) }, &effects)
        for address in heirs { introduce(to: address, &effects) }
      } else {
        find(zone.first, &effects)
        left.append(loss)
      }
    }
    lost = left
  }

  /// Asks through the network who holds a path.
  private mutating func find(_ path: UInt64, _ effects: inout Effects<ZonePeer>) {
    let token = ask(.gap(path), &effects)
    send(.name(effects.me, token: token, isLookup: false), to: path, &effects)
  }

  /// Looks for paths next to its zones that nobody is known to hold, and takes them over in the end if nobody is found.
  mutating func mendGaps(_ effects: inout Effects<ZonePeer>) {
    var found: [ZoneGap] = []
    for place in held.indices {
      guard let path = gap(next: held[place].zone), !lost.contains(where: { $0.claim.zone.contains(path) }),
        !found.contains(where: { $0.path == path })
      else { continue }
      var gap = gaps.first { $0.path == path } ?? ZoneGap(path)
      gap.rounds = min(gap.rounds, 254) + 1
      found.append(gap)
    }
    gaps = found
    for gap in found where knownZone(of: gap.path) == nil {
      if gap.rounds > 2 * schedule.silence, !isLeaving, fault != .inheritsNothing {
        // Nobody who knew the holder has answered for so long.
        hold(widestUnknownZone(around: gap.path), version: 1, kin: [], &effects)
      } else {
        find(gap.path, &effects)
      }
    }
  }

  /// The first path next to a zone of this peer that nobody is known to hold.
  func gap(next zone: Zone) -> UInt64? {
    Geometry.walkBorder(of: zone, holder: { knownZone(of: $0) }) { _ in }
  }

  private func knownZone(of path: UInt64) -> Zone? {
    claims.first { $0.zone.contains(path) }?.zone ?? held.first { $0.zone.contains(path) }?.zone
  }

  private func widestUnknownZone(around path: UInt64) -> Zone {
    var zone = Zone(around: path, width: 64)
    while let parent = zone.parent, Geometry.isPossible(parent),
      !claims.contains(where: { $0.zone.overlaps(parent) }), !held.contains(where: { $0.zone.overlaps(parent) })
    {
      zone = parent
    }
    return zone
  }
}
