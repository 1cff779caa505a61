import CanonicalEncoding
import Participants
import Randomness

/// A hundred thousand participants and the network between them in virtual time.
///
/// What happens follows from the seed alone: nothing reads a clock, events of the same moment happen in the order in which they were
/// scheduled, and the network, the churn and the choices of participants draw from streams of their own, so that a change of one of them
/// leaves the draws of the others alone. The participants are the same values that a model checker searches.
///
///     var simulation = Simulation(of: Ring.self, seed: 7, latency: .constant(.milliseconds(40))) { Ring(successor: ...) }
///     simulation.add(100)
///     simulation.run(for: .seconds(60))
///
/// A copy is a fork: both go on from the same moment by themselves, and do the same if nothing else is asked of them.
///
/// An event takes constant time apart from the queue, which takes the logarithm of what is scheduled, and from timers, which take time in
/// proportion to those that the participant has set. A timer that is cancelled or set anew stays in the queue until its old time.
public struct Simulation<Actor: Participant, Observer: SimulationObserver<Actor>> {
  /// What a participant is doing.
  public enum Status: Hashable, Sendable {
    /// It has been added and not started.
    case waiting
    /// It takes in what comes.
    case up
    /// It has crashed.
    case down
  }

  @usableFromInline
  struct Node {
    @usableFromInline var actor: Actor
    @usableFromInline var stable: Actor.Stable?
    @usableFromInline var status = Status.waiting
    /// Counts starts, so that a crash that was scheduled for an earlier session is none of a later one.
    @usableFromInline var session: UInt32 = 0

    @inlinable init(actor: Actor) { self.actor = actor }
  }

  @usableFromInline
  struct Delivery {
    @usableFromInline let message: Actor.Message
    @usableFromInline let sender: Address

    @inlinable init(message: Actor.Message, sender: Address) {
      self.message = message
      self.sender = sender
    }
  }

  /// Where the choices of a participant are drawn while it handles an input. Between inputs the generator is the simulation's own, so that
  /// copies share no more than this place.
  @usableFromInline
  final class Chooser {
    @usableFromInline var generator: Xoshiro256StarStar
    @usableFromInline var choices: [Int] = []
    @usableFromInline let isLogged: Bool

    init(_ generator: Xoshiro256StarStar, isLogged: Bool) {
      self.generator = generator
      self.isLogged = isLogged
    }

    @inlinable
    func choose(_ n: Int) -> Int {
      let choice = generator.below(n)
      // A path of choices leaves out those among one.
      if isLogged, n > 1 { choices.append(choice) }
      return choice
    }
  }

  /// Who watches.
  public var observer: Observer

  /// Now.
  @inlinable public var now: VirtualTime { VirtualTime(nanoseconds: time) }

  /// Events that have happened. Timers that were cancelled or set anew do not count.
  @inlinable public var events: Int { happened }

  @usableFromInline var happened = 0

  /// Everything that participants took in, if it is kept.
  public private(set) var log: SimulationLog<Actor>?

  @usableFromInline var time: Int64 = 0
  @usableFromInline var queue = EventQueue()
  @usableFromInline var nodes: [Node] = []
  @usableFromInline var deliveries = Slots<Delivery>()
  @usableFromInline var requests = Slots<Actor.Request>()
  @usableFromInline var timers = TimerTable<Actor.Timer>()
  @usableFromInline var network: SimulatedNetwork
  @usableFromInline var effects: Effects<Actor>
  @usableFromInline let chooser: Chooser
  @usableFromInline var choiceGenerator: Xoshiro256StarStar
  private let churn: Churn?
  private var churnGenerator: Xoshiro256StarStar
  private let make: @Sendable (Address) -> Actor

  /// A network without participants.
  ///
  /// - Parameters:
  ///   - latency: how long messages take.
  ///   - trouble: what goes wrong on their way: the usual, unless told otherwise.
  ///   - partitions: when parts of the network are cut off from each other.
  ///   - churn: how participants come and go; nobody does unless told.
  ///   - keepsLog: whether ``log`` is kept, which takes memory for every event.
  ///   - make: a participant as it is before it starts, also when it starts again.
  public init(
    of type: Actor.Type = Actor.self, seed: Seed, latency: NetworkLatency, trouble: NetworkTrouble = .usual,
    partitions: [Partition] = [], churn: Churn? = nil, keepsLog: Bool = false, observer: Observer,
    make: @escaping @Sendable (Address) -> Actor
  ) {
    self.observer = observer
    self.make = make
    self.churn = churn
    network = SimulatedNetwork(latency: latency, trouble: trouble, partitions: partitions, seed: seed)
    churnGenerator = seed.stream("simulation.churn")
    choiceGenerator = seed.stream("simulation.choices")
    let chooser = Chooser(choiceGenerator, isLogged: keepsLog)
    self.chooser = chooser
    effects = Effects { chooser.choose($0) }
    log = keepsLog ? SimulationLog() : nil
  }

  /// The number of participants, up or not.
  public var count: Int { nodes.count }

  /// What a participant is doing.
  public func status(of address: Address) -> Status { nodes[address.index].status }

  /// A participant as it is now; as it was when it crashed if it is down.
  public subscript(address: Address) -> Actor { nodes[address.index].actor }

  /// Adds participants, which start now, or later; returns the places of their addresses, which go on from those before.
  @discardableResult
  public mutating func add(_ count: Int = 1, after wait: Duration = .zero) -> Range<Int> {
    precondition(count >= 0, "a number of participants is not negative")
    let first = nodes.count
    for index in first..<first + count {
      nodes.append(Node(actor: make(Address(index))))
      timers.addNode()
      network.addNode()
      queue.schedule(.start, at: now.advanced(by: wait).nanoseconds, node: UInt32(index), slot: 0)
    }
    return first..<first + count
  }

  /// Adds a participant as it is given, which starts now, or later. When it starts again after a crash it is made anew.
  ///
  /// - Precondition: no log is kept: whoever replays one makes all participants itself.
  @discardableResult
  public mutating func add(_ actor: Actor, after wait: Duration = .zero) -> Address {
    precondition(log == nil, "a log cannot say what was given")
    let address = Address(add(after: wait).lowerBound)
    nodes[address.index].actor = actor
    return address
  }

  /// Has a client ask something of a participant. If it is not up by then, the request is lost.
  public mutating func request(_ request: Actor.Request, at address: Address, after wait: Duration = .zero) {
    precondition(address.index < nodes.count, "there is no participant \(address)")
    queue.schedule(
      .request, at: now.advanced(by: wait).nanoseconds, node: address.number, slot: requests.insert(request))
  }

  /// Crashes a participant, if it is up by then. With churn it comes back after an absence, as after any crash.
  public mutating func crash(_ address: Address, after wait: Duration = .zero) {
    precondition(address.index < nodes.count, "there is no participant \(address)")
    queue.schedule(.crash, at: now.advanced(by: wait).nanoseconds, node: address.number, slot: Self.anySession)
  }

  /// Starts a participant again that is down by then, with what it has persisted or with nothing.
  public mutating func restart(_ address: Address, after wait: Duration = .zero, keepingState: Bool = true) {
    precondition(address.index < nodes.count, "there is no participant \(address)")
    queue.schedule(
      .restart, at: now.advanced(by: wait).nanoseconds, node: address.number,
      slot: keepingState ? Self.anySession : Self.anySession - 1)
  }

  /// Stands for whatever session a participant is in, or was in last, in crashes and restarts that a test has asked for; one less, for a
  /// restart without what was persisted. Those of the churn are of one session only.
  @usableFromInline static var anySession: UInt32 { .max }

  /// Lets time pass; everything due until then happens. Returns false if `isInterrupted`, which is asked now and then, said so.
  @inlinable
  @discardableResult
  public mutating func run(for duration: Duration, isInterrupted: () -> Bool = { false }) -> Bool {
    run(until: now.advanced(by: duration), isInterrupted: isInterrupted)
  }

  /// Lets time pass until a moment, and no further than where it is interrupted.
  @inlinable
  @discardableResult
  public mutating func run(until end: VirtualTime, isInterrupted: () -> Bool = { false }) -> Bool {
    var sinceAsked = 0
    while let next = queue.nextTime, next <= end.nanoseconds {
      step()
      sinceAsked &+= 1
      if sinceAsked == 4_096 {
        if isInterrupted() { return false }
        sinceAsked = 0
      }
    }
    time = max(time, end.nanoseconds)
    return true
  }

  /// Lets everything happen that is on its way or was asked for, and all that follows from it; it never ends where timers are set again and
  /// again. Returns false if `isInterrupted`, which is asked now and then, said so.
  @inlinable
  @discardableResult
  public mutating func runUntilQuiet(isInterrupted: () -> Bool = { false }) -> Bool {
    var sinceAsked = 0
    while step() {
      sinceAsked &+= 1
      if sinceAsked == 4_096 {
        if isInterrupted() { return false }
        sinceAsked = 0
      }
    }
    return true
  }

  /// Lets the next event happen; false if there is none.
  @inlinable
  @discardableResult
  public mutating func step() -> Bool {
    guard let event = queue.removeNext() else { return false }
    time = event.time
    let node = Int(event.node)
    switch event.kind {
    case .timer:
      guard let timer = timers.fire(event.slot, order: event.order, node: node) else { return true }
      handle(.timer(timer), at: node)
    case .message: deliver(event.slot, to: node)
    case .request:
      guard let request = requests.remove(event.slot), nodes[node].status == .up else { return true }
      observer.requested(request, at: Address(node), at: now)
      handle(.request(request), at: node)
    case .start, .crash, .restart: change(event, node)
    }
    return true
  }

  @inlinable
  mutating func deliver(_ slot: UInt32, to node: Int) {
    guard let delivery = deliveries.remove(slot) else { return }
    guard nodes[node].status == .up else {
      observer.lost(delivery.message, from: delivery.sender, to: Address(node), at: now)
      return
    }
    observer.delivered(delivery.message, from: delivery.sender, to: Address(node), at: now)
    handle(.message(delivery.message, from: delivery.sender), at: node)
  }

  /// Starts, crashes and restarts, which are rare.
  @usableFromInline
  mutating func change(_ event: EventQueue.Event, _ node: Int) {
    let address = Address(node)
    switch (event.kind, nodes[node].status) {
    case (.start, .waiting): start(.start, at: node)
    case (.restart, .down) where event.slot >= Self.anySession - 1 || event.slot == nodes[node].session:
      let keepsState = event.slot == nodes[node].session ? churn?.keepsState ?? true : event.slot == Self.anySession
      let stable = keepsState ? nodes[node].stable : nil
      nodes[node].stable = stable
      nodes[node].actor = make(address)
      start(.restart(stable), at: node)
    case (.crash, .up) where event.slot == Self.anySession || event.slot == nodes[node].session:
      nodes[node].status = .down
      timers.removeAll(node: node)
      happened += 1
      observer.crashed(address, at: now)
      if let churn, let absence = churn.absence {
        let end = now.advanced(by: absence.draw(using: &churnGenerator)).nanoseconds
        queue.schedule(.restart, at: end, node: event.node, slot: nodes[node].session)
      }
    default: break
    }
  }

  private mutating func start(_ input: Input<Actor>, at node: Int) {
    nodes[node].status = .up
    nodes[node].session &+= 1
    observer.started(Address(node), at: now)
    if let churn {
      let end = now.advanced(by: churn.session.draw(using: &churnGenerator)).nanoseconds
      queue.schedule(.crash, at: end, node: UInt32(node), slot: nodes[node].session)
    }
    handle(input, at: node)
  }

  @inlinable
  mutating func handle(_ input: Input<Actor>, at node: Int) {
    happened &+= 1
    effects.begin(at: Address(node), now: now.sinceStart)
    chooser.generator = choiceGenerator
    nodes[node].actor.handle(input, effects: &effects)
    choiceGenerator = chooser.generator
    if chooser.isLogged { record(input, at: node) }
    carryOut(at: node)
  }

  @inlinable
  mutating func carryOut(at node: Int) {
    let me = Address(node)
    for effect in effects.all {
      switch effect {
      case .send(let message, let receiver): send(message, from: me, to: receiver)
      case .set(let timer, let wait):
        let slot = timers.claim(timer, node: node)
        let order = queue.schedule(
          .timer, at: now.advanced(by: wait).nanoseconds, node: me.number, slot: slot)
        timers.set(slot, order: order)
      case .cancel(let timer): timers.cancel(timer, node: node)
      case .persist(let stable): nodes[node].stable = stable
      case .respond(let response): observer.responded(response, at: me, at: now)
      case .observe(let observation): observer.observed(observation, at: me, at: now)
      }
    }
  }

  @inlinable
  mutating func send(_ message: Actor.Message, from sender: Address, to receiver: Address) {
    observer.sent(message, from: sender, to: receiver, at: now)
    let copies = receiver.index < nodes.count ? network.copies(from: sender, to: receiver, at: now) : 0
    if copies == 0 { observer.lost(message, from: sender, to: receiver, at: now) }
    for _ in 0..<copies {
      let (arrival, overflow) = time.addingReportingOverflow(network.delay(from: sender, to: receiver))
      queue.schedule(
        .message, at: overflow ? .max : arrival, node: receiver.number,
        slot: deliveries.insert(Delivery(message: message, sender: sender)))
    }
  }

  @usableFromInline
  mutating func record(_ input: Input<Actor>, at node: Int) {
    let entry = SimulationLog<Actor>.Entry(
      time: now, address: Address(node), input: input, choices: chooser.choices,
      fingerprint: SimulationLog.fingerprint(of: nodes[node].actor))
    log?.entries.append(entry)
    chooser.choices.removeAll(keepingCapacity: true)
  }
}

extension Simulation where Observer == NobodyWatching<Actor> {
  /// A network without participants, which nobody watches.
  public init(
    of type: Actor.Type = Actor.self, seed: Seed, latency: NetworkLatency, trouble: NetworkTrouble = .usual,
    partitions: [Partition] = [], churn: Churn? = nil, keepsLog: Bool = false,
    make: @escaping @Sendable (Address) -> Actor
  ) {
    self.init(
      seed: seed, latency: latency, trouble: trouble, partitions: partitions, churn: churn, keepsLog: keepsLog,
      observer: NobodyWatching(), make: make)
  }
}
