import Randomness

/// Subscriptions and events for matchers, as values that can be replayed anywhere.
///
/// Subscriptions and events are numbered from 0 in the order in which they were added. All constraints lie in one array and all attribute
/// values in another.
public struct MatchingWorkload: Sendable {
  /// A word that says what it is.
  public let name: String

  /// Attributes are below this number.
  public let attributes: Int

  /// Values are below this number, and not negative.
  public let cardinality: Int64

  /// The constraints of all subscriptions, one subscription after another.
  public private(set) var constraints: [Constraint] = []

  /// The attributes of all events, one event after another.
  public private(set) var values: [AttributeValue] = []

  private var subscriptionEnds: [Int] = [0]
  private var eventEnds: [Int] = [0]

  /// A workload without subscriptions and events.
  public init(name: String, attributes: Int, cardinality: Int64) {
    self.name = name
    self.attributes = attributes
    self.cardinality = cardinality
  }

  /// The number of subscriptions.
  public var subscriptionCount: Int { subscriptionEnds.count - 1 }

  /// The number of events.
  public var eventCount: Int { eventEnds.count - 1 }

  /// The places of a subscription's constraints.
  public func constraintRange(_ subscription: Int) -> Range<Int> {
    subscriptionEnds[subscription]..<subscriptionEnds[subscription + 1]
  }

  /// The places of an event's values.
  public func valueRange(_ event: Int) -> Range<Int> { eventEnds[event]..<eventEnds[event + 1] }

  /// The constraints of a subscription.
  public func subscription(_ number: Int) -> ArraySlice<Constraint> { constraints[constraintRange(number)] }

  /// The attributes of an event.
  public func event(_ number: Int) -> ArraySlice<AttributeValue> { values[valueRange(number)] }

  /// Makes room.
  public mutating func reserve(subscriptions: Int, constraints: Int) {
    subscriptionEnds.reserveCapacity(subscriptions + 1)
    self.constraints.reserveCapacity(constraints)
  }

  /// Adds a subscription, attributes ascending.
  public mutating func append(subscription: some Sequence<Constraint>) {
    constraints.append(contentsOf: subscription)
    subscriptionEnds.append(constraints.count)
  }

  /// Adds an event, attributes ascending.
  public mutating func append(event: some Sequence<AttributeValue>) {
    values.append(contentsOf: event)
    eventEnds.append(values.count)
  }

  /// A number for all that is in it: FNV-1a over the numbers of the subscriptions and events in order, each as eight bytes.
  public var hash: UInt64 {
    var hash = NumberHash()
    for number in 0..<subscriptionCount {
      let range = constraintRange(number)
      hash.add(UInt64(range.count))
      for constraint in constraints[range] {
        hash.add(UInt64(constraint.attribute))
        hash.add(UInt64(bitPattern: constraint.low))
        hash.add(UInt64(bitPattern: constraint.high))
      }
    }
    for value in values {
      hash.add(UInt64(value.attribute))
      hash.add(UInt64(bitPattern: value.value))
    }
    return hash.value
  }
}

/// FNV-1a with 64 bits over numbers, each as its eight bytes from the lowest.
struct NumberHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: UInt64) {
    for byte in 0..<8 {
      value ^= number >> UInt64(8 * byte) & 0xFF
      value = value &* 0x100_0000_01B3
    }
  }
}

/// The sum of a number for each pair of an event and a subscription that it satisfies: the same in whatever order they are found.
public struct MatchChecksum: Hashable, Sendable {
  /// The sum, modulo 2^64.
  public private(set) var value: UInt64 = 0

  /// The pairs in it.
  public private(set) var count = 0

  /// Of no pairs.
  public init() {}

  /// Adds what one event matched.
  @inlinable
  public mutating func add(_ matches: [SubscriptionID], of event: Int) {
    let high = UInt64(event) << 32
    var sum: UInt64 = 0
    for match in matches {
      var generator = SplitMix64(seed: high | UInt64(match.number))
      sum &+= generator.next()
    }
    add(sum, count: matches.count)
  }

  @usableFromInline
  mutating func add(_ sum: UInt64, count: Int) {
    value &+= sum
    self.count += count
  }
}
