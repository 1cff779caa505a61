import ModelChecking

/// How a model is to be searched, whatever its type.
public struct ModelSearch: Sendable {
  /// How to go through the states.
  public var strategy = SearchStrategy.breadthFirst()

  /// What to remember of them.
  public var store = StateStore.fingerprints

  /// Random walks in place of the search; nil for a search.
  public var walks: ModelWalks?

  /// What to leave out, in models that declare that they allow it.
  public var reduction = ModelReduction.none

  /// Where to give up.
  public var limits = SearchLimits()

  /// Asked every few thousand states.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Breadth-first on one worker, without limits.
  public init() {}
}

extension ModelSearch {
  /// Whether a number of states that differs from the expected one is a mistake, and not what the store is known to lose.
  var findsAllStates: Bool {
    if case .bitstate = store { false } else { true }
  }

  /// Whether the depth that is found is that of the model, and not of the paths that were followed.
  var findsDepth: Bool {
    if case .breadthFirst = strategy { findsAllStates } else { false }
  }

  /// Whether the property of a mutant that is found to be false is always the same: that which is false nearest to the start.
  var findsNearestFault: Bool { walks == nil && reduction == .none }

  /// How a mutant is searched: breadth-first and whatever its size, so that the same property breaks first, until time is over. Walks
  /// remain walks, and reductions are used.
  var forMutants: ModelSearch {
    var search = ModelSearch()
    search.strategy = .breadthFirst(workers: strategy.workers)
    search.walks = walks
    search.reduction = reduction
    search.limits.seconds = limits.seconds
    search.isInterrupted = isInterrupted
    return search
  }

  func checker<M: Model>(of model: M) throws -> Checker<M> {
    var checker = try Checker(model)
    checker.strategy = strategy
    checker.store = store
    checker.limits = limits
    return checker
  }
}
