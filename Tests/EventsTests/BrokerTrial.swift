import Events
import Participants
import Randomness
import Simulation

/// Brokers in a simulation, and what they are asked to do.
struct BrokerTrial {
  /// What was published and delivered.
  struct Record: SimulationObserver {
    typealias Subject = Broker

    /// A delivery to a client: the address of its broker, or its own, and the subscription.
    struct Delivery: Hashable {
      let address: Address
      let subscription: UInt32
      let event: PublicationID
    }

    var published: [Publication] = []
    var deliveries: [Delivery] = []
    /// Messages by purpose.
    var messages: [BrokerPurpose: Int] = [:]
    /// Events that have crossed a link, by sender, receiver and name.
    var crossings: [String: Int] = [:]
    var responses: [BrokerResponse] = []

    mutating func sent(_ message: BrokerMessage, from: Address, to: Address, at time: VirtualTime) {
      messages[message.purpose, default: 0] += 1
      if case .publish(let publication) = message { crossings["\(from) \(to) \(publication.id)", default: 0] += 1 }
    }

    mutating func observed(_ observation: BrokerEvent, at address: Address, at time: VirtualTime) {
      switch observation {
      case .published(let publication): published.append(publication)
      case .delivered(let id, let subscription):
        deliveries.append(Delivery(address: address, subscription: subscription, event: id))
      case .movedOver: break
      }
    }

    mutating func responded(_ response: BrokerResponse, at address: Address, at time: VirtualTime) {
      responses.append(response)
    }
  }

  var simulation: Simulation<Broker, Record>

  /// Brokers, and others behind them, that start at once; every message takes ten milliseconds.
  init(_ brokers: [Broker]) {
    simulation = Simulation(
      seed: 1, latency: .constant(.milliseconds(10)), trouble: .none, observer: Record()
    ) { brokers[$0.index] }
    simulation.add(brokers.count)
    settle()
  }

  /// Waits until nothing is on its way.
  mutating func settle() { simulation.run(for: .seconds(60)) }

  /// Asks for something, and waits until nothing is on its way.
  mutating func ask(_ request: BrokerRequest, at address: Address) {
    simulation.request(request, at: address)
    settle()
  }

  var record: Record { simulation.observer }

  /// The names of the events that were delivered to a subscription, in order.
  func events(_ address: Address, _ subscription: UInt32) -> [UInt32] {
    record.deliveries.filter { $0.address == address && $0.subscription == subscription }.map(\.event.number)
  }

  /// Looks whether every broker asks for what is needed, and every neighbour knows what it is asked for.
  func checkInvariants() throws {
    let brokers = (0..<simulation.count).map { simulation[Address($0)] }
    for broker in brokers { try broker.checkInvariants() }
    try brokers.checkAgreement()
  }

  /// A range of the attribute 0.
  static func range(_ low: Int64, _ high: Int64) -> Filter { Filter([Constraint(0, low, high)]) }

  /// An event of the attribute 0.
  static func event(_ value: Int64) -> BrokerRequest { .publish([AttributeValue(0, value)]) }
}
