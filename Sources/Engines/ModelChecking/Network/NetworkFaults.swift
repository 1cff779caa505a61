/// What a network does with the order of messages, and with those it has delivered.
public enum ChannelDiscipline: String, Hashable, Sendable, CaseIterable {
  /// Messages from one participant to another arrive in the order in which they were sent.
  case ordered
  /// Messages overtake each other.
  case unordered
  /// Messages overtake each other and arrive any number of times: the network is a set from which no delivery takes
  /// anything, as in TLA+. The state tells which message was delivered last, as Stateright's duplicating network does.
  case set
}

/// How often something bad may happen in a run.
public enum Budget: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// So often at the most; not negative.
  case times(Int)
  /// Again and again. States do not count it, so that there are far fewer of them than with a large number.
  case unlimited

  /// A budget written as a number.
  public init(integerLiteral times: Int) { self = .times(times) }

  /// Whether it may still happen after so many times.
  @inlinable func allows(after spent: UInt16) -> Bool {
    switch self {
    case .times(let times): Int(spent) < times
    case .unlimited: true
    }
  }

  /// The number of times, or "unlimited".
  public var description: String {
    switch self {
    case .times(let times): "\(times)"
    case .unlimited: "unlimited"
    }
  }
}

/// What can go wrong, and how often; nothing unless said otherwise.
public struct NetworkFaults: Hashable, Sendable {
  /// Lost messages. On ordered channels only the first message is lost: the others wait for their turn.
  public var losses: Budget = 0

  /// Messages put into the network once more; on ordered channels the first one, ahead of all others. Never unlimited:
  /// ``ChannelDiscipline/set`` is the network that duplicates without end.
  public var duplications: Budget = 0

  /// Participants that lose all that they have not persisted, and their timers. Messages wait for them.
  public var crashes: Budget = 0

  /// Crashed participants that begin anew with what they have persisted.
  public var restarts: Budget = .unlimited

  /// Beginnings of a partition. It can end at any time, and no other begins before.
  public var partitions: Budget = 0

  /// The partitions that may begin: messages into such a set and out of it wait for the end.
  public var cuts: [AddressSet] = []

  /// Nothing goes wrong.
  public static let none = NetworkFaults()

  /// Some things go wrong.
  public init(
    losses: Budget = 0, duplications: Budget = 0, crashes: Budget = 0, restarts: Budget = .unlimited,
    partitions: Budget = 0, cuts: [AddressSet] = []
  ) {
    self.losses = losses
    self.duplications = duplications
    self.crashes = crashes
    self.restarts = restarts
    self.partitions = partitions
    self.cuts = cuts
  }
}
