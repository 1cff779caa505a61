import CanonicalEncoding
import ModelChecking

/// Dining philosophers as CAOPLE would have them, agents that only act and observe: philosophers and forks publish what
/// they do, and each keeps the events that name it in an inbox. A fork grants itself to one philosopher at a time, in
/// the order of requests.
public struct AgentPhilosophers: Model {
  /// The number of philosophers, and of forks, 2 or more. A philosopher p asks for fork p first, for fork p + 1 second.
  public let count: Int

  /// The meals of each philosopher.
  public let rounds: Int

  /// Whether the last philosopher asks for the forks in the other order, so that they cannot all wait.
  public let isAsymmetric: Bool

  /// The agents for so many philosophers and meals.
  public init(count: Int, rounds: Int, isAsymmetric: Bool) {
    precondition(count >= 2 && rounds >= 1, "there are two philosophers and one meal at least")
    self.count = count
    self.rounds = rounds
    self.isAsymmetric = isAsymmetric
  }

  /// The agents.
  public struct State: EncodedState {
    var philosophers: [Philosopher]
    var forks: [Fork]

    init(count: Int) {
      philosophers = Array(repeating: Philosopher(), count: count)
      forks = Array(repeating: Fork(), count: count)
    }

    /// Appends the agents.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(philosophers)
      bytes.write(forks)
    }

    /// Reads what ``encode(into:)`` writes.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      philosophers = try bytes.read()
      forks = try bytes.read()
    }
  }

  /// The steps of all rounds count on; the inbox holds nothing but grants, and these only of the fork asked for.
  struct Philosopher: Canonical {
    var step = 0
    var grants = 0

    init() {}

    func encode(into bytes: inout ByteWriter) {
      bytes.write(step)
      bytes.write(grants)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      step = try bytes.read()
      grants = try bytes.read()
    }

    /// Whether both grants are taken and no fork is given back.
    var isEating: Bool { step % 6 == 4 }
  }

  /// A fork serves its inbox in order; it owes its holder a grant until it has published it.
  struct Fork: Canonical {
    var inbox: [Event] = []
    var holder: Int?
    var owesGrant = false
    var waiting: [Int] = []

    init() {}

    func encode(into bytes: inout ByteWriter) {
      bytes.write(inbox)
      bytes.write(holder)
      bytes.write(owesGrant)
      bytes.write(waiting)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      inbox = try bytes.read()
      holder = try bytes.read()
      owesGrant = try bytes.read()
      waiting = try bytes.read()
    }

    mutating func give(to philosopher: Int?) {
      holder = philosopher
      owesGrant = philosopher != nil
    }
  }

  /// A philosopher's request or release.
  struct Event: Canonical {
    let philosopher: Int
    let isRelease: Bool

    init(_ philosopher: Int, isRelease: Bool) {
      self.philosopher = philosopher
      self.isRelease = isRelease
    }

    func encode(into bytes: inout ByteWriter) { bytes.write(2 * philosopher + (isRelease ? 1 : 0)) }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let number: Int = try bytes.read()
      self.init(number / 2, isRelease: number % 2 == 1)
    }
  }

  /// What an agent does: a philosopher asks for a fork, takes its grant or gives it back; a fork publishes the grant
  /// that it owes, or takes its oldest event.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case request(Int, fork: Int), take(Int, fork: Int), release(Int, fork: Int)
    case grant(fork: Int, to: Int), serve(fork: Int)

    /// The agent and what it does.
    public var description: String {
      switch self {
      case .request(let philosopher, let fork): "Phil(\(philosopher)): req(\(fork))"
      case .take(let philosopher, let fork): "Phil(\(philosopher)): take(\(fork))"
      case .release(let philosopher, let fork): "Phil(\(philosopher)): rel(\(fork))"
      case .grant(let fork, let philosopher): "Fork(\(fork)): grant(\(philosopher))"
      case .serve(let fork): "Fork(\(fork)): serve"
      }
    }
  }

  /// The kinds of step.
  public var actionClasses: [String] { ["req", "take", "rel", "grant", "serve"] }

  /// The kind of step.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .request: 0
    case .take: 1
    case .release: 2
    case .grant: 3
    case .serve: 4
    }
  }

  /// Nobody has asked.
  public var initialStates: [State] { [State(count: count)] }

  /// At most one step an agent.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for number in 0..<count {
      if let (action, next) = stepOfPhilosopher(number, state), !visit(action, next) { return }
      if let (action, next) = stepOfFork(number, state), !visit(action, next) { return }
    }
  }

  /// One of six: ask for the first fork, take it, ask for the second, take it, give the second back, then the first.
  private func stepOfPhilosopher(_ number: Int, _ state: State) -> (Action, State)? {
    let philosopher = state.philosophers[number]
    guard philosopher.step < 6 * rounds else { return nil }
    let step = philosopher.step % 6
    let isFirst = step == 0 || step == 1 || step == 5
    let swaps = isAsymmetric && number == count - 1
    let fork = isFirst != swaps ? number : (number + 1) % count
    var next = state
    next.philosophers[number].step += 1
    switch step {
    case 0, 2:
      next.forks[fork].inbox.append(Event(number, isRelease: false))
      return (.request(number, fork: fork), next)
    case 1, 3:
      guard philosopher.grants > 0 else { return nil }
      next.philosophers[number].grants -= 1
      return (.take(number, fork: fork), next)
    default:
      next.forks[fork].inbox.append(Event(number, isRelease: true))
      return (.release(number, fork: fork), next)
    }
  }

  private func stepOfFork(_ number: Int, _ state: State) -> (Action, State)? {
    var next = state
    if state.forks[number].owesGrant, let holder = state.forks[number].holder {
      next.philosophers[holder].grants += 1
      next.forks[number].owesGrant = false
      return (.grant(fork: number, to: holder), next)
    }
    guard let event = state.forks[number].inbox.first else { return nil }
    next.forks[number].inbox.removeFirst()
    if event.isRelease {
      let waiting = state.forks[number].waiting
      next.forks[number].waiting = Array(waiting.dropFirst())
      next.forks[number].give(to: waiting.first)
    } else if state.forks[number].holder == nil {
      next.forks[number].give(to: event.philosopher)
    } else {
      next.forks[number].waiting.append(event.philosopher)
    }
    return (.serve(fork: number), next)
  }

  /// Whether all philosophers have had their meals, which ends the evening properly once the forks have nothing left to
  /// do.
  public func isProperEnd(_ state: State) -> Bool { state.philosophers.allSatisfy { $0.step == 6 * rounds } }

  /// Neighbours do not eat together. Without the swap they may all wait for one another, with it they cannot.
  public var properties: [ModelProperty<State>] {
    let (count, last) = (count, 6 * rounds)
    let isProperEnd: @Sendable (State) -> Bool = { $0.philosophers.allSatisfy { $0.step == last } }
    return [
      .always("neighbours do not eat together") { state in
        !(0..<count).contains { state.philosophers[$0].isEating && state.philosophers[($0 + 1) % count].isEating }
      },
      .sometimes("all have eaten", isProperEnd),
    ] + (isAsymmetric ? [.noDeadlock(isFinal: isProperEnd)] : [])
  }

  /// Each agent.
  public func fields(of state: State) -> [StateField] {
    state.philosophers.enumerated().map { number, philosopher in
      let round = "round \(philosopher.step / 6), step \(philosopher.step % 6)"
      return StateField("philosopher \(number)", round + (philosopher.grants > 0 ? ", granted" : ""))
    }
      + state.forks.enumerated().map { number, fork in
        let holder = fork.holder.map { "with \($0)\(fork.owesGrant ? ", grant owed" : "")" } ?? "free"
        let inbox = fork.inbox.map { "\($0.isRelease ? "rel" : "req")(\($0.philosopher))" }.joined(separator: ", ")
        return StateField("fork \(number)", "\(holder), waiting \(fork.waiting), inbox [\(inbox)]")
      }
  }
}
