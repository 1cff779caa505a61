import Participants

// Signs of life, and what is concluded from them and from their absence.
extension ZonePeer {
  /// Goes through everything that is to be done now and then, and tells the neighbours.
  mutating func goRound(_ effects: inout Effects<ZonePeer>) {
    introduced = []
    // Somebody has not agreed.
    merge = nil
    if let current = exchange {
      exchange?.rounds = current.rounds &- 1
      if current.rounds <= 1 { exchange = nil }
    }
    missSilentNeighbours(&effects)
    mendLosses(&effects)
    mendGaps(&effects)
    if isLeaving {
      offerEverything(&effects)
    } else if held.count > 1 {
      relieve(&effects)
    }
    tendCopies(&effects)
    tellAll(nextBeat(effects.me), &effects)
  }

  /// What this peer has to say of itself.
  mutating func nextBeat(isReply: Bool = false, isForJoin: Bool = false, _ me: Address) -> ZoneBeat {
    serial &+= 1
    return ZoneBeat(
      serial: serial, zones: held.map { $0.claim(of: me) }, neighbours: claims, handed: handed,
      merging: merge?.parent,
      isLeaving: isLeaving, isReply: isReply, isForJoin: isForJoin)
  }

  func tellAll(_ beat: ZoneBeat, _ effects: inout Effects<ZonePeer>) {
    for neighbour in neighbours { effects.send(.beat(beat), to: neighbour.address) }
  }

  /// Tells somebody of this peer who seems to be a neighbour, once a round.
  mutating func introduce(to address: Address, _ effects: inout Effects<ZonePeer>) {
    guard address != effects.me, !introduced.contains(address), introduced.count < 256 else { return }
    introduced.append(address)
    effects.send(.beat(nextBeat(effects.me)), to: address)
  }

  func isNextToThis(_ zone: Zone) -> Bool { held.contains { Geometry.areNeighbours($0.zone, zone) } }

  /// Takes a claim for true, unless a stronger one is known.
  mutating func learn(_ claim: ZoneClaim) {
    guard Geometry.isPossible(claim.zone), isNextToThis(claim.zone),
      !held.contains(where: { $0.zone.overlaps(claim.zone) }),
      !claims.contains(where: { $0.zone.overlaps(claim.zone) && !claim.isStronger(than: $0) })
    else { return }
    claims.removeAll { $0.zone.overlaps(claim.zone) }
    claims.append(claim)
    if !neighbours.contains(where: { $0.address == claim.address }) {
      neighbours.append(ZoneNeighbour(claim.address, serial: 0, silence: 1))
    }
  }

  /// Forgets claims that are not next to this peer's zones, and those who have no other.
  mutating func dropStrangers(_ effects: inout Effects<ZonePeer>) {
    claims = claims.filter { claim in
      isNextToThis(claim.zone) && neighbours.contains { $0.address == claim.address }
    }
    neighbours = neighbours.filter { neighbour in claims.contains { $0.address == neighbour.address } }
    persistNeighbours(&effects)
  }

  func persistNeighbours(_ effects: inout Effects<ZonePeer>) { effects.persist(neighbours.map(\.address)) }

  /// Somebody says what it holds, and whom it knows.
  mutating func takeBeat(_ beat: ZoneBeat, from sender: Address, _ effects: inout Effects<ZonePeer>) {
    let me = effects.me
    let known = neighbours.firstIndex { $0.address == sender }
    guard sender != me, known.map({ Int32(bitPattern: beat.serial &- neighbours[$0].serial) > 0 }) ?? true else {
      return
    }
    let theirs = beat.zones.filter { $0.address == sender && Geometry.isPossible($0.zone) }
    let isContested = yieldToStronger(theirs, isForJoin: beat.isForJoin, from: sender, &effects)
    guard isMember else { return }
    let isDoubtful = !takeClaims(theirs, of: beat, from: sender, &effects)
    checkHearsay(beat.neighbours, from: sender, &effects)
    checkHearsay(beat.handed, from: sender, &effects)
    if let parent = beat.merging {
      let agrees = held.allSatisfy {
        !Geometry.isBalanced || $0.zone.width <= parent.width &+ 1 || !Geometry.areNeighbours($0.zone, parent)
      }
      effects.send(.agree(beat.serial, agrees), to: sender)
    }
    if isContested || !beat.isReply && (isDoubtful || !knowsThis(beat, theirs, me)) {
      effects.send(.beat(nextBeat(isReply: true, me)), to: sender)
    }
  }

  /// Lets zones go to which somebody has a stronger claim, and returns whether it has a weaker one to others.
  private mutating func yieldToStronger(
    _ theirs: [ZoneClaim], isForJoin: Bool, from sender: Address, _ effects: inout Effects<ZonePeer>
  ) -> Bool {
    var isContested = false
    for claim in theirs {
      var place = 0
      while place < held.count {
        if !held[place].zone.overlaps(claim.zone) {
          place += 1
        } else if fault == .yieldsNothing {
          forgetOffer(of: held[place].zone, &effects)
          place += 1
        } else if claim.isStronger(than: held[place].claim(of: effects.me)) {
          yield(place, to: claim, isForJoin: isForJoin, &effects)
        } else {
          isContested = true
          place += 1
        }
      }
    }
    return isContested
  }

  /// Replaces what was known of somebody, and returns whether all of it stands against what others claim.
  private mutating func takeClaims(
    _ theirs: [ZoneClaim], of beat: ZoneBeat, from sender: Address, _ effects: inout Effects<ZonePeer>
  ) -> Bool {
    let before = claims
    claims.removeAll { $0.address == sender }
    var stand = true
    var isNeighbour = false
    for claim in theirs where isNextToThis(claim.zone) && !held.contains(where: { $0.zone.overlaps(claim.zone) }) {
      isNeighbour = true
      if claims.contains(where: { $0.zone.overlaps(claim.zone) && $0.isStronger(than: claim) }) {
        stand = false
        continue
      }
      claims.removeAll { $0.zone.overlaps(claim.zone) }
      claims.append(claim)
      guard !before.contains(claim) else { continue }
      // Whoever is new has not promised anything.
      if let parent = merge?.parent, Geometry.areNeighbours(parent, claim.zone) { merge = nil }
      // Nor may it have the objects of whoever it follows.
      handOver(Array(copies.keys(in: Geometry.keys(of: claim.zone))), to: sender, 0, &effects)
    }
    if claims.count != before.count || claims != before {
      if isNeighbour, !neighbours.contains(where: { $0.address == sender }) {
        neighbours.append(ZoneNeighbour(sender, serial: beat.serial))
      }
      dropStrangers(&effects)
    }
    if let place = neighbours.firstIndex(where: { $0.address == sender }) {
      neighbours[place].serial = beat.serial
      neighbours[place].silence = 0
      neighbours[place].isMerging = beat.merging != nil
      neighbours[place].isLeaving = beat.isLeaving
      neighbours[place].kin = beat.neighbours
    }
    return stand
  }

  /// Makes itself known to those of whom somebody else tells.
  private mutating func checkHearsay(
    _ hearsay: [ZoneClaim], from sender: Address, _ effects: inout Effects<ZonePeer>
  ) {
    for claim in hearsay where claim.address != effects.me && claim.address != sender {
      let isStronger = held.contains {
        $0.zone.overlaps(claim.zone) && claim.isStronger(than: $0.claim(of: effects.me))
      }
      let isNews =
        isNextToThis(claim.zone)
        && !claims.contains { $0.zone.overlaps(claim.zone) && !claim.isStronger(than: $0) }
      if isStronger || isNews { introduce(to: claim.address, &effects) }
    }
  }

  /// Whether a neighbour knows of this peer what is to be known.
  private func knowsThis(_ beat: ZoneBeat, _ theirs: [ZoneClaim], _ me: Address) -> Bool {
    let mine = held.map { $0.claim(of: me) }.filter { claim in
      theirs.contains { Geometry.areNeighbours($0.zone, claim.zone) }
    }
    let believed = beat.neighbours.filter { $0.address == me }
    return mine.allSatisfy(believed.contains) && believed.count == mine.count
  }
}
