import CanonicalEncoding
import Participants

/// A broker of a tree that brings events from those who publish them to those who want them.
///
/// Every broker tells its neighbours what is asked for on its side, and sends events only where they are asked for (subscription
/// forwarding, as in Siena and REBECA). Clients live at a broker, as subscriptions of its own, or they move: a client that moves is a
/// participant of this type without neighbours, and so is the root of a whole subtree of brokers that moves. Its link is cut at one broker
/// and made anew at another one, which ``HandOff`` says how to bridge.
///
/// Over a link that moves, everything published in the subtree goes out, and what is asked for in the subtree comes in: the brokers that stay
/// do not tell those who move what others ask for. Only events of brokers that stay are advertised.
///
/// Links keep the order of messages and lose none, but for those to a subtree that is no longer there.
public struct Broker: Participant {
  /// What brokers send each other.
  public typealias Message = BrokerMessage
  /// What clients ask.
  public typealias Request = BrokerRequest
  /// What they are answered.
  public typealias Response = BrokerResponse
  /// Events that are published, delivered and handed over.
  public typealias Observation = BrokerEvent

  /// What all brokers agree on.
  public let settings: BrokerSettings

  /// Those to neighbours, and the one that moves last.
  var links: [BrokerLink]

  /// The subscriptions of clients that live here, by number.
  var subscriptions: [OwnSubscription] = []

  /// What is kept of subtrees that are, or were, connected here, by root and epoch.
  package var anchors: [Anchor] = []

  /// The own link that moves; nil for brokers that stay.
  var move: MovingEnd?

  /// Events that were published here.
  public internal(set) var published: UInt32 = 0

  /// What it does wrong, kept so that models can be shown to notice it.
  package var fault: Fault?

  /// Known faults.
  package enum Fault: UInt8, Hashable, Canonical, CaseIterable {
    /// Behind a link that is cut, everything is unsubscribed at once, before the new place subscribes.
    case unsubscribesFirst
    /// Filters that a filter has covered are not announced when it goes.
    case forgetsCovered
    /// Events that come twice are delivered twice.
    case keepsDuplicates
    /// New events are not held until the old ones have come.
    case releasesEarly
    /// The old place is told at once, and not by a marker behind the events on the path.
    case flipsWithoutMarker
    /// Messages of an earlier move are taken for those of the last.
    case ignoresEpochs
    /// Events go over every link twice.
    case sendsTwice
    /// Whatever comes is delivered to all clients that live here.
    case deliversUnasked
    /// What was asked for before it was advertised is not asked for then.
    case forgetsWaiting
    /// What is sent over a moving link is not kept until it is acknowledged.
    case keepsNothingSent
  }

  init(links: [BrokerLink], settings: BrokerSettings, moves: Bool) {
    self.settings = settings
    self.links = moves ? links + [.moving] : links
    move = moves ? MovingEnd() : nil
  }

  /// A client that moves, and is not connected yet.
  public init(movingClient settings: BrokerSettings) { self.init(links: [], settings: settings, moves: true) }

  /// Where the subtree is connected; nil for brokers that stay, and while it is away or has not been answered.
  public var connection: Place? {
    guard let move, !move.isConnecting else { return nil }
    return move.places.last
  }

  /// The filters that are kept for neighbours, clients and subtrees.
  public var tableSize: Int {
    links.reduce(0) { $0 + ($1.isMoving ? 0 : $1.wanted.count) } + anchors.reduce(0) { $0 + $1.filters.count }
      + subscriptions.count
  }

  /// A message, a client's wish, or the start.
  public mutating func handle(_ input: Input<Broker>, effects: inout Effects<Broker>) {
    switch input {
    case .start, .restart: openToAdvertisements(&effects)
    case .message(let message, let sender): take(message, from: sender, &effects)
    case .request(let request): take(request, &effects)
    }
  }

  private mutating func take(_ message: BrokerMessage, from sender: Address, _ effects: inout Effects<Broker>) {
    switch message {
    case .subscribe(let filter): takeSubscription(filter, from: sender, &effects)
    case .unsubscribe(let filter): takeUnsubscription(filter, from: sender, &effects)
    case .advertise(let filter): takeAdvertisement(filter, from: sender, &effects)
    case .publish(let publication):
      route(publication, from: place(of: sender).map { .link($0) } ?? .mover(sender), &effects)
    case .attach(let attachment): attach(sender, attachment, &effects)
    case .welcome(let epoch): takeWelcome(epoch, &effects)
    case .left(let epoch): letGo(sender, epoch, &effects)
    case .deliver(let publication, let epoch): takeEvent(publication, epoch, &effects)
    case .received(let count, let epoch):
      if let place = anchor(of: sender, epoch) { anchors[place].acknowledge(count) }
    case .farewell(let epoch): takeFarewell(epoch)
    case .moved(let marker): passOn(marker, &effects)
    case .handOver(let handOver): passOn(handOver, &effects)
    }
  }

  private mutating func take(_ request: BrokerRequest, _ effects: inout Effects<Broker>) {
    var response = BrokerResponse.done
    switch request {
    case .subscribe(let number, let filter): subscribe(number, filter, &effects)
    case .unsubscribe(let number): unsubscribe(number, &effects)
    case .advertise(let filter): advertise(filter, from: nil, &effects)
    case .publish(let content): publish(content, &effects)
    case .disconnect: if !disconnect(&effects) { response = .refused }
    case .connect(let broker):
      // The answer to a client that connects itself comes with the broker's welcome.
      if connect(to: broker, &effects) { return }
      response = .refused
    }
    effects.respond(response)
  }

  /// The place of the link to a neighbour.
  func place(of neighbour: Address) -> Int? { links.firstIndex { $0.neighbour == neighbour } }
}
