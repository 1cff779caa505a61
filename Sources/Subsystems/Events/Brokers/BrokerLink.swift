import CanonicalEncoding
import Participants

/// A broker's link to a neighbour, and what the two have told each other over it.
///
/// What one end has announced is what the other wants, but for messages on their way: links are reliable and keep the order.
struct BrokerLink: Hashable {
  /// The neighbour that stays the same; nil for the link of a subtree that moves, whose other end changes.
  let neighbour: Address?

  /// The addresses of the brokers behind it, from the first to the last; nil for the link toward all others (interval
  /// routing).
  let behind: AddressRange?

  /// What the neighbour asks for, ascending. Over a link that moves everything is wanted: the broker there passes on what others ask for.
  var wanted: [Filter]

  /// What it has been asked for, ascending.
  var announced: [Filter] = []

  /// What it has advertised, in the order of coming.
  var advertised: [Filter] = []

  init(to neighbour: Address, behind: AddressRange?) {
    self.neighbour = neighbour
    self.behind = behind
    wanted = []
  }

  /// The link of a subtree that moves.
  static let moving = BrokerLink()

  private init() {
    neighbour = nil
    behind = nil
    wanted = [.everything]
  }

  var isMoving: Bool { neighbour == nil }
}

/// Addresses that follow one another.
struct AddressRange: Hashable, BitwiseCopyable, Canonical {
  let first: Address
  let last: Address

  init(_ first: Address, _ last: Address) {
    self.first = first
    self.last = last
  }

  func contains(_ address: Address) -> Bool { first <= address && address <= last }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(first)
    bytes.write(last)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    first = try bytes.read()
    last = try bytes.read()
  }
}

extension BrokerLink: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(neighbour)
    bytes.write(behind)
    bytes.write(wanted)
    bytes.write(announced)
    bytes.write(advertised)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    neighbour = try bytes.read()
    behind = try bytes.read()
    wanted = try bytes.read()
    announced = try bytes.read()
    advertised = try bytes.read()
  }
}

/// A client that lives at a broker, or rather one of its subscriptions.
struct OwnSubscription: Hashable, Canonical {
  let number: UInt32
  var filter: Filter

  init(number: UInt32, filter: Filter) {
    self.number = number
    self.filter = filter
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(number)
    bytes.write(filter)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    number = try bytes.read()
    filter = try bytes.read()
  }
}
