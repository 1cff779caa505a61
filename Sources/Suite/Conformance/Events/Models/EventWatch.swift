import CanonicalEncoding
import Events
import ModelChecking
import Participants

/// Remembers what was delivered to whom, and over which links events were routed.
struct EventWatch: NetworkObserver {
  typealias Subject = Broker

  /// What was delivered to one subscription, in order.
  struct Record: Hashable, Canonical {
    let address: Address
    let subscription: UInt32
    var events: [PublicationID]

    init(_ address: Address, _ subscription: UInt32, _ events: [PublicationID]) {
      self.address = address
      self.subscription = subscription
      self.events = events
    }

    func encode(into bytes: inout ByteWriter) {
      bytes.write(address)
      bytes.write(subscription)
      bytes.write(events)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      address = try bytes.read()
      subscription = try bytes.read()
      events = try bytes.read()
    }
  }

  /// An event that was routed over a link.
  struct Crossing: Hashable, Canonical {
    let from: Address
    let to: Address
    let event: PublicationID

    init(_ from: Address, _ to: Address, _ event: PublicationID) {
      self.from = from
      self.to = to
      self.event = event
    }

    static func < (left: Crossing, right: Crossing) -> Bool {
      (left.from, left.to, left.event) < (right.from, right.to, right.event)
    }

    func encode(into bytes: inout ByteWriter) {
      bytes.write(from)
      bytes.write(to)
      bytes.write(event)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      from = try bytes.read()
      to = try bytes.read()
      event = try bytes.read()
    }
  }

  /// By address and subscription, those with deliveries only.
  private(set) var records: [Record] = []

  /// Ascending, and only if they are watched.
  private var crossings: [Crossing] = []
  private let watchesCrossings: Bool

  /// Whether an event was routed over a link twice.
  private(set) var hasRepeatedCrossing = false

  /// Nothing has happened yet.
  init(watchesCrossings: Bool) { self.watchesCrossings = watchesCrossings }

  /// What was delivered to a subscription, in order.
  func events(at address: Address, _ subscription: UInt32) -> [PublicationID] {
    records.first { $0.address == address && $0.subscription == subscription }?.events ?? []
  }

  mutating func observed(_ observation: BrokerEvent, at address: Address) {
    guard case .delivered(let event, let subscription) = observation else { return }
    let place = records.firstIndex { ($0.address, $0.subscription) >= (address, subscription) } ?? records.count
    if place < records.count, records[place].address == address, records[place].subscription == subscription {
      records[place].events.append(event)
    } else {
      records.insert(Record(address, subscription, [event]), at: place)
    }
  }

  mutating func sent(_ message: BrokerMessage, from: Address, to: Address) {
    guard watchesCrossings, case .publish(let publication) = message else { return }
    let crossing = Crossing(from, to, publication.id)
    let place = crossings.firstIndex { !($0 < crossing) } ?? crossings.count
    if place < crossings.count, crossings[place] == crossing {
      hasRepeatedCrossing = true
    } else {
      crossings.insert(crossing, at: place)
    }
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(records)
    bytes.write(crossings)
    bytes.write(watchesCrossings)
    bytes.write(hasRepeatedCrossing)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    records = try bytes.read()
    crossings = try bytes.read()
    watchesCrossings = try bytes.read()
    hasRepeatedCrossing = try bytes.read()
  }
}

extension EventWatch: CustomStringConvertible {
  var description: String {
    records.map { "to \($0.address): \($0.events.map(\.description).joined(separator: ", "))" }.joined(separator: "; ")
  }
}
