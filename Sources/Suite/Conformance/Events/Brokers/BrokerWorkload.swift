import Events
import Participants
import Randomness

/// What clients of a broker tree want, publish and do: the same for every routing and every hand-off.
public struct BrokerWorkload: Sendable, Hashable {
  /// Brokers, in a random tree.
  public var brokers = 1_000
  /// The most neighbours of a broker.
  public var degree = 6
  /// Clients with one subscription each, at brokers drawn at random.
  public var clients = 2_000
  /// How many of them move.
  public var movers = 200
  /// Moves of each of these, at moments drawn at random.
  public var moves = 3
  /// The share of moves with an absence; in others a client changes over at once.
  public var absentShare = 1.0
  /// The mean length of an absence, which is drawn from an exponential distribution.
  public var absence = 5.0
  /// Brokers at which something is published.
  public var publishers = 20
  /// Events, at moments drawn at random.
  public var publications = 2_000
  /// Seconds in which all of this happens.
  public var seconds = 120.0
  /// Attributes, of which every event has all.
  public var attributes = 4
  /// Values of an attribute.
  public var values = 10_000
  /// The widest range that a filter asks for, as a share of the values.
  public var width = 0.05

  /// A thousand brokers and two thousand clients, two hundred of whom move three times while two thousand events are published.
  public init() {}

  /// Whether it can be run: numbers are not negative and below a million, shares are in 0...1, and times are up to a day.
  public var isPossible: Bool {
    let numbers = [clients, movers, moves, publishers, publications].allSatisfy { (0...1_000_000).contains($0) }
    return numbers && (1...1_000_000).contains(brokers) && (2...1_000_000).contains(degree)
      && (1...64).contains(attributes) && (1...1_000_000_000).contains(values) && (0...1).contains(width)
      && (0...1).contains(absentShare) && absence > 0 && absence <= 86_400 && seconds > 0 && seconds <= 86_400
  }

  /// One or two attributes, each in a range.
  func filter(using generator: inout Xoshiro256StarStar) -> Filter {
    let first = generator.below(attributes)
    var chosen = [first]
    let second = generator.below(attributes)
    if second != first, generator.coin(0.5) { chosen.append(second) }
    return Filter(
      chosen.sorted().map { attribute in
        let length = 1 + generator.below(max(1, Int(width * Double(values))))
        let low = generator.below(max(1, values - length + 1))
        return Constraint(UInt32(attribute), Int64(low), Int64(low + length - 1))
      })
  }

  /// A value of each attribute.
  func event(using generator: inout Xoshiro256StarStar) -> [AttributeValue] {
    (0..<attributes).map { AttributeValue(UInt32($0), Int64(generator.below(values))) }
  }
}
