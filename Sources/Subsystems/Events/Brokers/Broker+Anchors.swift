import Participants

// Brokers to which subtrees connect themselves.
extension Broker {
  /// The place of what is kept of a subtree's connection.
  func anchor(of mover: Address, _ epoch: UInt32) -> Int? {
    anchors.lastIndex { $0.mover == mover && ($0.epoch == epoch || fault == .ignoresEpochs) }
  }

  /// A subtree has come: its filters are told, and behind them, on the path to its old place, that it has moved.
  mutating func attach(_ mover: Address, _ attachment: Attachment, _ effects: inout Effects<Broker>) {
    let new = Anchor(
      mover: mover, epoch: attachment.epoch, filters: attachment.filters,
      isAwaiting: settings.handOff.keepsEvents && attachment.previous != nil)
    let place = anchors.firstIndex { ($0.mover, $0.epoch) >= (new.mover, new.epoch) } ?? anchors.count
    if place < anchors.count, (anchors[place].mover, anchors[place].epoch) == (new.mover, new.epoch) { return }
    anchors.insert(new, at: place)
    for filter in new.filters { announce(filter, from: nil, &effects) }
    effects.send(.welcome(epoch: new.epoch), to: mover)
    guard let previous = attachment.previous else { return }
    let marker = Marker(
      mover: mover, from: previous, to: Place(effects.me, epoch: new.epoch), last: attachment.last)
    if fault == .flipsWithoutMarker, previous.broker != effects.me {
      effects.send(.moved(marker), to: previous.broker)
    } else {
      passOn(marker, &effects)
    }
  }

  /// The link of a subtree is cut.
  mutating func letGo(_ mover: Address, _ epoch: UInt32, _ effects: inout Effects<Broker>) {
    guard let place = anchor(of: mover, epoch) else { return }
    if settings.handOff == .strawman { return remove(at: place, &effects) }
    anchors[place].isGone = true
    if fault == .unsubscribesFirst { endFilters(at: place, &effects) }
  }

  /// Brings an event to a subtree, or keeps it.
  mutating func forward(_ publication: Publication, at place: Int, _ effects: inout Effects<Broker>) {
    if anchors[place].isAwaiting, fault != .releasesEarly {
      anchors[place].held.append(publication)
    } else {
      release([publication], at: place, &effects)
    }
  }

  private mutating func release(_ publications: [Publication], at place: Int, _ effects: inout Effects<Broker>) {
    if settings.handOff.keepsEvents, anchors[place].isGone || fault != .keepsNothingSent {
      anchors[place].queue += publications
    }
    guard !anchors[place].isGone else { return }
    for publication in publications {
      effects.send(.deliver(publication, epoch: anchors[place].epoch), to: anchors[place].mover)
    }
  }

  /// Word that a subtree has moved goes on to its old place, or has come there.
  mutating func passOn(_ marker: Marker, _ effects: inout Effects<Broker>) {
    guard marker.from.broker == effects.me else {
      if let next = neighbour(toward: marker.from.broker) { effects.send(.moved(marker), to: next) }
      return
    }
    guard let place = anchor(of: marker.mover, marker.from.epoch) else { return }
    if !settings.handOff.keepsEvents {
      effects.send(.farewell(epoch: anchors[place].epoch), to: marker.mover)
      effects.observe(.movedOver(marker.mover, epoch: marker.to.epoch))
      remove(at: place, &effects)
    } else if anchors[place].isAwaiting {
      anchors[place].isGone = true
      anchors[place].next = marker
      endFilters(at: place, &effects)
    } else {
      handOver(at: place, by: marker, &effects)
    }
  }

  /// Hands everything that was kept over to the place where the subtree is now.
  private mutating func handOver(at place: Int, by marker: Marker, _ effects: inout Effects<Broker>) {
    let queue = anchors[place].queue
    remove(at: place, &effects)
    func part(_ publications: [Publication], isComplete: Bool) -> HandOver {
      HandOver(mover: marker.mover, to: marker.to, publications: publications, isComplete: isComplete)
    }
    if settings.handOff == .marker { return passOn(part(queue, isComplete: true), &effects) }
    for publication in queue where marker.last.allSatisfy({ !publication.isUpTo($0) }) {
      passOn(part([publication], isComplete: false), &effects)
    }
    passOn(part([], isComplete: true), &effects)
  }

  /// Events that were kept go on to the subtree's new place, or have come there.
  mutating func passOn(_ handOver: HandOver, _ effects: inout Effects<Broker>) {
    guard handOver.to.broker == effects.me else {
      if let next = neighbour(toward: handOver.to.broker) { effects.send(.handOver(handOver), to: next) }
      return
    }
    guard let place = anchor(of: handOver.mover, handOver.to.epoch) else { return }
    release(handOver.publications, at: place, &effects)
    guard handOver.isComplete else { return }
    anchors[place].isAwaiting = false
    release(anchors[place].held, at: place, &effects)
    anchors[place].held = []
    effects.observe(.movedOver(handOver.mover, epoch: handOver.to.epoch))
    if let next = anchors[place].next { self.handOver(at: place, by: next, &effects) }
  }

  private mutating func remove(at place: Int, _ effects: inout Effects<Broker>) {
    endFilters(at: place, &effects)
    anchors.remove(at: place)
  }

  private mutating func endFilters(at place: Int, _ effects: inout Effects<Broker>) {
    let filters = anchors[place].filters
    anchors[place].filters = []
    for filter in filters { withdraw(filter, from: nil, &effects) }
  }
}

extension Publication {
  /// Whether it is of the same publisher as another one, and not later.
  fileprivate func isUpTo(_ other: PublicationID) -> Bool {
    id.publisher == other.publisher && id.number <= other.number
  }
}
