import CanonicalEncoding
import Participants

/// Participants, the network between them and what can go wrong, as a model.
///
/// A step is an input to one participant together with all its consequences, or an event of the network: see
/// ``NetworkAction``. Timers that are set may go off at any time, since the model knows no durations, and the choices of
/// ``Effects/choose(_:)`` are different steps. Clients of a participant make their requests in the given order, each at any
/// time after the answer to the last; a crash ends the waiting for an answer.
public struct NetworkModel<P: Participant, Observer: NetworkObserver>: Model where Observer.Subject == P {
  /// A snapshot of all.
  public typealias State = NetworkState<P, Observer>

  /// A step.
  public typealias Action = NetworkAction<P>

  /// The participants as they are before the start, by address.
  public let participants: [P]

  /// What the network does with messages.
  public let channels: ChannelDiscipline

  /// What can go wrong.
  public let faults: NetworkFaults

  /// The requests of each participant's client, by address; none at all if there are no clients.
  public let requests: [[P.Request]]

  /// Whether a delivery that changes nothing and causes nothing is left out, and its message left in the network: fewer
  /// states, and fair for properties that do not speak of messages on their way (Stateright does so). Ordered channels
  /// do not: there the message makes way for the next.
  public let skipsIdleDeliveries: Bool

  /// What must hold, and what must be possible.
  public let properties: [ModelProperty<State>]

  /// What a fair run may not neglect.
  public let fairness: [Fairness]

  /// All participants have started, one after the other; several states if they have choices.
  public let initialStates: [State]

  @usableFromInline let scope: @Sendable (State) -> Bool

  /// A model of `participants`, which are as they are before the start.
  ///
  /// - Throws: what is wrong with the faults, the requests or the first messages.
  public init(
    _ participants: [P], channels: ChannelDiscipline = .unordered, faults: NetworkFaults = .none,
    requests: [Address: [P.Request]] = [:], observer: Observer, skipsIdleDeliveries: Bool = false,
    scope: @escaping @Sendable (State) -> Bool = { _ in true }, fairness: [Fairness] = [],
    properties: [ModelProperty<State>] = []
  ) throws(NetworkModelError) {
    try faults.validate(for: channels, among: participants.count)
    for address in requests.keys where address.index >= participants.count { throw .unknownAddress(address) }
    self.participants = participants
    self.channels = channels
    self.faults = faults
    self.requests = requests.isEmpty ? [] : participants.indices.map { requests[Address($0)] ?? [] }
    self.skipsIdleDeliveries = skipsIdleDeliveries
    self.scope = scope
    self.fairness = fairness
    self.properties = properties
    var first = State(participants: participants, observer: observer)
    first.clients = self.requests.map { _ in ClientProgress() }
    var starting = NetworkStepper<P, Observer>(channels: channels)
    initialStates = try starting.started(first)
  }

  /// Whether the state is in the scope that was given.
  @inlinable public func isInScope(_ state: State) -> Bool { scope(state) }

  /// The kinds of steps.
  public var actionClasses: [String] { NetworkStep.names }

  /// The faults that there is no budget for, timers of a participant that has none, and requests that nobody makes.
  public var classesRuledOut: Set<Int> {
    let possible: [(NetworkStep, Bool)] = [
      (.drop, faults.losses != 0), (.duplicate, faults.duplications != 0), (.timer, P.Timer.self != Never.self),
      (.crash, faults.crashes != 0), (.restart, faults.crashes != 0), (.partition, faults.partitions != 0),
      (.heal, faults.partitions != 0), (.request, !requests.isEmpty),
    ]
    return Set(possible.filter { !$0.1 }.map(\.0.rawValue))
  }

  /// The kind of the step.
  @inlinable public func actionClass(of action: Action) -> Int { action.kind.rawValue }

  /// The participants by address, and those of the other parts that are not empty.
  public func fields(of state: State) -> [StateField] { state.fields }
}

extension NetworkModel where Observer == NoObserver<P> {
  /// A model of `participants` that nobody watches.
  ///
  /// - Throws: what is wrong with the faults, the requests or the first messages.
  public init(
    _ participants: [P], channels: ChannelDiscipline = .unordered, faults: NetworkFaults = .none,
    requests: [Address: [P.Request]] = [:], skipsIdleDeliveries: Bool = false,
    scope: @escaping @Sendable (State) -> Bool = { _ in true }, fairness: [Fairness] = [],
    properties: [ModelProperty<State>] = []
  ) throws(NetworkModelError) {
    try self.init(
      participants, channels: channels, faults: faults, requests: requests, observer: NoObserver(),
      skipsIdleDeliveries: skipsIdleDeliveries, scope: scope, fairness: fairness, properties: properties)
  }
}

extension NetworkFaults {
  func validate(for channels: ChannelDiscipline, among participants: Int) throws(NetworkModelError) {
    guard participants > 0 else { throw .noParticipants }
    guard participants <= 64 else { throw .tooManyParticipants(participants) }
    let budgets = [
      ("losses", losses), ("duplications", duplications), ("crashes", crashes), ("restarts", restarts),
      ("partitions", partitions),
    ]
    for case (let fault, .times(let times)) in budgets where times < 0 || times > UInt16.max {
      throw .unsuitableBudget(fault: fault, .times(times))
    }
    if duplications == .unlimited || channels == .set && duplications != 0 {
      throw .unsuitableDuplications(channels, duplications)
    }
    if partitions != 0, cuts.isEmpty { throw .noCuts }
    for cut in cuts {
      for address in cut where address.index >= participants { throw .unknownAddress(address) }
      if cut.isEmpty || cut.count == participants { throw .trivialCut(cut) }
    }
  }
}
