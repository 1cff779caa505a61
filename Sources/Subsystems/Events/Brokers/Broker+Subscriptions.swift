import Participants

// What is asked for behind each link, and told over the others.
extension Broker {
  mutating func subscribe(_ number: UInt32, _ filter: Filter, _ effects: inout Effects<Broker>) {
    let place = subscriptions.firstIndex { $0.number >= number } ?? subscriptions.count
    guard place < subscriptions.count, subscriptions[place].number == number else {
      subscriptions.insert(OwnSubscription(number: number, filter: filter), at: place)
      announce(filter, from: nil, &effects)
      return
    }
    let old = subscriptions[place].filter
    guard old != filter else { return }
    subscriptions[place].filter = filter
    announce(filter, from: nil, &effects)
    withdraw(old, from: nil, &effects)
  }

  mutating func unsubscribe(_ number: UInt32, _ effects: inout Effects<Broker>) {
    guard let place = subscriptions.firstIndex(where: { $0.number == number }) else { return }
    withdraw(subscriptions.remove(at: place).filter, from: nil, &effects)
  }

  mutating func takeSubscription(_ filter: Filter, from sender: Address, _ effects: inout Effects<Broker>) {
    let origin = place(of: sender)
    let replaced: [Filter]
    if let origin {
      replaced = links[origin].wanted.add(filter, covering: isCovering)
    } else if let place = anchors.lastIndex(where: { $0.mover == sender }) {
      replaced = anchors[place].filters.add(filter, covering: isCovering)
    } else {
      return
    }
    announce(filter, from: origin, &effects)
    // Merges of which these were part may have become too wide.
    for other in replaced { withdraw(other, from: origin, &effects) }
  }

  mutating func takeUnsubscription(_ filter: Filter, from sender: Address, _ effects: inout Effects<Broker>) {
    if let place = place(of: sender) {
      if links[place].wanted.removeAscending(filter) { withdraw(filter, from: place, &effects) }
    } else if let place = anchors.lastIndex(where: { $0.mover == sender }) {
      if anchors[place].filters.removeAscending(filter) { withdraw(filter, from: nil, &effects) }
    }
  }

  /// Whether a filter stands for those that it covers; without subscriptions between brokers, those who move still tell theirs so.
  private var isCovering: Bool { settings.routing != .identity }

  /// Tells a filter that has come from a link, or from a client, over all others where it is not covered.
  mutating func announce(_ filter: Filter, from origin: Int?, _ effects: inout Effects<Broker>) {
    for place in links.indices where place != origin { announce(filter, over: place, &effects) }
  }

  private mutating func announce(_ filter: Filter, over place: Int, _ effects: inout Effects<Broker>) {
    guard isTold(filter, over: place) else { return }
    switch settings.routing {
    case .flooding, .covering: if !links[place].announced.cover(filter) { tell(filter, over: place, &effects) }
    case .identity: if !links[place].announced.hasAscending(filter) { tell(filter, over: place, &effects) }
    case .perfectMerging, .imperfectMerging:
      guard !links[place].announced.cover(filter) else { return }
      var target = links[place].announced
      target.add(filter, merging: merge)
      change(to: target, over: place, &effects)
    }
  }

  /// No longer asks for a filter, where nobody else does, and asks in the same step for those that it has been covering. The filter goes
  /// last, so that the neighbour is never asked for less than is needed.
  mutating func withdraw(_ filter: Filter, from origin: Int?, _ effects: inout Effects<Broker>) {
    for place in links.indices where place != origin {
      switch settings.routing {
      case .perfectMerging, .imperfectMerging: divide(filter, over: place, &effects)
      case .flooding, .identity, .covering:
        guard links[place].announced.hasAscending(filter) else { continue }
        let needed = needs(over: place)
        guard !needed.contains(filter) else { continue }
        _ = links[place].announced.removeAscending(filter)
        if isCovering, fault != .forgetsCovered {
          let uncovered = needed.filter { filter.covers($0) && !links[place].announced.cover($0) }
          for other in uncovered.minimalCover { tell(other, over: place, &effects) }
        }
        send(.unsubscribe(filter), over: place, &effects)
      }
    }
  }

  private mutating func tell(_ filter: Filter, over place: Int, _ effects: inout Effects<Broker>) {
    links[place].announced.add(filter, covering: isCovering)
    send(.subscribe(filter), over: place, &effects)
  }

  /// No longer asks for a filter that may be part of merged ones: what else these stand for is merged anew.
  private mutating func divide(_ filter: Filter, over place: Int, _ effects: inout Effects<Broker>) {
    let parts = links[place].announced.filter { $0.covers(filter) }
    guard !parts.isEmpty else { return }
    let needed = needs(over: place)
    guard !needed.contains(filter) else { return }
    var target = links[place].announced.filter { !$0.covers(filter) }
    if fault != .forgetsCovered {
      for other in needed.sorted() where parts.cover(other) { target.add(other, merging: merge) }
    }
    change(to: target, over: place, &effects)
  }

  /// Asks for other filters over a link: first for all that are new, so that the neighbour is never asked for less than is needed.
  private mutating func change(to target: [Filter], over place: Int, _ effects: inout Effects<Broker>) {
    for filter in target where !links[place].announced.hasAscending(filter) { tell(filter, over: place, &effects) }
    let rest = links[place].announced.filter { !target.hasAscending($0) }
    for filter in rest {
      _ = links[place].announced.removeAscending(filter)
      send(.unsubscribe(filter), over: place, &effects)
    }
  }

  private func merge(_ one: Filter, _ other: Filter) -> Filter? {
    settings.routing == .perfectMerging ? one.merged(with: other) : one.mergedImperfectly(with: other)
  }

  /// What is asked for by clients and over all other links, where it is worth telling.
  func needs(over place: Int) -> [Filter] {
    var needed: [Filter] = []
    for (other, link) in links.enumerated() where other != place { needed += link.wanted }
    for subscription in subscriptions { needed.append(subscription.filter) }
    for anchor in anchors { needed += anchor.filters }
    return needed.filter { isTold($0, over: place) }
  }

  /// Whether a filter is told over a link if nothing covers it.
  private func isTold(_ filter: Filter, over place: Int) -> Bool {
    if links[place].isMoving { return true }
    guard settings.routing != .flooding else { return false }
    return !settings.usesAdvertisements || links[place].advertised.contains { $0.overlaps(filter) }
  }
}

// What publishers have said they will publish.
extension Broker {
  /// Anything may come from outside into a subtree that moves.
  func openToAdvertisements(_ effects: inout Effects<Broker>) {
    guard settings.usesAdvertisements, move != nil else { return }
    for link in links { if let neighbour = link.neighbour { effects.send(.advertise(.everything), to: neighbour) } }
  }

  mutating func takeAdvertisement(_ filter: Filter, from sender: Address, _ effects: inout Effects<Broker>) {
    guard let place = place(of: sender), !links[place].advertised.cover(filter) else { return }
    links[place].advertised.append(filter)
    advertise(filter, from: place, &effects)
    guard fault != .forgetsWaiting else { return }
    for needed in needs(over: place) { announce(needed, over: place, &effects) }
  }

  mutating func advertise(_ filter: Filter, from origin: Int?, _ effects: inout Effects<Broker>) {
    for (place, link) in links.enumerated() where place != origin {
      if let neighbour = link.neighbour { effects.send(.advertise(filter), to: neighbour) }
    }
  }
}

extension [Filter] {
  /// Puts a filter into an ascending list, unless it is there, and takes out those that it stands for.
  ///
  /// - Returns: what was taken out.
  @discardableResult
  fileprivate mutating func add(_ filter: Filter, covering: Bool) -> [Filter] {
    let replaced = covering ? self.filter { $0 != filter && filter.covers($0) } : []
    if !replaced.isEmpty { removeAll(where: replaced.contains) }
    insertAscending(filter)
    return replaced
  }
}
