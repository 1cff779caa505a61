import ModelChecking

/// Dining philosophers after Chandy and Misra ("The Drinking Philosophers Problem", 1984): forks are dirty after a
/// meal, a dirty fork is cleaned and handed over, a clean one is kept. `DiningPhilosophers` of the TLA+ examples.
public struct DiningPhilosophers: Model {
  /// The number of philosophers, 2...12; between philosopher p and the one before lies fork p.
  public let count: Int

  /// Whether a meal leaves forks dirty; if they stay clean, nobody need hand them over again.
  public let dirtiesForks: Bool

  /// The table for so many philosophers.
  public init(count: Int, dirtiesForks: Bool = true) {
    precondition((2...12).contains(count), "the packed state has room for 2 to 12 philosophers")
    self.count = count
    self.dirtiesForks = dirtiesForks
  }

  /// Five bits a philosopher, from the lowest: where the left fork is (1), whether it is clean (1), whether the
  /// philosopher is hungry (1), the label (2).
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    /// Whether the philosopher to the left of the fork holds it, not the one to its right whose number it bears.
    func isLeft(_ fork: Int) -> Bool { bits[bit: 5 * fork] }
    func isClean(_ fork: Int) -> Bool { bits[bit: 5 * fork + 1] }
    func isHungry(_ philosopher: Int) -> Bool { bits[bit: 5 * philosopher + 2] }
    func label(_ philosopher: Int) -> Label { Label(rawValue: bits[at: 5 * philosopher + 3, width: 2]) ?? .loop }

    mutating func hand(_ fork: Int, left isLeft: Bool) {
      bits[bit: 5 * fork] = isLeft
      bits[bit: 5 * fork + 1] = true
    }
    mutating func set(_ fork: Int, clean: Bool) { bits[bit: 5 * fork + 1] = clean }
    mutating func set(_ philosopher: Int, hungry: Bool) { bits[bit: 5 * philosopher + 2] = hungry }
    mutating func set(_ philosopher: Int, _ label: Label) { bits[at: 5 * philosopher + 3, width: 2] = label.rawValue }
  }

  enum Label: Int { case loop, eat, think }

  /// A philosopher takes the step of the label.
  public struct Action: Hashable, Sendable, CustomStringConvertible {
    let label: Label
    let philosopher: Int

    /// The name in the TLA+ specification.
    public var description: String {
      switch label {
      case .loop: "Loop(\(philosopher))"
      case .eat: "Eat(\(philosopher))"
      case .think: "Think(\(philosopher))"
      }
    }
  }

  /// One class a philosopher.
  public var actionClasses: [String] { (0..<count).map { "Philosopher(\($0))" } }

  /// The philosopher.
  public func actionClass(of action: Action) -> Int { action.philosopher }

  /// Nobody rests forever.
  public var fairness: [Fairness] { (0..<count).map { .weak($0) } }

  /// All are hungry and all forks dirty; each lies with the lower-numbered of its two philosophers, so that no circle
  /// of philosophers waits for one another.
  public var initialStates: [State] {
    var state = State(bits: 0)
    for philosopher in 0..<count { state.set(philosopher, hungry: true) }
    state.bits[bit: 5] = true
    return [state]
  }

  /// Everybody can take a step at any time, if only to look at the forks and find nothing to do.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for philosopher in 0..<count {
      let label = state.label(philosopher)
      let next = step(philosopher, at: label, state)
      if !visit(Action(label: label, philosopher: philosopher), next) { return }
    }
  }

  private func step(_ philosopher: Int, at label: Label, _ state: State) -> State {
    let (left, right) = (philosopher, (philosopher + 1) % count)
    let (hasLeft, hasRight) = (!state.isLeft(left), state.isLeft(right))
    let areClean = state.isClean(left) && state.isClean(right)
    var next = state
    switch label {
    case .loop:
      if hasLeft, !state.isClean(left) {
        next.hand(left, left: true)
      } else if hasRight, !state.isClean(right) {
        next.hand(right, left: false)
      }
      if !state.isHungry(philosopher) {
        next.set(philosopher, .think)
      } else if hasLeft, hasRight, areClean {
        next.set(philosopher, .eat)
      }
    case .eat:
      next.set(philosopher, hungry: false)
      if dirtiesForks {
        next.set(left, clean: false)
        next.set(right, clean: false)
      }
      next.set(philosopher, .loop)
    case .think:
      next.set(philosopher, hungry: true)
      next.set(philosopher, .loop)
    }
    return next
  }

  /// Neighbours do not eat together, and everybody eats again and again.
  public var properties: [ModelProperty<State>] {
    let count = count
    return [
      .always("exclusive access") { state in
        !(0..<count).contains { state.label($0) == .eat && state.label(($0 + 1) % count) == .eat }
      },
      .noDeadlock(),
    ]
      + (0..<count).map { philosopher in
        .leadsTo("philosopher \(philosopher) does not starve", from: { _ in true }, to: { !$0.isHungry(philosopher) })
      }
  }

  /// The variables of the specification.
  public func fields(of state: State) -> [StateField] {
    (0..<count).flatMap { place in
      let holder = state.isLeft(place) ? (place + count - 1) % count : place
      let mood = state.isHungry(place) ? "hungry" : "sated"
      return [
        StateField("philosopher \(place)", "\(state.label(place)), \(mood)"),
        StateField("fork \(place)", "\(state.isClean(place) ? "clean" : "dirty") with \(holder)"),
      ]
    }
  }
}
