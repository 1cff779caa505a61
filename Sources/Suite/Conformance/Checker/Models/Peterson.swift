import ModelChecking

/// Peterson's mutual exclusion of two processes ("Myths about the Mutual Exclusion Problem", 1981): each raises its
/// flag, gives the turn away, and waits until the other's flag is down or the turn has come back.
/// `locks_auxiliary_vars` of the TLA+ examples, with its labels.
public struct Peterson: Model {
  /// Whether a process waits for its turn if the other's flag is up; without turns both may wait forever.
  public let hasTurns: Bool

  /// Whether the flag is raised before the turn is given away; in the other order both may enter, as they may on
  /// hardware that swaps the two writes.
  public let raisesFlagFirst: Bool

  /// The algorithm, or one of its two usual misunderstandings.
  public init(hasTurns: Bool = true, raisesFlagFirst: Bool = true) {
    self.hasTurns = hasTurns
    self.raisesFlagFirst = raisesFlagFirst
  }

  /// The labels of processes 0 and 1 (3 bits each), their flags (bits 6 and 7) and whose turn it is (bit 8).
  public struct State: PackedState {
    /// The word.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    func label(_ process: Int) -> Label { Label(rawValue: bits[at: 3 * process, width: 3]) ?? .a0 }
    func hasFlag(_ process: Int) -> Bool { bits[bit: 6 + process] }
    var turn: Int { bits[at: 8, width: 1] }

    /// Whether the process is in the critical section or about to leave it.
    func isInside(_ process: Int) -> Bool { label(process) == .cs || label(process) == .a4 }

    func moving(_ process: Int, to label: Label) -> State {
      var moved = self
      moved.bits[at: 3 * process, width: 3] = label.rawValue
      return moved
    }
    func flagging(_ process: Int, _ isUp: Bool) -> State {
      var flagged = self
      flagged.bits[bit: 6 + process] = isUp
      return flagged
    }
    func givingTurn(to process: Int) -> State {
      var given = self
      given.bits[at: 8, width: 1] = process
      return given
    }
  }

  /// Where a process is: outside, raising the flag, giving the turn away, waiting, inside, lowering the flag.
  enum Label: Int { case a0, a1, a2, a3, cs, a4 }

  /// A process takes the step of its label.
  public struct Action: Hashable, Sendable, CustomStringConvertible {
    let label: Label
    let process: Int

    /// The label with the process.
    public var description: String { "\(label)(\(process))" }
  }

  /// One class a process.
  public var actionClasses: [String] { ["proc(0)", "proc(1)"] }

  /// The process.
  public func actionClass(of action: Action) -> Int { action.process }

  /// No process stops where it could go on. The specification, concerned with safety only, does not say so.
  public var fairness: [Fairness] { [.weak(0), .weak(1)] }

  /// Both are outside, flags down.
  public var initialStates: [State] { [State(bits: 0)] }

  /// At most one step a process.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for process in 0...1 {
      let label = state.label(process)
      if let next = step(process, at: label, state), !visit(Action(label: label, process: process), next) { return }
    }
  }

  private func step(_ process: Int, at label: Label, _ state: State) -> State? {
    let other = 1 - process
    switch label {
    case .a0: return state.moving(process, to: .a1)
    case .a1, .a2:
      let changed =
        (label == .a1) == raisesFlagFirst ? state.flagging(process, true) : state.givingTurn(to: other)
      return changed.moving(process, to: label == .a1 ? .a2 : .a3)
    case .a3:
      let mayEnter = !state.hasFlag(other) || hasTurns && state.turn == process
      return mayEnter ? state.moving(process, to: .cs) : nil
    case .cs: return state.moving(process, to: .a4)
    case .a4: return state.flagging(process, false).moving(process, to: .a0)
    }
  }

  /// One process inside at a time, and who wants in gets in.
  public var properties: [ModelProperty<State>] {
    [.always("mutual exclusion") { !$0.isInside(0) || !$0.isInside(1) }, .noDeadlock()]
      + (0...1).map { process in
        .leadsTo("process \(process) enters", from: { $0.label(process) == .a1 }, to: { $0.isInside(process) })
      }
  }

  /// The variables of the specification.
  public func fields(of state: State) -> [StateField] {
    [
      StateField("pc", "\(state.label(0)), \(state.label(1))"),
      StateField("c", "\(state.hasFlag(0)), \(state.hasFlag(1))"),
      StateField("turn", state.turn),
    ]
  }
}
