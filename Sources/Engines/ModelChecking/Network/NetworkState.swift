import CanonicalEncoding
import Participants

/// A snapshot of participants and of all that is on its way between them.
///
/// Everything lies in flat arrays in a canonical order, so that a state is encoded in one walk, and parts that are not
/// used are empty and cost neither memory nor bytes.
public struct NetworkState<P: Participant, Observer: NetworkObserver>: Hashable, Sendable
where Observer.Subject == P {
  /// The participants by address. One that has crashed is as it was before the start.
  public var participants: [P]

  /// The messages on their way, sender by sender. On ordered channels those of a channel stand together in the order in
  /// which they were sent; otherwise those of a sender are in the order of their bytes, and equal ones stand together.
  public var messages: [Envelope<P.Message>]

  /// The timers that are set, by address and bytes.
  public var timers: [Held<P.Timer>] = []

  /// What was persisted last, by address; participants that have not persisted anything are missing.
  public var stable: [Held<P.Stable>] = []

  /// How far the requests of each participant's client have come, by address; empty if there are no clients.
  public var clients: [ClientProgress] = []

  /// The participants that have crashed and not begun anew.
  public var crashed = AddressSet()

  /// The side of the partition that lasts; empty when there is none.
  public var cut = AddressSet()

  /// How often faults with a limit have happened.
  public var spent = SpentFaults()

  /// The last message delivered, for ``ChannelDiscipline/set`` only.
  public var lastDelivered: Envelope<P.Message>?

  /// What the observer remembers.
  public var observer: Observer

  /// Participants that have not begun.
  @inlinable public init(participants: [P], observer: Observer) {
    self.participants = participants
    messages = []
    self.observer = observer
  }

  /// Whether a timer is set.
  public func isSet(_ timer: P.Timer, at address: Address) -> Bool { timers.contains(Held(timer, at: address)) }

  /// What a participant has persisted, if anything.
  @inlinable public func persisted(at address: Address) -> P.Stable? {
    for record in stable where record.at == address { return record.value }
    return nil
  }
}

extension NetworkState: CustomStringConvertible {
  /// The parts that are not empty, on one line.
  public var description: String { fields.map { "\($0.name): \($0.value)" }.joined(separator: "; ") }

  /// The participants by address, and those of the other parts that are not empty.
  public var fields: [StateField] {
    func list(_ name: String, _ elements: [some Any]) -> [StateField] {
      elements.isEmpty ? [] : [StateField(name, elements.map { "\($0)" }.joined(separator: ", "))]
    }
    var fields = participants.enumerated().map { StateField("\($0)", $1) }
    fields += list("messages", messages) + list("timers", timers) + list("stable", stable)
    fields += list("crashed", Array(crashed)) + list("cut off", Array(cut))
    if let lastDelivered { fields.append(StateField("last delivered", lastDelivered)) }
    for (address, client) in clients.enumerated() where client != ClientProgress() {
      fields.append(StateField("client of \(address)", client))
    }
    if spent != SpentFaults() { fields.append(StateField("faults", spent)) }
    if !(observer is NoObserver<P>) { fields.append(StateField("observer", observer)) }
    return fields
  }
}

/// How far the requests of one client have come.
public struct ClientProgress: Hashable, Sendable, CustomStringConvertible {
  /// The number of requests made.
  public var made: Int

  /// Whether the last of them waits for its answer.
  public var isWaiting: Bool

  /// Nothing asked yet unless said otherwise.
  @inlinable public init(made: Int = 0, isWaiting: Bool = false) {
    self.made = made
    self.isWaiting = isWaiting
  }

  /// For instance "request 2, waiting".
  public var description: String { "request \(made)\(isWaiting ? ", waiting" : "")" }
}

/// How often each fault has happened; those without a limit are not counted.
public struct SpentFaults: Hashable, Sendable, CustomStringConvertible {
  /// Messages lost.
  public var losses: UInt16 = 0
  /// Messages duplicated.
  public var duplications: UInt16 = 0
  /// Participants crashed.
  public var crashes: UInt16 = 0
  /// Participants that have begun anew.
  public var restarts: UInt16 = 0
  /// Partitions begun.
  public var partitions: UInt16 = 0

  /// Nothing has happened.
  @inlinable public init() {}

  /// Those that have happened, with their numbers.
  public var description: String {
    let counts = [
      ("lost", losses), ("duplicated", duplications), ("crashes", crashes), ("restarts", restarts),
      ("partitions", partitions),
    ]
    return counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }
}
