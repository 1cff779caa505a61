import Randomness

/// Looks for violations along random paths, where there are too many states to visit all.
///
///     var walks = try RandomWalks(model)
///     walks.priorities = .pct(depth: 3)
///     let report = try walks.run()
///     // report.verdict is .violated with a trace, or .incomplete: walks never answer that a property holds
///
/// Each walk starts at one of the initial states and ends at a state without successors, after so many steps, or when it has
/// met nothing new for too long. Properties of states are checked on the way; those of runs are not. Everything is a function
/// of the seed, and each walk has numbers of its own.
public struct RandomWalks<M: Model>: Sendable {
  /// The model.
  public let model: M

  /// What all random numbers are drawn from.
  public var seed: Seed = 1

  /// The number of walks.
  public var walks = 1_000

  /// The most steps of a walk.
  public var steps = 1_000

  /// How walks choose among steps.
  public var priorities = WalkPriorities.uniform

  /// A walk is cut after so many steps that led to no state new to all walks; nil if never. A cut takes from the bound of
  /// ``WalkPriorities/pct(depth:)``.
  public var plateau: Int?

  /// Where to give up. The limit of depth shortens walks.
  public var limits = SearchLimits()

  /// Who takes an action.
  public var actor: @Sendable (M.Action) -> Int

  /// Walks through a model that has an initial state, and properties whose names differ.
  ///
  /// The actor of an action is what the action says (``ActorAction``) or else its class, if no function is given.
  ///
  /// - Throws: ``ModelError``.
  public init(_ model: M, actor: (@Sendable (M.Action) -> Int)? = nil) throws(ModelError) {
    self.model = try Checker(model).model
    self.actor = actor ?? Self.actor(by: model)
  }

  /// Walks until a property is violated, all walks are taken, a limit is reached, or `isInterrupted`, which is asked every
  /// thousand steps.
  ///
  /// - Throws: ``ModelError`` if the model or the configuration makes no sense.
  @inlinable
  public func run(isInterrupted: @escaping () -> Bool = { false }) throws(ModelError) -> WalkReport<M> {
    try checkConfiguration()
    var walker = RandomWalker(self)
    return try walker.run(clock(isInterrupted))
  }

  private static func actor(by model: M) -> @Sendable (M.Action) -> Int {
    guard let type = M.Action.self as? any ActorAction.Type else { return { model.actionClass(of: $0) } }
    func actor<A: ActorAction>(_ type: A.Type) -> @Sendable (M.Action) -> Int {
      // The two types are one.
      { action in (action as? A)?.actor ?? 0 }
    }
    return actor(type)
  }

  @usableFromInline
  func clock(_ isInterrupted: @escaping () -> Bool) -> SearchClock {
    SearchClock(seconds: limits.seconds, isInterrupted: isInterrupted)
  }

  @usableFromInline
  func checkConfiguration() throws(ModelError) {
    try limits.check()
    for (name, value) in [("walks", walks), ("steps", steps), ("plateau", plateau ?? 1)] where value < 1 {
      throw .limitNotPositive(name)
    }
    if case .pct(let depth) = priorities, !(1...steps).contains(depth) {
      throw .priorityDepth(depth, steps: steps)
    }
  }
}
