import ModelChecking

/// Readers and writers who queue for one resource and are served in order: readers together, a writer alone.
/// `ReadersWriters` of the TLA+ examples.
public struct ReadersWriters: Model {
  /// The number of actors, 1...6; each may read and write.
  public let actors: Int

  /// Whether a writer waits until all readers have stopped.
  public let waitsForReaders: Bool

  /// The queue of so many actors.
  public init(actors: Int, waitsForReaders: Bool = true) {
    precondition((1...6).contains(actors), "the packed state has room for 1 to 6 actors")
    self.actors = actors
    self.waitsForReaders = waitsForReaders
  }

  /// The queue in the lower 48 bits, four for a request, the oldest lowest; who reads (6 bits) and who writes (6).
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    var queue: Int {
      get { bits[at: 0, width: 48] }
      set { bits[at: 0, width: 48] = newValue }
    }
    var readers: Int {
      get { bits[at: 48, width: 6] }
      set { bits[at: 48, width: 6] = newValue }
    }
    var writers: Int {
      get { bits[at: 54, width: 6] }
      set { bits[at: 54, width: 6] = newValue }
    }

    /// The requests, the oldest first: twice the actor's number, and one more for reading or two more for writing.
    var requests: [Int] { (0..<12).map { queue >> (4 * $0) & 15 }.filter { $0 > 0 } }

    func contains(_ request: Int) -> Bool { (0..<12).contains { queue >> (4 * $0) & 15 == request } }

    func queueing(_ request: Int) -> State {
      var next = self
      var place = 0
      while queue >> place > 0 { place += 4 }
      next.queue |= request << place
      return next
    }
  }

  /// An actor queues, the oldest request is served, or an actor stops.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case tryRead(Int), tryWrite(Int), readOrWrite, stop(Int)

    /// The name in the TLA+ specification, with the actor.
    public var description: String {
      switch self {
      case .tryRead(let actor): "TryRead(\(actor))"
      case .tryWrite(let actor): "TryWrite(\(actor))"
      case .readOrWrite: "ReadOrWrite"
      case .stop(let actor): "Stop(\(actor))"
      }
    }
  }

  /// One class for each wish of each actor, one for serving, one for stopping.
  public var actionClasses: [String] {
    (0..<actors).flatMap { ["TryRead(\($0))", "TryWrite(\($0))"] } + ["ReadOrWrite", "Stop"]
  }

  /// The class of the action.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .tryRead(let actor): 2 * actor
    case .tryWrite(let actor): 2 * actor + 1
    case .readOrWrite: 2 * actors
    case .stop: 2 * actors + 1
    }
  }

  /// Nobody ceases to wish, and the queue moves.
  public var fairness: [Fairness] { actionClasses.indices.map { .weak($0) } }

  /// Nobody waits, reads or writes.
  public var initialStates: [State] { [State(bits: 0)] }

  /// An actor may queue at any time, once for each wish.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for actor in 0..<actors {
      let (read, write) = (2 * actor + 1, 2 * actor + 2)
      if !state.contains(read), !visit(.tryRead(actor), state.queueing(read)) { return }
      if !state.contains(write), !visit(.tryWrite(actor), state.queueing(write)) { return }
    }
    if let next = serving(state), !visit(.readOrWrite, next) { return }
    for actor in 0..<actors where (state.readers | state.writers) >> actor & 1 == 1 {
      var next = state
      if state.readers >> actor & 1 == 1 { next.readers ^= 1 << actor } else { next.writers ^= 1 << actor }
      if !visit(.stop(actor), next) { return }
    }
  }

  private func serving(_ state: State) -> State? {
    let request = state.queue & 15
    guard request > 0, state.writers == 0 else { return nil }
    var next = state
    next.queue >>= 4
    let actor = (request - 1) / 2
    if request % 2 == 1 {
      next.readers |= 1 << actor
    } else if state.readers == 0 || !waitsForReaders {
      next.writers |= 1 << actor
    } else {
      return nil
    }
    return next
  }

  /// A writer is alone; everybody reads and writes again and again, and stops again and again.
  public var properties: [ModelProperty<State>] {
    [
      .always("safety") { $0.writers == 0 || $0.readers == 0 && $0.writers & ($0.writers - 1) == 0 },
      .noDeadlock(),
    ]
      + (0..<actors).flatMap { actor -> [ModelProperty<State>] in
        [
          .leadsTo("actor \(actor) reads", from: { _ in true }, to: { $0.readers >> actor & 1 == 1 }),
          .leadsTo("actor \(actor) writes", from: { _ in true }, to: { $0.writers >> actor & 1 == 1 }),
          .leadsTo("actor \(actor) stops reading", from: { _ in true }, to: { $0.readers >> actor & 1 == 0 }),
          .leadsTo("actor \(actor) stops writing", from: { _ in true }, to: { $0.writers >> actor & 1 == 0 }),
        ]
      }
  }

  /// The variables of the specification.
  public func fields(of state: State) -> [StateField] {
    let waiting = state.requests.map { "\($0 % 2 == 1 ? "read" : "write") \(($0 - 1) / 2)" }
    return [
      StateField("readers", (0..<actors).filter { state.readers >> $0 & 1 == 1 }),
      StateField("writers", (0..<actors).filter { state.writers >> $0 & 1 == 1 }),
      StateField("waiting", waiting.joined(separator: ", ")),
    ]
  }
}
