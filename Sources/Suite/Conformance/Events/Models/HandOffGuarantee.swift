import Events
import ModelChecking
import Participants

/// What a hand-off may guarantee, in the words of the verdicts.
enum HandOffGuarantee: String, CaseIterable, Sendable {
  /// S1.
  case matching = "clients get only what they asked for"
  /// S2.
  case once = "no event is delivered twice"
  /// S3: first deliveries, so that an event that comes again later is no disorder besides.
  case inOrder = "events of a publisher come in order"
  /// S4, of events on their way to whoever wants them: what was kept may go back over a link when it is handed over.
  case linkOnce = "no event is routed over a link twice"
  /// S5, when no word of a move is on its way: until then, its old broker may not know that it has left.
  case oneAnchor = "a client that moves is connected to one broker"
  /// S6.
  case askedFor = "what is needed is asked for"
  /// L1, when nothing is on its way. All subscriptions are settled before the first event.
  case allDelivered = "no event is lost"
  /// L2, when nothing is on its way: nothing held back, no old connection, and no filter that nobody needs. What a broker keeps until it is
  /// acknowledged is not meant.
  case nothingLeft = "nothing is left of a move"
}

extension HandOffScenario {
  /// Whether a state has the property.
  func satisfies(_ guarantee: HandOffGuarantee, _ state: State) -> Bool {
    switch guarantee {
    case .matching:
      state.observer.records.allSatisfy { record in
        guard let filter = filter(at: record.address, record.subscription) else { return false }
        return record.events.allSatisfy { filter.matches(content(of: $0)) }
      }
    case .once: state.observer.records.allSatisfy { Set($0.events).count == $0.events.count }
    case .inOrder: state.observer.records.allSatisfy { isInOrder($0.events) }
    case .linkOnce: !state.observer.hasRepeatedCrossing
    case .oneAnchor: isMoving(state) || movers.allSatisfy { hasOneAnchor($0, state) }
    case .askedFor: state.participants.allSatisfy(\.asksForAllThatIsNeeded) && areKnown(state)
    case .allDelivered: !isQuiet(state) || isEverythingDelivered(state)
    case .nothingLeft: !isQuiet(state) || isEverythingSettled(state)
    }
  }

  /// Whether nothing is on its way, and nobody who moves is away.
  func isQuiet(_ state: State) -> Bool {
    state.messages.isEmpty && movers.allSatisfy { state.participants[$0.index].connection != nil }
  }

  private func isInOrder(_ events: [PublicationID]) -> Bool {
    var firsts: [PublicationID] = []
    for event in events where !firsts.contains(event) { firsts.append(event) }
    return firsts.indices.allSatisfy { later in
      firsts[..<later].allSatisfy { $0.publisher != firsts[later].publisher || $0.number < firsts[later].number }
    }
  }

  /// Whether word of a move is on its way.
  private func isMoving(_ state: State) -> Bool { state.messages.contains { $0.message.purpose == .handOff } }

  private func hasOneAnchor(_ mover: Address, _ state: State) -> Bool {
    var places: [Place] = []
    for (index, broker) in state.participants.enumerated() {
      for anchor in broker.anchors where anchor.mover == mover {
        places.append(Place(Address(index), epoch: anchor.epoch))
      }
    }
    guard let connection = state.participants[mover.index].connection else { return places.count <= 1 }
    return places == [connection]
  }

  /// What a broker has asked for is known to its neighbour once no message about it is on its way.
  private func areKnown(_ state: State) -> Bool {
    for (index, broker) in state.participants.enumerated() {
      let address = Address(index)
      for (neighbour, _, announced) in broker.agreements {
        let isOnItsWay = state.messages.contains {
          $0.from == address && $0.to == neighbour && $0.message.purpose == .subscriptions
        }
        if isOnItsWay { continue }
        let known = state.participants[neighbour.index].agreements.first { $0.neighbour == address }?.wanted
        if known != announced { return false }
      }
    }
    return true
  }

  /// Subscriptions were settled before the first event, so that all of them count, but for those that end.
  private func isEverythingDelivered(_ state: State) -> Bool {
    subscriptions.allSatisfy { subscription in
      let delivered = state.observer.events(at: subscription.address, subscription.number)
      return publishers.allSatisfy { publisher in
        (0..<state.participants[publisher.index].published).allSatisfy { number in
          let event = PublicationID(publisher, number + 1)
          return !subscription.filter.matches(content(of: event)) || delivered.contains(event)
        }
      }
    }
  }

  private func isEverythingSettled(_ state: State) -> Bool {
    do {
      for broker in state.participants { try broker.checkInvariants() }
      try state.participants.checkAgreement()
    } catch {
      return false
    }
    return movers.allSatisfy { hasOneAnchor($0, state) }
      && state.participants.allSatisfy { $0.anchors.allSatisfy(\.isSettled) }
  }
}
