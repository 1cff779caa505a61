/// A transition system: states, and what can happen in each.
///
/// The order in which successors are visited is part of the model: counts do not depend on it, but traces name a step by
/// its place in that order. A step may lead back to its own state; it counts as a transition like any other.
public protocol Model: Sendable {
  /// A snapshot of the whole system, packed into a word (``PackedState``) or encoded as bytes (``EncodedState``).
  associatedtype State: ModelState

  /// What happens in one step.
  associatedtype Action: Hashable & Sendable & CustomStringConvertible

  /// Where the system can start: one state or more.
  var initialStates: [State] { get }

  /// Calls `visit` for each step that `state` allows, always in the same order, until it returns false.
  ///
  /// - Throws: whatever says that the model itself is broken; the search ends and names the state.
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) throws

  /// What must hold, and what must be possible. Names are unique.
  var properties: [ModelProperty<State>] { get }

  /// Whether a state belongs to the part of the system that is searched. Steps that leave it are counted as transitions
  /// and not followed (the state constraint of TLC); ``SearchReport/stepsOutOfScope`` says how many there were. All states belong to it
  /// unless said otherwise.
  func isInScope(_ state: State) -> Bool

  /// The names of the classes of actions, for fairness and coverage; none unless said otherwise.
  var actionClasses: [String] { get }

  /// The place of the action's class among ``actionClasses``.
  func actionClass(of action: Action) -> Int

  /// Classes that this configuration of the model rules out, so that their absence is no finding; none unless said otherwise.
  var classesRuledOut: Set<Int> { get }

  /// What a fair run may not neglect; nothing unless said otherwise.
  var fairness: [Fairness] { get }

  /// The parts of a state by name, for traces: the stored properties unless said otherwise.
  func fields(of state: State) -> [StateField]
}

extension Model {
  /// All states.
  @inlinable public func isInScope(_ state: State) -> Bool { true }

  /// No classes.
  public var actionClasses: [String] { [] }

  /// Class 0.
  @inlinable public func actionClass(of action: Action) -> Int { 0 }

  /// None.
  public var classesRuledOut: Set<Int> { [] }

  /// No assumption.
  public var fairness: [Fairness] { [] }

  /// The stored properties.
  public func fields(of state: State) -> [StateField] { StateField.reflecting(state) }
}

/// What a run may not do forever if it is to count as fair. Steps that change nothing neither satisfy nor owe anything,
/// as in TLA (Lamport 1994: WF and SF of ⟨A⟩).
public struct Fairness: Hashable, Sendable {
  /// When a class of actions is owed a step.
  public enum Strength: String, Hashable, Sendable {
    /// When it is possible in every state from some moment on.
    case weak
    /// When it is possible again and again.
    case strong
  }

  /// When a step is owed.
  public let strength: Strength

  /// The place of the class among ``Model/actionClasses``.
  public let actionClass: Int

  /// A class that is possible in every state from some moment on is taken again and again.
  public static func weak(_ actionClass: Int) -> Fairness { Fairness(strength: .weak, actionClass: actionClass) }

  /// A class that is possible again and again is taken again and again.
  public static func strong(_ actionClass: Int) -> Fairness { Fairness(strength: .strong, actionClass: actionClass) }
}
