import Participants

// What goes from zone to zone, and what clients ask.
extension ZonePeer {
  /// The zone of this peer in which a path lies.
  func place(of path: UInt64) -> Int? { held.firstIndex { $0.zone.contains(path) } }

  /// Sends an errand to the owner of a path, who may be this peer.
  mutating func send(_ errand: ZoneErrand, to target: UInt64, _ effects: inout Effects<ZonePeer>) {
    passOn(RoutedErrand(target: target, errand: errand, route: nil, hops: 0, detours: 0), &effects)
  }

  /// Carries an errand out, or sends it to the next peer.
  mutating func passOn(_ routed: RoutedErrand, _ effects: inout Effects<ZonePeer>) {
    if let place = place(of: routed.target) {
      return carryOut(routed.errand, at: place, hops: routed.hops, &effects)
    }
    guard routed.hops < Self.mostHops, let (address, route) = next(to: routed.target, from: routed.route, effects.me)
    else { return sendAround(routed, &effects) }
    var routed = routed
    routed.hops += 1
    routed.route = route
    effects.send(.routed(routed), to: address)
  }

  /// Sends an errand by way of any neighbour, where the straight way ends in a gap. Whoever has no neighbour left asks as newcomers do.
  private func sendAround(_ routed: RoutedErrand, _ effects: inout Effects<ZonePeer>) {
    let others = neighbours.isEmpty ? introducers : neighbours.map(\.address)
    guard routed.hops < Self.mostHops, routed.detours < Self.mostAttempts, !others.isEmpty else { return }
    var routed = routed
    routed.hops += 1
    routed.detours += 1
    routed.route = nil
    effects.send(.routed(routed), to: others[effects.choose(others.count)])
  }

  /// The next peer on the way to a path that is not here; nil if it is not known.
  private func next(to target: UInt64, from known: ZoneRoute?, _ me: Address) -> (Address, ZoneRoute)? {
    guard let first = held.first?.zone else { return nil }
    var zone = first
    var route: ZoneRoute
    if let known, let place = place(of: known.point) {
      (zone, route) = (held[place].zone, known)
    } else {
      // Zones have changed since the last peer was told of this one's.
      let width = max(claims.reduce(0) { max($0, $1.zone.width) }, zone.width)
      route = Geometry.begin(at: zone, to: target, width: Int(width))
    }
    if held.count == 1 {
      return Geometry.next(&route, at: zone, to: target, among: claims).map { (claims[$0].address, route) }
    }
    // Steps between this peer's own zones are no messages.
    let all = claims + held.map { $0.claim(of: me) }
    for _ in 0..<Self.mostHops {
      guard let index = Geometry.next(&route, at: zone, to: target, among: all) else { return nil }
      if index < claims.count { return (all[index].address, route) }
      zone = all[index].zone
    }
    return nil
  }

  private mutating func carryOut(
    _ errand: ZoneErrand, at place: Int, hops: UInt8, _ effects: inout Effects<ZonePeer>
  ) {
    switch errand {
    case .name(let asker, let token, _): answer(asker, token, at: place, hops: hops, for: errand.purpose, &effects)
    case .admit(let newcomer, let token): admit(newcomer, token, steps: 0, &effects)
    case .pair(let claim, let seek): pair(claim, with: held[place].zone, seek, &effects)
    case .store(let key, let asker, let token): store(key, at: place, for: asker, token, hops: hops, &effects)
    case .fetch(let key, let asker, let token):
      let isKnown = held[place].objects.contains(key)
      answer(asker, token, at: place, hops: hops, isKnown: isKnown, for: errand.purpose, &effects)
    }
  }

  /// Tells whoever asked that a path is this peer's.
  mutating func answer(
    _ asker: Address, _ token: UInt32, at place: Int, hops: UInt8, isKnown: Bool = false, for purpose: MessagePurpose,
    _ effects: inout Effects<ZonePeer>
  ) {
    let claim = held[place].claim(of: effects.me)
    if asker == effects.me {
      takeAnswer(token, claim, hops: hops, isKnown: isKnown, &effects)
    } else {
      effects.send(.answer(claim, token: token, hops: hops, isKnown: isKnown, for: purpose), to: asker)
    }
  }

  /// Tells a peer that asks everyone itself whom to ask next.
  func tellNext(
    _ target: UInt64, _ route: ZoneRoute?, _ token: UInt32, to asker: Address, _ effects: inout Effects<ZonePeer>
  ) {
    if let place = place(of: target) {
      let claim = held[place].claim(of: effects.me)
      effects.send(.answer(claim, token: token, hops: 0, isKnown: false, for: .lookup), to: asker)
    } else if let (address, route) = next(to: target, from: route, effects.me) {
      effects.send(.next(address, route, token: token), to: asker)
    } else if !neighbours.isEmpty {
      effects.send(.next(neighbours[effects.choose(neighbours.count)].address, nil, token: token), to: asker)
    }
  }

  /// A client asks for something.
  mutating func take(_ request: PeerRequest, _ effects: inout Effects<ZonePeer>) {
    switch request {
    case .leave: startLeaving(&effects)
    case .lookUp(let key, _), .store(let key), .fetch(let key):
      guard isMember else { return effects.respond(PeerResponse(to: request, owner: nil)) }
      attempt(ZoneSearch(request, target: Geometry.path(of: key)), &effects)
    }
  }

  /// A request is not answered: another way is tried.
  mutating func tryAgain(_ search: ZoneSearch, _ effects: inout Effects<ZonePeer>) {
    var search = search
    if search.isIterative, !search.isSecond, let last = search.last, isMember {
      search.isSecond = true
      return askNext(search, of: last, &effects)
    }
    search.failures &+= 1
    guard search.failures < Self.mostAttempts, isMember else {
      return effects.respond(PeerResponse(to: search.request, owner: nil, hops: Int(search.asked)))
    }
    attempt(search, &effects)
  }

  private mutating func attempt(_ search: ZoneSearch, _ effects: inout Effects<ZonePeer>) {
    var search = search
    let target = search.target
    // The first way is the straight one, others begin at any neighbour.
    let isStraight = search.failures == 0 || neighbours.isEmpty
    if search.isIterative {
      if place(of: target) != nil {
        return effects.respond(PeerResponse(to: search.request, owner: effects.me, hops: Int(search.asked)))
      }
      var step = isStraight ? next(to: target, from: nil, effects.me).map { ($0.0, Optional($0.1)) } : nil
      if step == nil, !neighbours.isEmpty { step = (neighbours[effects.choose(neighbours.count)].address, nil) }
      if let step { return goOn(&search, step.0, step.1, &effects) }
    }
    // Whoever passes it on does not say so.
    let token = ask(.client(search), patience: 4, &effects)
    let errand: ZoneErrand =
      switch search.request {
      case .store(let key): .store(key, effects.me, token: token)
      case .fetch(let key): .fetch(key, effects.me, token: token)
      default: .name(effects.me, token: token, isLookup: true)
      }
    if isStraight || place(of: target) != nil {
      send(errand, to: target, &effects)
    } else {
      sendAround(RoutedErrand(target: target, errand: errand, route: nil, hops: 0, detours: 0), &effects)
    }
  }

  private mutating func goOn(
    _ search: inout ZoneSearch, _ address: Address, _ route: ZoneRoute?, _ effects: inout Effects<ZonePeer>
  ) {
    search.asked &+= 1
    (search.last, search.route, search.isSecond) = (address, route, false)
    askNext(search, of: address, &effects)
  }

  private mutating func askNext(
    _ search: ZoneSearch, of address: Address, _ effects: inout Effects<ZonePeer>
  ) {
    let token = ask(.client(search), &effects)
    effects.send(.askNext(search.target, search.route, token: token), to: address)
  }

  /// A peer that was asked names the next one.
  mutating func goOn(
    _ token: UInt32, _ address: Address, _ route: ZoneRoute?, from sender: Address, _ effects: inout Effects<ZonePeer>
  ) {
    let isRight = { (question: ZoneQuestion) in
      if case .client(let search) = question { search.isIterative && search.last == sender } else { false }
    }
    guard case .client(var search) = answered(token, &effects, isRight: isRight) else { return }
    guard search.asked < Self.mostHops else {
      return effects.respond(PeerResponse(to: search.request, owner: nil, hops: Int(search.asked)))
    }
    goOn(&search, address, route, &effects)
  }

  /// The owner of a path has answered.
  mutating func takeAnswer(
    _ token: UInt32, _ claim: ZoneClaim, hops: UInt8, isKnown: Bool, _ effects: inout Effects<ZonePeer>
  ) {
    let isRight = { (question: ZoneQuestion) in
      switch question {
      case .client(let search): claim.zone.contains(search.target)
      case .gap(let path): claim.zone.contains(path)
      default: false
      }
    }
    switch answered(token, &effects, isRight: isRight) {
    case .client(let search):
      let hops = search.isIterative ? search.asked : hops
      effects.respond(PeerResponse(to: search.request, owner: claim.address, hops: Int(hops), isKnown: isKnown))
    case .gap: introduce(to: claim.address, &effects)
    default: break
    }
  }
}
