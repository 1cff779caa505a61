import ModelChecking

/// How a model is to be searched, whatever its type.
public struct ModelSearch: Sendable {
  /// How to go through the states.
  public var strategy = SearchStrategy.breadthFirst()

  /// What to remember of them.
  public var store = StateStore.fingerprints

  /// Where to give up.
  public var limits = SearchLimits()

  /// Asked every few thousand states.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Breadth-first on one worker, without limits.
  public init() {}
}
