import ModelChecking

/// Dining philosophers in their simplest form: each takes the left fork, takes the right one, puts the left back, puts
/// the right back. They may all wait for the right fork forever.
///
/// A fork is free or with either neighbour, and the forks say all, which makes 3ⁿ states for n philosophers. Only the
/// one where everybody holds just the right fork is out of reach: whoever was the last to put the left one back had a
/// fork that the neighbour held. The sizes have closed forms: 3ⁿ - 1 states, 2n·3ⁿ⁻¹ - n + 1 transitions, depth 3n - 2;
/// and 3ⁿ states if the last philosopher is left-handed.
public struct Philosophers: Model {
  /// The number of philosophers, 2...32.
  public let count: Int

  /// Whether the last philosopher takes and puts back the right fork first, so that they cannot all wait.
  public let lastIsLeftHanded: Bool

  /// The table for so many philosophers.
  public init(count: Int, lastIsLeftHanded: Bool = false) {
    precondition((2...32).contains(count), "the packed state has room for 2 to 32 philosophers")
    self.count = count
    self.lastIsLeftHanded = lastIsLeftHanded
  }

  /// Two bits a philosopher, from the lowest: whether the left fork is in hand, and whether the right one is.
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    func holdsLeft(_ philosopher: Int) -> Bool { bits[bit: 2 * philosopher] }
    func holdsRight(_ philosopher: Int) -> Bool { bits[bit: 2 * philosopher + 1] }
    func eats(_ philosopher: Int) -> Bool { bits[at: 2 * philosopher, width: 2] == 3 }

    /// The same but for the left or right fork of one philosopher.
    func flipping(_ philosopher: Int, right: Bool) -> State {
      State(bits: bits ^ 1 &<< UInt64(2 * philosopher + (right ? 1 : 0)))
    }
  }

  /// A philosopher takes a fork or puts it back.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case takeLeft(Int), takeRight(Int), putLeft(Int), putRight(Int)

    /// What is done by whom.
    public var description: String {
      switch self {
      case .takeLeft(let philosopher): "TakeLeft(\(philosopher))"
      case .takeRight(let philosopher): "TakeRight(\(philosopher))"
      case .putLeft(let philosopher): "PutLeft(\(philosopher))"
      case .putRight(let philosopher): "PutRight(\(philosopher))"
      }
    }
  }

  /// The four kinds of step.
  public var actionClasses: [String] { ["TakeLeft", "TakeRight", "PutLeft", "PutRight"] }

  /// The kind of step.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .takeLeft: 0
    case .takeRight: 1
    case .putLeft: 2
    case .putRight: 3
    }
  }

  /// All think.
  public var initialStates: [State] { [State(bits: 0)] }

  /// At most one step a philosopher.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for philosopher in 0..<count {
      let (hasLeft, hasRight) = (state.holdsLeft(philosopher), state.holdsRight(philosopher))
      let isLeftHanded = lastIsLeftHanded && philosopher == count - 1
      // With none or both in hand it is the first fork's turn, else the second's.
      let isRight = (hasLeft != hasRight) != isLeftHanded
      let isTaking = isRight ? !hasRight : !hasLeft
      if isTaking, isTaken(isRight ? (philosopher + 1) % count : philosopher, state) { continue }
      let action: Action =
        isTaking
        ? isRight ? .takeRight(philosopher) : .takeLeft(philosopher)
        : isRight ? .putRight(philosopher) : .putLeft(philosopher)
      if !visit(action, state.flipping(philosopher, right: isRight)) { return }
    }
  }

  /// Fork p lies to the left of philosopher p.
  private func isTaken(_ fork: Int, _ state: State) -> Bool {
    state.holdsLeft(fork) || state.holdsRight((fork + count - 1) % count)
  }

  /// Neighbours do not eat together. They can all end up with the left fork in hand, unless the last is left-handed.
  public var properties: [ModelProperty<State>] {
    let count = count
    let all = 0..<count
    return [
      .always("neighbours do not eat together") { state in
        !all.contains { state.eats($0) && state.eats(($0 + 1) % count) }
      },
      .sometimes("last philosopher eats") { $0.eats(count - 1) },
      lastIsLeftHanded
        ? .noDeadlock() : .sometimes("all wait") { state in all.allSatisfy { state.holdsLeft($0) && !state.eats($0) } },
    ]
  }

  /// The forks in each hand.
  public func fields(of state: State) -> [StateField] {
    (0..<count).map { philosopher in
      let hands = [state.holdsLeft(philosopher) ? "left" : nil, state.holdsRight(philosopher) ? "right" : nil]
      return StateField("philosopher \(philosopher)", hands.compactMap(\.self).joined(separator: ", "))
    }
  }
}
