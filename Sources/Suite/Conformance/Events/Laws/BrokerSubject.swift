import Events
import Participants
import Simulation

/// Brokers that have gone through a recipe, and what came of it.
struct BrokerSubject {
  /// A delivery: the broker, the subscription, and which of the events.
  struct Delivery: Hashable, Comparable {
    let broker: Int
    let subscription: UInt32
    let event: Int

    static func < (left: Delivery, right: Delivery) -> Bool {
      (left.event, left.broker, left.subscription) < (right.event, right.broker, right.subscription)
    }
  }

  /// What was delivered, in any order, as often as it was.
  var delivered: [Delivery] = []
  /// What should have been, each once, by the meaning of the steps.
  var expected: [Delivery] = []
  /// Links over which an event went, twice if it went twice.
  var crossings: [String: Int] = [:]
  /// Filters that brokers should be asked for and are not, or the other way round.
  var disagreement: String?

  init(_ recipe: BrokerRecipe, _ settings: BrokerSettings, fault: Broker.Fault? = nil) {
    var shape = recipe.seed.stream("events.brokers.tree")
    var brokers = BrokerTree.random(recipe.brokers, degree: 4, using: &shape).brokers(settings)
    for index in brokers.indices { brokers[index].fault = fault }
    let participants = brokers
    var simulation = Simulation(
      seed: recipe.seed, latency: .constant(.milliseconds(10)), trouble: .none, observer: Deliveries()
    ) { participants[$0.index] }
    simulation.add(brokers.count)
    simulation.run(for: .seconds(60))
    var live: [Delivery: Filter] = [:]
    for step in recipe.steps {
      switch step {
      case .subscribe(let place, let number, let filter):
        simulation.request(.subscribe(number, filter), at: Address(place))
        live[Delivery(broker: place, subscription: number, event: 0)] = filter
      case .unsubscribe(let place, let number):
        simulation.request(.unsubscribe(number), at: Address(place))
        live[Delivery(broker: place, subscription: number, event: 0)] = nil
      case .publish(let place, let content):
        if settings.usesAdvertisements {
          simulation.request(.advertise(Self.advertisement(of: content)), at: Address(place))
          simulation.run(for: .seconds(60))
        }
        let event = simulation.observer.events.count
        simulation.request(.publish(content), at: Address(place))
        expected += live.filter { $0.value.matches(content) }.keys
          .map { Delivery(broker: $0.broker, subscription: $0.subscription, event: event) }
      }
      simulation.run(for: .seconds(60))
    }
    delivered = simulation.observer.deliveries.sorted()
    expected.sort()
    crossings = simulation.observer.crossings
    let last = participants.indices.map { simulation[Address($0)] }
    do {
      for broker in last { try broker.checkInvariants() }
      try last.checkAgreement()
    } catch { disagreement = "\(error)" }
  }

  /// What a publisher says before it publishes an event: it will have these attributes, with values like those.
  private static func advertisement(of content: [AttributeValue]) -> Filter {
    Filter(content.map { Constraint($0.attribute, $0.value & ~3, $0.value | 3) })
  }

  private struct Deliveries: SimulationObserver {
    typealias Subject = Broker

    var events: [PublicationID] = []
    var deliveries: [Delivery] = []
    var crossings: [String: Int] = [:]

    mutating func sent(_ message: BrokerMessage, from: Address, to: Address, at time: VirtualTime) {
      if case .publish(let publication) = message {
        crossings["\(publication.id) from \(from) to \(to)", default: 0] += 1
      }
    }

    mutating func observed(_ observation: BrokerEvent, at address: Address, at time: VirtualTime) {
      switch observation {
      case .published(let publication): events.append(publication.id)
      case .delivered(let id, let subscription):
        guard let event = events.firstIndex(of: id) else { return }
        deliveries.append(Delivery(broker: address.index, subscription: subscription, event: event))
      case .movedOver: break
      }
    }
  }
}
