import CanonicalEncoding
import Participants

/// What brokers, and clients that move, send each other.
public enum BrokerMessage: Hashable, Sendable {
  /// Send me what meets this filter. It stands for filters told before that it covers, if there is covering.
  case subscribe(Filter)
  /// I no longer ask for this filter.
  case unsubscribe(Filter)
  /// There are publishers behind me of events that meet this filter.
  case advertise(Filter)
  /// An event.
  case publish(Publication)

  /// A subtree has come and asks for events.
  case attach(Attachment)
  /// It is connected.
  case welcome(epoch: UInt32)
  /// The moving link of this epoch is cut: stands for the broker's noticing.
  case left(epoch: UInt32)
  /// An event, over the moving link of this epoch.
  case deliver(Publication, epoch: UInt32)
  /// So many events have come over the moving link of this epoch.
  case received(UInt32, epoch: UInt32)
  /// Nothing more will come over the moving link of this epoch.
  case farewell(epoch: UInt32)

  /// From broker to broker to the old place of a subtree: it has moved.
  case moved(Marker)
  /// From broker to broker to its new place: what was kept.
  case handOver(HandOver)

  /// What a message is sent for.
  public var purpose: BrokerPurpose {
    switch self {
    case .subscribe, .unsubscribe: .subscriptions
    case .advertise: .advertisements
    case .publish, .deliver: .events
    case .attach, .welcome, .left, .received, .farewell, .moved, .handOver: .handOff
    }
  }
}

/// What messages are sent for.
public enum BrokerPurpose: String, Hashable, Sendable, CaseIterable {
  /// Subscribing and unsubscribing.
  case subscriptions
  /// Advertising.
  case advertisements
  /// Events.
  case events
  /// Moves, and events that are handed over.
  case handOff
}

/// One end of a moving link: a broker, and the epoch in which the subtree is, or was, connected to it. Every connection begins another one.
public struct Place: Hashable, Canonical {
  /// The broker.
  public let broker: Address

  /// The epoch, from 1.
  public let epoch: UInt32

  /// A place.
  public init(_ broker: Address, epoch: UInt32) {
    self.broker = broker
    self.epoch = epoch
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(broker)
    bytes.write(epoch)
  }

  /// Reads a place.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    broker = try bytes.read()
    epoch = try bytes.read()
  }
}

/// What a subtree tells the broker to which it connects itself.
public struct Attachment: Hashable, Sendable {
  /// The epoch that begins.
  public let epoch: UInt32
  /// What it asks for: a minimal cover of the filters behind it.
  public let filters: [Filter]
  /// Where it was before, if that broker is to be told.
  public let previous: Place?
  /// The last event that it has of each publisher, for relocation only.
  public let last: [PublicationID]
}

/// Word that a subtree has moved. It goes along the path from the new broker to the old one, behind the new subscriptions, so that all
/// events before it were sent to the old broker, and all after it are sent to the new one.
public struct Marker: Hashable, Sendable {
  /// The root of the subtree.
  public let mover: Address
  /// Where it was.
  public let from: Place
  /// Where it is, or was by then.
  public let to: Place
  /// The last event that it has of each publisher, for relocation only.
  public let last: [PublicationID]
}

/// Events that the old broker of a subtree has kept.
public struct HandOver: Hashable, Sendable {
  /// The root of the subtree.
  public let mover: Address
  /// Where they are to go.
  public let to: Place
  /// The events, in order.
  public let publications: [Publication]
  /// Whether these are the last.
  public let isComplete: Bool
}

/// What a client asks of its broker, or of itself if it is one that moves.
public enum BrokerRequest: Hashable, Sendable {
  /// Events that meet the filter, under a number. A number in use is given a new filter.
  case subscribe(UInt32, Filter)
  /// No more of these.
  case unsubscribe(UInt32)
  /// Say that events will be published that meet the filter.
  case advertise(Filter)
  /// An event, attributes ascending.
  case publish([AttributeValue])
  /// Cut the moving link.
  case disconnect
  /// Connect the moving link to this broker, and cut it first if need be.
  case connect(Address)
}

/// What a broker answers.
public enum BrokerResponse: UInt8, Hashable, Canonical {
  /// It is done, or on its way.
  case done
  /// It cannot be done: the broker does not move, or is not connected, or not yet.
  case refused
}

/// What those who watch brokers are told.
public enum BrokerEvent: Hashable, Sendable {
  /// An event was published.
  case published(Publication)
  /// An event was handed to the client of a subscription.
  case delivered(PublicationID, subscription: UInt32)
  /// The old broker of a subtree has nothing more to do with it: all that it kept has come to the new one, if it kept anything.
  case movedOver(Address, epoch: UInt32)
}
