import Events
import Participants
import PropertyTesting
import Randomness
import Simulation

/// A tree of brokers, and clients that subscribe, unsubscribe and publish one after the other, each time when all is quiet.
struct BrokerRecipe: Sendable, CustomStringConvertible {
  let brokers: Int
  let seed: Seed
  let steps: [Step]

  /// What happens at a broker.
  enum Step: Sendable {
    case subscribe(at: Int, number: UInt32, Filter)
    case unsubscribe(at: Int, number: UInt32)
    case publish(at: Int, [AttributeValue])
  }

  /// For instance `3 brokers of seed 0: 1 subscribes {0: 2...3} as 0, 0 publishes {0: 2}`.
  var description: String {
    let steps = steps.map { step in
      switch step {
      case .subscribe(let at, let number, let filter): "\(at) subscribes \(filter) as \(number)"
      case .unsubscribe(let at, let number): "\(at) unsubscribes \(number)"
      case .publish(let at, let event): "\(at) publishes \(Filter.text(of: event))"
      }
    }
    return "\(brokers) brokers of seed \(seed): " + steps.joined(separator: ", ")
  }
}

extension Generator<BrokerRecipe> {
  /// Up to nine brokers; few attributes and values, so that filters cover each other.
  static let brokers = Generator { source throws(Rejection) in
    let brokers = try source.integer(in: 1...9)
    let step = Generator<BrokerRecipe.Step> { source throws(Rejection) in
      let place = try source.integer(in: 0...brokers - 1)
      switch try source.below(4) {
      case 0: return .unsubscribe(at: place, number: try source.integer(in: 0...2))
      case 1: return .publish(at: place, try source.draw(.smallEvent))
      default: return .subscribe(at: place, number: try source.integer(in: 0...2), try source.draw(.smallFilter))
      }
    }
    return BrokerRecipe(
      brokers: brokers, seed: Seed(try source.integer(in: 0...0xFF)),
      steps: try source.draw(.array(of: step, count: 0...16)))
  }
}

extension Generator<Filter> {
  fileprivate static let smallFilter = Generator { source throws(Rejection) in
    var constraints: [Constraint] = []
    for attribute in UInt32(0)..<2 where try source.below(3) != 0 {
      let low = try source.integer(in: Int64(0)...5)
      constraints.append(Constraint(attribute, low, try source.integer(in: low...7)))
    }
    return Filter(constraints)
  }
}

extension Generator<[AttributeValue]> {
  fileprivate static let smallEvent = Generator { source throws(Rejection) in
    var values: [AttributeValue] = []
    for attribute in UInt32(0)..<2 where try source.below(4) != 3 {
      values.append(AttributeValue(attribute, try source.integer(in: Int64(0)...7)))
    }
    return values
  }
}

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

/// Laws of trees of brokers, however far subscriptions are told.
enum BrokerLaws {
  static let suite = LawSuite<BrokerSubject>(
    subsystem: "events", laws: [deliversWhatFloodingWould, crossesLinksOnce, asksForWhatIsNeeded],
    specimens: SubscriptionRouting.allCases.map { routing in
      Specimen("events.brokers.\(routing.name)", "Brokers with \(routing.name) routing.", of: .brokers) { recipe in
        var settings = BrokerSettings()
        settings.routing = routing
        return BrokerSubject(recipe, settings)
      }
    },
    mutants: [
      Mutant(
        "events.brokers.forgets-covered", "Filters that were covered are not announced again.",
        killedBy: [deliversWhatFloodingWould.id, asksForWhatIsNeeded.id], of: .brokers
      ) { BrokerSubject($0, BrokerSettings(), fault: .forgetsCovered) },
      Mutant(
        "events.brokers.sends-twice", "Events go over every link twice.", killedBy: [crossesLinksOnce.id], of: .brokers
      ) { BrokerSubject($0, BrokerSettings(), fault: .sendsTwice) },
      Mutant(
        "events.brokers.delivers-unasked", "Whatever comes is delivered to all clients of a broker.",
        killedBy: [deliversWhatFloodingWould.id], of: .brokers
      ) { BrokerSubject($0, BrokerSettings(), fault: .deliversUnasked) },
    ])

  /// P9.
  static let deliversWhatFloodingWould = Law<BrokerSubject>(
    "events.brokers.deliver-what-flooding-would",
    "When all is quiet, every subscription has got just the events that it would if all events went everywhere, each once."
  ) { subject, _ in
    try expect(
      subject.delivered == subject.expected,
      "delivered: \(text(subject.delivered)); expected: \(text(subject.expected))")
  }

  /// S4.
  static let crossesLinksOnce = Law<BrokerSubject>(
    "events.brokers.cross-links-once", "No event crosses a link twice in the same direction."
  ) { subject, _ in
    let twice = subject.crossings.filter { $0.value > 1 }.keys.sorted()
    try expect(twice.isEmpty, "twice: \(twice.joined(separator: ", "))")
  }

  /// S6.
  static let asksForWhatIsNeeded = Law<BrokerSubject>(
    "events.brokers.ask-for-what-is-needed",
    "When all is quiet, brokers ask their neighbours for what somebody needs, and these know it."
  ) { subject, _ in
    try expect(subject.disagreement == nil, subject.disagreement ?? "")
  }

  private static func text(_ deliveries: [BrokerSubject.Delivery]) -> String {
    deliveries.isEmpty
      ? "nothing" : deliveries.map { "event \($0.event) to \($0.broker)/\($0.subscription)" }.joined(separator: ", ")
  }
}
