import Latencies
import Participants
import Randomness

/// How long messages take.
public enum NetworkLatency: Sendable {
  /// All the same.
  case constant(Duration)
  /// Between these, each equally likely.
  case uniform(ClosedRange<Duration>)
  /// Half the round-trip time between the hosts on which participants are placed at random, and up to this share more.
  case matrix(LatencyMatrix, jitter: Double = 0)
}

/// What goes wrong on the way of messages, each with a probability.
public struct NetworkTrouble: Hashable, Sendable {
  /// Messages that never arrive.
  public let loss: Double
  /// Messages that arrive twice.
  public let duplication: Double
  /// Messages that take longer, by up to ``delay``, so that others overtake them.
  public let reordering: Double
  /// The longest delay of a message that others overtake.
  public let delay: Duration

  /// Nothing goes wrong.
  public static let none = NetworkTrouble(loss: 0, duplication: 0, reordering: 0, delay: .zero)

  /// One message in a hundred is lost, one in two hundred comes twice, one in twenty is overtaken within a second.
  public static let usual = NetworkTrouble(loss: 0.01, duplication: 0.005, reordering: 0.05, delay: .seconds(1))

  /// Trouble with these probabilities, 0...1.
  public init(loss: Double, duplication: Double, reordering: Double, delay: Duration) {
    precondition([loss, duplication, reordering].allSatisfy { (0...1).contains($0) }, "probabilities are in 0...1")
    self.loss = loss
    self.duplication = duplication
    self.reordering = reordering
    self.delay = delay
  }
}

/// A time in which messages between two parts of the network are lost. Those that are on their way when it begins still arrive.
public struct Partition: Sendable {
  /// When it begins.
  public let start: VirtualTime
  /// When it heals.
  public let end: VirtualTime
  /// Which of the two parts a participant is in.
  public let isApart: @Sendable (Address) -> Bool

  /// A partition from one moment to another.
  public init(from start: VirtualTime, to end: VirtualTime, isApart: @escaping @Sendable (Address) -> Bool) {
    self.start = start
    self.end = end
    self.isApart = isApart
  }

  @inlinable func separates(_ one: Address, _ other: Address, at time: VirtualTime) -> Bool {
    start <= time && time < end && isApart(one) != isApart(other)
  }
}

/// The network between participants. With its own random draws, so that nothing else changes when it does.
@usableFromInline
struct SimulatedNetwork {
  /// How long messages take, in nanoseconds.
  @usableFromInline enum Delay {
    case uniform(low: Int64, more: Double)
    case matrix(LatencyMatrix, jitter: Double)
  }

  @usableFromInline let delay: Delay
  @usableFromInline let trouble: NetworkTrouble
  /// Nanoseconds of the longest delay by trouble.
  @usableFromInline let troubleDelay: Double
  @usableFromInline let partitions: [Partition]
  /// The host of each participant, where there are hosts.
  @usableFromInline var hosts: [UInt32] = []
  @usableFromInline var generator: Xoshiro256StarStar
  private var placement: Xoshiro256StarStar

  init(latency: NetworkLatency, trouble: NetworkTrouble, partitions: [Partition], seed: Seed) {
    switch latency {
    case .constant(let constant): delay = .uniform(low: constant.wholeNanoseconds, more: 0)
    case .uniform(let range):
      let (low, high) = (range.lowerBound.wholeNanoseconds, range.upperBound.wholeNanoseconds)
      delay = .uniform(low: low, more: Double(high - low))
    case .matrix(let matrix, let jitter):
      precondition(jitter >= 0 && jitter.isFinite, "jitter is a share of the latency")
      delay = .matrix(matrix, jitter: jitter)
    }
    self.trouble = trouble
    troubleDelay = Double(trouble.delay.wholeNanoseconds)
    self.partitions = partitions
    generator = seed.stream("simulation.network")
    placement = seed.stream("simulation.placement")
  }

  mutating func addNode() {
    if case .matrix(let matrix, _) = delay { hosts.append(UInt32(placement.below(matrix.count))) }
  }

  /// How many copies of a message arrive; 0 if it is lost.
  @inlinable
  mutating func copies(from sender: Address, to receiver: Address, at time: VirtualTime) -> Int {
    if sender == receiver { return 1 }
    for partition in partitions where partition.separates(sender, receiver, at: time) { return 0 }
    if trouble.loss > 0, generator.unit() < trouble.loss { return 0 }
    return trouble.duplication > 0 && generator.unit() < trouble.duplication ? 2 : 1
  }

  /// How long a copy takes.
  @inlinable
  mutating func delay(from sender: Address, to receiver: Address) -> Int64 {
    if sender == receiver { return 0 }
    var more: Double
    var least: Int64 = 0
    switch delay {
    case .uniform(let low, let span):
      least = low
      more = span > 0 ? span * generator.unit() : 0
    case .matrix(let matrix, let jitter):
      more = matrix[Int(hosts[sender.index]), Int(hosts[receiver.index])] * 5e5
      if jitter > 0 { more *= 1 + jitter * generator.unit() }
    }
    if trouble.reordering > 0, generator.unit() < trouble.reordering { more += troubleDelay * generator.unit() }
    // What would take longer than a simulation can last does not arrive.
    let (sum, overflow) = least.addingReportingOverflow(more < 9e18 ? Int64(more) : .max)
    return overflow ? .max : sum
  }
}
