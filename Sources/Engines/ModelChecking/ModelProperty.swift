/// A statement about the states that a model can reach, or about its runs.
///
/// A run is infinite, or ends in a state without successors and stays there. Only fair runs count (``Model/fairness``), and only those
/// that stay in scope: a run that leaves it breaks no property of runs, and a state from which a step leaves it may become anything.
public struct ModelProperty<State>: Sendable {
  /// What the statement says of its predicates.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// The predicate is true in every reachable state.
    case always
    /// It is true in some reachable state; a search that never finds one proves too little.
    case sometimes
    /// It is true at some moment of every run.
    case eventually
    /// Whenever the first predicate is true, the second is true then or later in every run.
    case leadsTo
    /// Some continuation of every reachable state makes it true (AG EF in CTL).
    case alwaysPossible
    /// A state without successors satisfies it: nothing ends too early.
    case endsOnlyIf
  }

  /// What is said of the predicate.
  public let kind: Kind

  /// The name in verdicts.
  public let name: String

  /// The predicate that must come true, or be true.
  public let holds: @Sendable (State) -> Bool

  /// When the predicate of ``Kind/leadsTo`` is owed; always for the other kinds.
  public let isOwed: @Sendable (State) -> Bool

  init(
    _ kind: Kind, _ name: String, isOwed: @escaping @Sendable (State) -> Bool = { _ in true },
    _ holds: @escaping @Sendable (State) -> Bool
  ) {
    self.kind = kind
    self.name = name
    self.isOwed = isOwed
    self.holds = holds
  }

  /// An invariant.
  public static func always(_ name: String, _ holds: @escaping @Sendable (State) -> Bool) -> ModelProperty {
    ModelProperty(.always, name, holds)
  }

  /// A possibility.
  public static func sometimes(_ name: String, _ holds: @escaping @Sendable (State) -> Bool) -> ModelProperty {
    ModelProperty(.sometimes, name, holds)
  }

  /// Something that every fair run brings about.
  public static func eventually(_ name: String, _ holds: @escaping @Sendable (State) -> Bool) -> ModelProperty {
    ModelProperty(.eventually, name, holds)
  }

  /// Something that every fair run brings about whenever `premise` is true.
  public static func leadsTo(
    _ name: String, from premise: @escaping @Sendable (State) -> Bool, to holds: @escaping @Sendable (State) -> Bool
  ) -> ModelProperty {
    ModelProperty(.leadsTo, name, isOwed: premise, holds)
  }

  /// Something that stays possible whatever happens.
  public static func alwaysPossible(_ name: String, _ holds: @escaping @Sendable (State) -> Bool) -> ModelProperty {
    ModelProperty(.alwaysPossible, name, holds)
  }

  /// No deadlock: a state without successors is a proper end.
  public static func noDeadlock(
    _ name: String = "no deadlock", isFinal: @escaping @Sendable (State) -> Bool = { _ in false }
  ) -> ModelProperty {
    ModelProperty(.endsOnlyIf, name, isFinal)
  }
}

extension ModelProperty.Kind {
  /// Whether single states decide it; the others need the graph of all states.
  public var isAboutStates: Bool { self == .always || self == .sometimes || self == .endsOnlyIf }
}
