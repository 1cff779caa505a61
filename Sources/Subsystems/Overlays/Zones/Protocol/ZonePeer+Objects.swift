import Participants

// Objects, and the copies of them that neighbours keep.
extension ZonePeer {
  /// Those who are to keep copies of this peer's objects.
  private var guardians: ArraySlice<Address> { Self.heirs(of: claims).prefix(Int(schedule.replicas) - 1) }

  /// Keeps an object, and has copies made of it before it says so.
  mutating func store(
    _ key: UInt64, at place: Int, for asker: Address, _ token: UInt32, hops: UInt8, _ effects: inout Effects<ZonePeer>
  ) {
    let zone = held[place].zone
    guard zone.contains(Geometry.path(of: key)) else { return }
    held[place].objects.insert(key)
    let guardians = guardians
    guard !guardians.isEmpty else {
      return answer(asker, token, at: place, hops: hops, isKnown: true, for: .objects, &effects)
    }
    for guardian in guardians {
      let copy = ask(.copy(guardian, zone, key), &effects)
      effects.send(.copies([key], token: copy), to: guardian)
    }
    if stores.count == 1_024 { stores.removeFirst() }
    stores.append(PendingStore(key, asker: asker, token: token, hops: UInt16(hops), missing: UInt8(guardians.count)))
  }

  /// Somebody has the objects that it was sent.
  mutating func takeKept(_ token: UInt32, from sender: Address, _ effects: inout Effects<ZonePeer>) {
    let isRight = { (question: ZoneQuestion) in
      switch question {
      case .guardian(let address, _), .copy(let address, _, _), .handOver(_, let address, _): address == sender
      default: false
      }
    }
    switch answered(token, &effects, isRight: isRight) {
    case .guardian(let address, let zone):
      if let place = held.firstIndex(where: { $0.zone == zone }), !held[place].guardians.contains(address) {
        held[place].guardians.append(address)
      }
    case .copy(_, _, let key):
      for place in stores.indices where stores[place].key == key { stores[place].missing &-= 1 }
      for done in stores where done.key == key && done.missing == 0 {
        if let place = place(of: Geometry.path(of: key)) {
          let hops = UInt8(clamping: done.hops)
          answer(done.asker, done.token, at: place, hops: hops, isKnown: true, for: .objects, &effects)
        }
      }
      stores.removeAll { $0.key == key && $0.missing == 0 }
    case .handOver(let objects, _, _):
      copies.subtract(KeySet(objects.filter { !isGuardian(of: $0, effects.me) }))
    default: break
    }
  }

  /// Whether this peer is to keep a copy of somebody's object.
  private func isGuardian(of key: UInt64, _ me: Address) -> Bool {
    let path = Geometry.path(of: key)
    return claims.contains { claim in
      claim.zone.contains(path)
        && neighbours.contains {
          $0.address == claim.address && Self.heirs(of: $0.kin).prefix(Int(schedule.replicas) - 1).contains(me)
        }
    }
  }

  /// Sees to it that those who are to keep copies have them, and hands over those that this peer need not keep.
  mutating func tendCopies(_ effects: inout Effects<ZonePeer>) {
    if held.contains(where: { !$0.objects.isEmpty }) {
      let guardians = guardians
      for place in held.indices {
        held[place].guardians.removeAll { !guardians.contains($0) }
        guard !held[place].objects.isEmpty else { continue }
        let zone = held[place].zone
        for guardian in guardians where !held[place].guardians.contains(guardian) {
          guard !questions.contains(where: { $0 == .guardian(guardian, zone) }) else { continue }
          let token = ask(.guardian(guardian, zone), &effects)
          effects.send(.copies(held[place].objects.keys, token: token), to: guardian)
        }
      }
    }
    guard !copies.isEmpty else { return }
    for claim in claims {
      let keys = Array(copies.keys(in: Geometry.keys(of: claim.zone)))
      if let first = keys.first, !isGuardian(of: first, effects.me) { handOver(keys, to: claim.address, 0, &effects) }
    }
  }

  /// Gives objects to whoever holds their zone now, until it says that it has them.
  mutating func handOver(
    _ objects: [UInt64], to address: Address, _ attempts: UInt8, _ effects: inout Effects<ZonePeer>
  ) {
    guard !objects.isEmpty, attempts < Self.mostAttempts else { return }
    let token = ask(.handOver(objects, to: address, attempts: attempts), &effects)
    effects.send(.objects(objects, token: token), to: address)
  }

  /// Takes objects over, and sends those on that are somebody else's.
  mutating func takeObjects(_ objects: [UInt64], _ effects: inout Effects<ZonePeer>) {
    for key in objects {
      let path = Geometry.path(of: key)
      if let place = place(of: path) {
        guard !held[place].objects.contains(key) else { continue }
        held[place].objects.insert(key)
        held[place].guardians = []
      } else {
        copies.insert(key)
        send(.store(key, effects.me, token: 0), to: path, &effects)
      }
    }
  }
}
