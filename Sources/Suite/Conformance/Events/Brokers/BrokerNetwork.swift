import Events
import Latencies
import Participants
import Randomness
import Simulation

/// A tree of brokers in a simulation, whose clients publish, subscribe and move, and whether they get what they should.
///
/// Every client subscribes once, and nothing is published before all subscriptions are settled. So each event that meets a client's filter is
/// to be delivered to it exactly once, wherever it is by then, and in the order of each publisher. The network loses nothing and keeps
/// the order of the messages from one to another, since each pair's messages take equally long; only what is sent to a client that is
/// away is lost.
public struct BrokerNetwork {
  /// What a workload led to.
  public struct Result: Sendable {
    /// Messages until all subscriptions were settled, by purpose.
    public var settling: [BrokerPurpose: Int] = [:]
    /// Messages after that, by purpose.
    public var messages: [BrokerPurpose: Int] = [:]
    /// Events that hand-overs have carried, each as often as over a link.
    public var handedOver = 0
    /// Events that were published.
    public var published = 0
    /// Deliveries that there should have been.
    public var expected = 0
    /// Deliveries that there were not.
    public var lost = 0
    /// Deliveries of an event that the client already had.
    public var duplicates = 0
    /// First deliveries after those of a later event of the same publisher.
    public var disordered = 0
    /// Deliveries that there should not have been.
    public var unwanted = 0
    /// Milliseconds from a client's wish to connect itself elsewhere to its next event, ascending.
    public var firstDelivery: [Double] = []
    /// Milliseconds from that wish to the end of the move, ascending; none for the strawman, of whose moves nobody knows the end.
    public var completion: [Double] = []
    /// Filters that brokers keep at the end, on average.
    public var filtersMean = 0.0
    /// Filters that a broker keeps at the end, at the most.
    public var filtersMost = 0
    /// Clients' wishes that were refused because they came too early; 0 unless connecting takes longer than any client stays.
    public var refusals = 0
    /// Events of the simulation.
    public var steps = 0
  }

  private let workload: BrokerWorkload
  private let seed: Seed
  private var simulation: Simulation<Broker, BrokerWatch>
  private var filters: [Filter] = []

  /// A network whose brokers have started, and whose clients are about to come.
  ///
  /// - Parameter latency: between hosts on which brokers and clients are placed at random; if there is none, every message takes 20
  ///   milliseconds.
  /// - Precondition: ``BrokerWorkload/isPossible``.
  public init(_ workload: BrokerWorkload, _ settings: BrokerSettings, latency: LatencyMatrix? = nil, seed: Seed) {
    precondition(workload.isPossible, "numbers, shares and times are in range")
    self.workload = workload
    self.seed = seed
    var shape = seed.stream("brokers.tree")
    let tree = BrokerTree.random(workload.brokers, degree: workload.degree, using: &shape)
    let participants =
      tree.brokers(settings) + (0..<workload.clients).map { _ in Broker(movingClient: settings) }
    simulation = Simulation(
      seed: seed, latency: latency.map { .matrix($0) } ?? .constant(.milliseconds(20)), trouble: .none,
      observer: BrokerWatch()
    ) { participants[$0.index] }
    simulation.add(participants.count)
  }

  /// Lets everything happen; nil if `isInterrupted` said that it is enough.
  public mutating func run(isInterrupted: () -> Bool = { false }) -> Result? {
    subscribe()
    guard simulation.runUntilQuiet(isInterrupted: isInterrupted) else { return nil }
    let settling = simulation.observer.messages
    simulation.observer.restart()
    publish()
    move()
    guard simulation.runUntilQuiet(isInterrupted: isInterrupted) else { return nil }
    var result = judge()
    result.settling = settling
    return result
  }

  private func client(_ index: Int) -> Address { Address(workload.brokers + index) }

  /// Clients come within the first half a minute. With advertisements, anything may be published anywhere by then.
  private mutating func subscribe() {
    var draws = seed.stream("brokers.clients")
    if simulation[0].settings.usesAdvertisements {
      for broker in publishers { simulation.request(.advertise(.everything), at: broker) }
    }
    for index in 0..<workload.clients {
      let filter = workload.filter(using: &draws)
      filters.append(filter)
      let wait = Duration.seconds(30 * draws.unit())
      simulation.request(.subscribe(1, filter), at: client(index), after: wait)
      simulation.request(.connect(Address(draws.below(workload.brokers))), at: client(index), after: wait)
    }
  }

  private var publishers: [Address] {
    var draws = seed.stream("brokers.publishers")
    return (0..<workload.publishers).map { _ in Address(draws.below(workload.brokers)) }
  }

  private mutating func publish() {
    var draws = seed.stream("brokers.publications")
    let publishers = publishers
    for _ in 0..<workload.publications where !publishers.isEmpty {
      let broker = publishers[draws.below(publishers.count)]
      simulation.request(
        .publish(workload.event(using: &draws)), at: broker, after: .seconds(workload.seconds * draws.unit()))
    }
  }

  /// Every client that moves does so in a part of the time for each move, and stays for two seconds at least, so that it is always connected
  /// when it leaves.
  private mutating func move() {
    var draws = seed.stream("brokers.moves")
    let part = workload.seconds / Double(max(workload.moves, 1))
    for index in 0..<min(workload.movers, workload.clients) {
      var free = 0.0
      for move in 0..<workload.moves {
        let start = max(free, part * (Double(move) + draws.unit()))
        var end = start
        if draws.coin(workload.absentShare) {
          simulation.request(.disconnect, at: client(index), after: .seconds(start))
          end += Exponential(mean: workload.absence).draw(using: &draws)
        }
        simulation.request(.connect(Address(draws.below(workload.brokers))), at: client(index), after: .seconds(end))
        free = end + 2
      }
    }
  }

  private func judge() -> Result {
    let watch = simulation.observer
    var result = Result()
    result.messages = watch.messages
    result.handedOver = watch.handedOver
    result.published = watch.published.count
    var right = 0
    var matcher = AdaptiveMatcher()
    for (index, filter) in filters.enumerated() { matcher.insert(filter.constraints, as: SubscriptionID(index)) }
    var scratch = matcher.makeScratch()
    var wanting: [SubscriptionID] = []
    for event in watch.published {
      wanting.removeAll(keepingCapacity: true)
      matcher.match(event.content, using: &scratch, into: &wanting)
      result.expected += wanting.count
      right += wanting.count {
        watch.delivered.contains(BrokerWatch.Delivery(client: client($0.index), event: event.id))
      }
    }
    result.lost = result.expected - right
    result.unwanted = watch.delivered.count - right
    result.duplicates = watch.duplicates
    result.disordered = watch.disordered
    result.firstDelivery = watch.firstDelivery.sorted()
    result.completion = watch.completion.sorted()
    let sizes = (0..<workload.brokers).map { simulation[Address($0)].tableSize }
    result.filtersMean = Double(sizes.reduce(0, +)) / Double(max(sizes.count, 1))
    result.filtersMost = sizes.max() ?? 0
    result.refusals = watch.refusals
    result.steps = simulation.events
    return result
  }
}
