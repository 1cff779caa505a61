import Events
import Participants
import Simulation

/// Counts messages, deliveries and the time that moves take.
struct BrokerWatch: SimulationObserver {
  typealias Subject = Broker

  /// A client and an event that it got.
  struct Delivery: Hashable {
    let client: Address
    let event: PublicationID
  }

  /// A client and a publisher.
  private struct Stream: Hashable {
    let client: Address
    let publisher: Address
  }

  /// Messages by purpose.
  var messages: [BrokerPurpose: Int] = [:]
  /// Events that hand-overs have carried, each as often as over a link.
  var handedOver = 0
  /// What was published, in order.
  var published: [Publication] = []
  /// What was delivered at least once.
  var delivered: Set<Delivery> = []
  /// Deliveries of what had been delivered before.
  var duplicates = 0
  /// First deliveries after those of a later event of the same publisher.
  var disordered = 0
  /// Milliseconds from a client's wish to connect itself to its first event after that.
  var firstDelivery: [Double] = []
  /// Milliseconds from a client's wish to connect itself to the moment when its old place has nothing to do with it any more.
  var completion: [Double] = []
  /// Wishes that were refused.
  var refusals = 0

  private var last: [Stream: UInt32] = [:]
  /// Since when a client waits for its first event.
  private var waiting: [Address: VirtualTime] = [:]
  /// When each client has wished to connect itself, by epoch.
  private var connections: [Address: [VirtualTime]] = [:]
  /// The last wish of all, and since when its client was waiting before it.
  private var lastWish: (client: Address, waiting: VirtualTime?)?

  init() {}

  /// Forgets the messages so far.
  mutating func restart() { messages = [:] }

  mutating func sent(_ message: BrokerMessage, from: Address, to: Address, at time: VirtualTime) {
    messages[message.purpose, default: 0] += 1
    if case .handOver(let handOver) = message { handedOver += handOver.publications.count }
  }

  mutating func requested(_ request: BrokerRequest, at address: Address, at time: VirtualTime) {
    lastWish = nil
    guard case .connect = request else { return }
    lastWish = (address, waiting[address])
    connections[address, default: []].append(time)
    if connections[address]?.count ?? 0 > 1 { waiting[address] = time }
  }

  mutating func responded(_ response: BrokerResponse, at address: Address, at time: VirtualTime) {
    guard response == .refused else { return }
    refusals += 1
    // It is answered at once, and begins no epoch.
    if let wish = lastWish, wish.client == address {
      connections[address]?.removeLast()
      waiting[address] = wish.waiting
    }
  }

  mutating func observed(_ observation: BrokerEvent, at address: Address, at time: VirtualTime) {
    switch observation {
    case .published(let publication): published.append(publication)
    case .delivered(let event, _): take(event, at: address, at: time)
    case .movedOver(let mover, let epoch):
      if let times = connections[mover], times.indices.contains(Int(epoch) - 1) {
        completion.append((time.seconds - times[Int(epoch) - 1].seconds) * 1_000)
      }
    }
  }

  private mutating func take(_ event: PublicationID, at client: Address, at time: VirtualTime) {
    if let start = waiting.removeValue(forKey: client) { firstDelivery.append((time.seconds - start.seconds) * 1_000) }
    guard delivered.insert(Delivery(client: client, event: event)).inserted else {
      duplicates += 1
      return
    }
    let stream = Stream(client: client, publisher: event.publisher)
    if let before = last[stream], before > event.number { disordered += 1 }
    last[stream] = max(last[stream] ?? 0, event.number)
  }
}
