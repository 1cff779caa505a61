import Participants

// The root of a subtree that moves.
extension Broker {
  /// Connects itself to a broker; false if that cannot be.
  ///
  /// It finishes connecting before it moves on: the old place must know the connection of which it will be told that it has ended.
  mutating func connect(to broker: Address, _ effects: inout Effects<Broker>) -> Bool {
    guard var moving = move, !moving.isConnecting, broker != effects.me, let link = links.last else { return false }
    if settings.handOff != .deferredUnsubscription { moving.cut(&effects) }
    let place = Place(broker, epoch: (moving.last?.epoch ?? 0) + 1)
    effects.send(
      .attach(
        Attachment(
          epoch: place.epoch, filters: link.announced, previous: settings.handOff.followsOldPath ? moving.last : nil,
          last: settings.handOff == .relocation ? moving.lastOfEach : [])), to: broker)
    for publication in moving.outbox { effects.send(.publish(publication), to: broker) }
    moving.outbox = []
    moving.places.append(place)
    moving.counts.append(0)
    moving.last = place
    moving.isConnecting = true
    move = moving
    return true
  }

  /// Cuts the link; false if there is none, or it is being made.
  mutating func disconnect(_ effects: inout Effects<Broker>) -> Bool {
    guard let moving = move, !moving.isConnecting, !moving.places.isEmpty else { return false }
    move?.cut(&effects)
    return true
  }

  mutating func takeWelcome(_ epoch: UInt32, _ effects: inout Effects<Broker>) {
    guard let moving = move, moving.isConnecting, moving.last?.epoch == epoch else { return }
    move?.isConnecting = false
    effects.respond(.done)
  }

  /// Takes an event over a link that is not cut, unless it has come before.
  mutating func takeEvent(_ publication: Publication, _ epoch: UInt32, _ effects: inout Effects<Broker>) {
    guard let place = move?.places.firstIndex(where: { $0.epoch == epoch }), let broker = move?.places[place].broker
    else { return }
    move?.counts[place] += 1
    let count = move?.counts[place] ?? 0
    if settings.handOff.keepsEvents, settings.acknowledgesEvery > 0, count % UInt32(settings.acknowledgesEvery) == 0 {
      effects.send(.received(count, epoch: epoch), to: broker)
    }
    if settings.handOff.discardsDuplicates {
      let isNew = move?.note(publication.id) ?? false
      if !isNew, fault != .keepsDuplicates { return }
    }
    route(publication, from: .link(links.count - 1), &effects)
  }

  /// An old place has nothing more to send.
  mutating func takeFarewell(_ epoch: UInt32) {
    guard let place = move?.places.firstIndex(where: { $0.epoch == epoch }) else { return }
    move?.places.remove(at: place)
    move?.counts.remove(at: place)
  }
}

extension MovingEnd {
  fileprivate mutating func cut(_ effects: inout Effects<Broker>) {
    if let place = places.last { effects.send(.left(epoch: place.epoch), to: place.broker) }
    places = []
    counts = []
  }
}
