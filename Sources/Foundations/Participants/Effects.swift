/// Something that a participant wants done.
public enum Effect<Actor: Participant>: Hashable, Sendable {
  /// A message goes out.
  case send(Actor.Message, to: Address)
  /// A timer is to go off.
  case set(Actor.Timer, after: Duration)
  /// A timer is not to go off.
  case cancel(Actor.Timer)
  /// The stable storage now holds this.
  case persist(Actor.Stable)
  /// The client's request is answered.
  case respond(Actor.Response)
  /// Something worth knowing has happened.
  case observe(Actor.Observation)
}

/// What a participant sees while it handles an input, and the list of what it wants done, in order.
///
/// Whoever runs participants makes one such value and empties it before each input, so that the list keeps its room.
public struct Effects<Actor: Participant> {
  @usableFromInline var address: Address
  @usableFromInline var time: Duration
  @usableFromInline var list: [Effect<Actor>] = []
  @usableFromInline let draw: ((Int) -> Int)?

  /// The choices made since the last ``begin(at:now:)``, when they are recorded instead of drawn.
  public var choices = ChoicePath()

  /// An empty list whose choices are recorded, for whoever goes through all of them.
  @inlinable public init() {
    address = 0
    time = .zero
    draw = nil
  }

  /// An empty list whose choices among `n` ways are `draw(n)`, in `0..<n`.
  @inlinable public init(drawing draw: @escaping (Int) -> Int) {
    address = 0
    time = .zero
    self.draw = draw
  }

  /// Empties the list before the participant at `address` handles an input. Recorded choices start again from the first.
  @inlinable public mutating func begin(at address: Address, now: Duration = .zero) {
    self.address = address
    time = now
    list.removeAll(keepingCapacity: true)
    choices.rewind()
  }

  /// All that is to be done, in the order in which it was asked for.
  @inlinable public var all: [Effect<Actor>] { list }

  /// Whether nothing is to be done.
  @inlinable public var isEmpty: Bool { list.isEmpty }
}

// What participants use.
extension Effects {
  /// The participant's own address.
  @inlinable public var me: Address { address }

  /// Time since the system began; always zero in a model checker, which knows no durations.
  @inlinable public var now: Duration { time }

  /// Sends a message, possibly to the participant itself. It may be lost, delayed or duplicated as the network pleases.
  @inlinable public mutating func send(_ message: Actor.Message, to address: Address) {
    list.append(.send(message, to: address))
  }

  /// Sends a message to each of `addresses`.
  @inlinable public mutating func send(_ message: Actor.Message, to addresses: some Sequence<Address>) {
    for address in addresses { list.append(.send(message, to: address)) }
  }

  /// Lets a timer go off once, `delay` from now. A timer that is set already goes off at the new time only.
  @inlinable public mutating func set(timer: Actor.Timer, after delay: Duration) {
    list.append(.set(timer, after: delay))
  }

  /// Keeps a timer from going off, if it is set.
  @inlinable public mutating func cancel(timer: Actor.Timer) { list.append(.cancel(timer)) }

  /// Replaces what survives a crash. It is safe before any message sent later in the same step leaves.
  @inlinable public mutating func persist(_ stable: Actor.Stable) { list.append(.persist(stable)) }

  /// Answers the client's request.
  @inlinable public mutating func respond(_ response: Actor.Response) { list.append(.respond(response)) }

  /// Tells those who watch.
  @inlinable public mutating func observe(_ observation: Actor.Observation) { list.append(.observe(observation)) }

  /// One of `n` ways, in `0..<n`, with `n` at least 1: each in turn in a model checker, a random one elsewhere.
  @inlinable public mutating func choose(_ n: Int) -> Int {
    precondition(n >= 1, "there must be something to choose")
    guard let draw else { return choices.choose(n) }
    let choice = draw(n)
    precondition(choice >= 0 && choice < n, "the source of choices is broken")
    return choice
  }
}
