import CanonicalEncoding

/// A way through a model by numbers alone: which initial state, and which step of each state after it.
@usableFromInline
struct TracePath: Hashable, Sendable {
  @usableFromInline var initial: Int
  @usableFromInline var ordinals: [Int]

  @usableFromInline init(initial: Int, ordinals: [Int]) {
    self.initial = initial
    self.ordinals = ordinals
  }
}

/// A path through a model: where it starts, and what happens. A counterexample to something that ought to happen also says
/// what goes on forever.
public struct ModelTrace<M: Model>: Sendable {
  /// One step of a trace.
  public struct Step: Sendable {
    /// What happens.
    public let action: M.Action
    /// The place of the action among those that the state before allows.
    public let ordinal: Int
    /// The state that it leads to.
    public let state: M.State
    /// The key of this state.
    public let fingerprint: UInt64
  }

  /// The place of the first state among the model's initial states.
  public let initialOrdinal: Int

  /// The first state.
  public let initial: M.State

  /// The key of the first state.
  public let initialFingerprint: UInt64

  /// The steps, each with the state it leads to.
  public internal(set) var steps: [Step]

  /// The number of steps after which the trace repeats itself: those that follow go on forever. If none follow, the last
  /// state has no successors. Nil for a trace that merely ends.
  public internal(set) var cycleStart: Int?

  /// The state at the end.
  public var last: M.State { steps.last?.state ?? initial }

  /// The state after so many steps.
  public func state(after count: Int) -> M.State { count == 0 ? initial : steps[count - 1].state }

  /// The key of the state after so many steps.
  public func fingerprint(after count: Int) -> UInt64 {
    count == 0 ? initialFingerprint : steps[count - 1].fingerprint
  }

  /// Runs the model along a path.
  ///
  /// - Throws: ``ModelError/notAPath(step:finding:)`` where the model does not go along.
  @usableFromInline
  init(_ model: M, along path: TracePath) throws(ModelError) {
    var scratch = ByteWriter()
    let starts = model.initialStates
    guard starts.indices.contains(path.initial) else {
      throw .notAPath(step: 0, finding: "there is no initial state \(path.initial)")
    }
    initialOrdinal = path.initial
    initial = starts[path.initial]
    initialFingerprint = initial.key(writing: &scratch)
    steps = []
    for ordinal in path.ordinals {
      guard try take(ordinal, in: model, &scratch) else {
        throw .notAPath(step: steps.count + 1, finding: "the state before has no step \(ordinal)")
      }
    }
  }

  /// Adds the step at a place among those that the last state allows; false if there is none.
  mutating func take(_ ordinal: Int, in model: M, _ scratch: inout ByteWriter) throws(ModelError) -> Bool {
    guard let (action, state) = try model.step(ordinal, of: last) else { return false }
    let fingerprint = state.key(writing: &scratch)
    steps.append(Step(action: action, ordinal: ordinal, state: state, fingerprint: fingerprint))
    return true
  }

  /// Runs the model along the places of steps among those that each state allows.
  ///
  /// - Throws: ``ModelError/notAPath(step:finding:)`` where the model does not go along, or the cycle does not start on the way.
  public init(_ model: M, initial: Int, ordinals: [Int], cycleStart: Int? = nil) throws(ModelError) {
    try self.init(model, along: TracePath(initial: initial, ordinals: ordinals))
    if let cycleStart, !(0...steps.count).contains(cycleStart) {
      throw .notAPath(step: cycleStart, finding: "only \(steps.count) steps could be repeated")
    }
    self.cycleStart = cycleStart
  }

  @usableFromInline var path: TracePath { TracePath(initial: initialOrdinal, ordinals: steps.map(\.ordinal)) }
}

extension Model {
  /// A step by its place among those that the state allows.
  func step(_ ordinal: Int, of state: State) throws(ModelError) -> (action: Action, state: State)? {
    var place = 0
    var found: (action: Action, state: State)?
    try visitSuccessors(of: state) { action, successor in
      if place == ordinal { found = (action, successor) }
      place += 1
      return place <= ordinal
    }
    return found
  }

  /// All steps that a state allows.
  func steps(of state: State) throws(ModelError) -> [(action: Action, state: State)] {
    var all: [(action: Action, state: State)] = []
    try visitSuccessors(of: state) { action, successor in
      all.append((action, successor))
      return true
    }
    return all
  }

  /// Visits successors, and says of which state it was if the model cannot.
  @inlinable
  func visitSuccessors(of state: State, _ visit: (Action, State) -> Bool) throws(ModelError) {
    do {
      try forEachSuccessor(of: state, visit)
    } catch {
      throw failure(error, in: state)
    }
  }

  /// What is wrong with the model if its steps of a state could not be taken.
  @usableFromInline func failure(_ error: any Error, in state: State) -> ModelError {
    switch error {
    case let error as ModelError: error
    case NetworkModelError.inconsistentChoices: .unstable(state: text(of: state), finding: "\(error)")
    default: .stepThrew(state: text(of: state), error: "\(error)")
    }
  }

  /// A state in one line.
  @usableFromInline func text(of state: State) -> String {
    fields(of: state).map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }
}
