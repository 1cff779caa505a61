/// A transition system: states, and what can happen in each.
///
/// The order in which successors are visited is part of the model: counts do not depend on it, but traces name a step by
/// its place in that order. A step may lead back to its own state; it counts as a transition like any other.
public protocol Model: Sendable {
  /// A snapshot of the whole system.
  associatedtype State: Sendable

  /// What happens in one step.
  associatedtype Action: Hashable & Sendable & CustomStringConvertible

  /// Where the system can start: one state or more.
  var initialStates: [State] { get }

  /// Calls `visit` for each step that `state` allows, always in the same order, until it returns false.
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool)

  /// What must hold, and what must be possible. Names are unique.
  var properties: [ModelProperty<State>] { get }
}

/// A model whose states are single machine words, for the fastest search.
///
/// Such states are stored exactly: the search mixes a word by a bijection, so two states never pass for one.
public protocol PackedModel: Model where State: PackedState {}

/// A state that is nothing but 64 bits, with equal bits for equal states.
public protocol PackedState: BitwiseCopyable, Equatable, Sendable {
  /// The state as a word.
  var bits: UInt64 { get }

  /// The state that a word stands for.
  init(bits: UInt64)
}

/// A statement about the states that a model can reach.
public struct ModelProperty<State>: Sendable {
  /// What the statement says of its predicate.
  public enum Kind: Sendable, Hashable {
    /// True in every reachable state.
    case always
    /// True in some reachable state; a search that never finds one proves too little.
    case sometimes
  }

  /// What is said of the predicate.
  public let kind: Kind

  /// The name in verdicts.
  public let name: String

  /// The predicate.
  public let holds: @Sendable (State) -> Bool

  /// An invariant.
  public static func always(_ name: String, _ holds: @escaping @Sendable (State) -> Bool) -> ModelProperty {
    ModelProperty(kind: .always, name: name, holds: holds)
  }

  /// A possibility.
  public static func sometimes(_ name: String, _ holds: @escaping @Sendable (State) -> Bool) -> ModelProperty {
    ModelProperty(kind: .sometimes, name: name, holds: holds)
  }
}
