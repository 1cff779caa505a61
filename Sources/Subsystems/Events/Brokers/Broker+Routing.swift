import Participants

/// Where an event comes from.
enum EventOrigin: Hashable {
  /// A client that lives here.
  case own
  /// A link, by its place.
  case link(Int)
  /// A subtree that is connected here.
  case mover(Address)
}

extension Broker {
  mutating func publish(_ content: [AttributeValue], _ effects: inout Effects<Broker>) {
    published += 1
    let publication = Publication(PublicationID(effects.me, published), content)
    effects.observe(.published(publication))
    route(publication, from: .own, &effects)
  }

  /// Sends an event once over every other link where it is wanted, and hands it to those who want it here, who are asked exactly.
  mutating func route(_ publication: Publication, from origin: EventOrigin, _ effects: inout Effects<Broker>) {
    for place in links.indices where origin != .link(place) {
      if settings.routing == .flooding || links[place].wanted.match(publication.content) {
        send(.publish(publication), over: place, &effects)
        if fault == .sendsTwice { send(.publish(publication), over: place, &effects) }
      }
    }
    for subscription in subscriptions
    where fault == .deliversUnasked || subscription.filter.matches(publication.content) {
      effects.observe(.delivered(publication.id, subscription: subscription.number))
    }
    for place in anchors.indices where origin != .mover(anchors[place].mover) {
      if anchors[place].filters.match(publication.content) { forward(publication, at: place, &effects) }
    }
  }

  /// Sends a message to the neighbour at the other end of a link. Events wait while there is none; what is asked for is told when it comes.
  mutating func send(_ message: BrokerMessage, over place: Int, _ effects: inout Effects<Broker>) {
    if let neighbour = links[place].neighbour {
      effects.send(message, to: neighbour)
      return
    }
    if case .publish(let publication) = message {
      if settings.handOff.discardsDuplicates { _ = move?.note(publication.id) }
      if move?.places.isEmpty ?? true { move?.outbox.append(publication) }
    }
    if let broker = move?.places.last?.broker { effects.send(message, to: broker) }
  }

  /// The neighbour on the way to another broker; nil if there is none.
  func neighbour(toward broker: Address) -> Address? {
    if let link = links.first(where: { $0.behind?.contains(broker) ?? false }) { return link.neighbour }
    return links.first { $0.behind == nil && !$0.isMoving }?.neighbour
  }
}
