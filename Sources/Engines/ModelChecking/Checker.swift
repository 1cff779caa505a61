/// How a search goes through the states.
public enum SearchStrategy: Hashable, Sendable {
  /// Level by level: counterexamples are as short as any. Up to 16 workers find the same states, counts and traces as one.
  case breadthFirst(workers: Int = 1)
  /// Along one path as far as it goes: the smallest frontier. Up to 16 workers find the same states and counts as one; how deep they
  /// go and the ways to possibilities depend on their timing. A violation that several have found is looked for again by one, so that
  /// the counterexample is always the same, if the limits allow and the store loses no states.
  case depthFirst(workers: Int = 1)

  /// Workers that share the work.
  public var workers: Int {
    switch self {
    case .breadthFirst(let workers), .depthFirst(let workers): workers
    }
  }
}

/// Decides the properties of a model by visiting all its states.
///
///     let report = try Checker(TwoPhaseCommit(resourceManagers: 3)).run()
///     // report.verdict is .holds, report.states is 288
///
/// Counts and traces do not depend on the run, the machine or the number of workers, but for what ``SearchStrategy`` says of
/// depth-first searches. Properties of runs (`eventually`, `leadsTo`, `alwaysPossible`) are decided on the graph of all states, once
/// no single state breaks the others.
public struct Checker<M: Model>: Sendable {
  /// The model.
  public let model: M

  /// How to go through the states.
  public var strategy = SearchStrategy.breadthFirst()

  /// What to remember of them.
  public var store = StateStore.fingerprints

  /// Where to give up.
  public var limits = SearchLimits()

  /// A checker of a model that has an initial state, and properties whose names differ.
  ///
  /// - Throws: ``ModelError``.
  public init(_ model: M) throws(ModelError) {
    guard !model.initialStates.isEmpty else { throw .noInitialState }
    var names: Set<String> = []
    for property in model.properties where !names.insert(property.name).inserted {
      throw .repeatedPropertyName(property.name)
    }
    let classes = model.actionClasses.count
    for assumption in model.fairness where !(0..<classes).contains(assumption.actionClass) {
      throw .unknownActionClass(assumption.actionClass)
    }
    self.model = model
  }

  /// Searches to the end, to a limit, or until `isInterrupted`, which is asked every few thousand states.
  ///
  /// - Throws: ``ModelError`` if the model or the configuration makes no sense.
  @inlinable
  public func run(isInterrupted: @escaping () -> Bool = { false }) throws(ModelError) -> SearchReport<M> {
    try checkConfiguration()
    return try run(until: clock(isInterrupted))
  }

  @inlinable
  func run(until clock: SearchClock) throws(ModelError) -> SearchReport<M> {
    var report = try searchStates(strategy, clock)
    if case .violated = report.verdict, case .depthFirst(let workers) = strategy, workers > 1 {
      // Which of several workers is the first to find something depends on their timing; one alone finds always the same.
      let again = try searchStates(.depthFirst(), clock)
      if case .violated = again.verdict { report = again }
    }
    if case .holds = report.verdict, hasPropertiesOfRuns { try decideRuns(in: &report, clock) }
    return report
  }

  @usableFromInline var hasPropertiesOfRuns: Bool { model.properties.contains { !$0.kind.isAboutStates } }

  @inlinable
  func searchStates(_ strategy: SearchStrategy, _ clock: SearchClock) throws(ModelError) -> SearchReport<M> {
    switch strategy {
    case .breadthFirst(let workers):
      var search = BreadthFirstSearch(model, limits, store, workers: workers)
      return try search.run(clock)
    case .depthFirst(let workers):
      return try DepthFirstSearch(model, limits, store, workers: workers).run(clock)
    }
  }

  @usableFromInline func clock(_ isInterrupted: @escaping () -> Bool) -> SearchClock {
    SearchClock(seconds: limits.seconds, isInterrupted: isInterrupted)
  }

  @usableFromInline func checkConfiguration() throws(ModelError) {
    try limits.check()
    guard (1...16).contains(strategy.workers) else { throw .workers(strategy.workers) }
    if case .bitstate(let logBits, let hashes) = store {
      guard (12...40).contains(logBits), (1...16).contains(hashes) else {
        throw .bitstate(logBits: logBits, hashes: hashes)
      }
      guard 1 << (logBits - 3) <= limits.bytes else {
        throw .unsupported("a bit field of 2^\(logBits) bits takes more than the limit of \(limits.bytes) bytes")
      }
      if hasPropertiesOfRuns {
        throw .unsupported("a bit field does not hold the graph that properties of runs are decided on")
      }
    }
  }
}
