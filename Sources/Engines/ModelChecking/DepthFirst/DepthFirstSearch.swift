import CanonicalEncoding
import Synchronization

/// Visits all states along one path as far as it goes, then the next.
///
/// The frontier is the stack of states that were seen but not expanded, small where a level of a breadth-first search would be
/// large, and nothing is kept of a state but its place in the store. Workers share the store, in stripes with a lock each, and
/// give away the older half of their stack when another has none. States, transitions and coverage of a complete search are the same
/// for any number of workers; which counterexample is found first depends on their timing if there are two or more.
@usableFromInline
struct DepthFirstSearch<M: Model>: ~Copyable {
  @usableFromInline static var stripes: Int { 64 }

  @usableFromInline let model: M
  @usableFromInline let limits: SearchLimits
  @usableFromInline let store: StateStore
  @usableFromInline let workerCount: Int
  @usableFromInline let properties: [ModelProperty<M.State>]
  @usableFromInline let stripes: UnsafeMutablePointer<DepthFirstStripe>
  @usableFromInline let pool: DepthFirstPool

  @inlinable
  init(_ model: M, _ limits: SearchLimits, _ store: StateStore, workers: Int) {
    self.model = model
    self.limits = limits
    self.store = store
    workerCount = workers
    properties = model.properties
    pool = DepthFirstPool()
    stripes = .allocate(capacity: Self.stripes)
    for stripe in 0..<Self.stripes {
      (stripes + stripe).initialize(to: DepthFirstStripe(store, isPacked: M.State.isPacked))
    }
  }

  @inlinable
  deinit {
    stripes.deinitialize(count: Self.stripes)
    stripes.deallocate()
  }

  /// Runs the search to its end, a limit or an interruption.
  @inlinable
  func run(_ clock: SearchClock) throws(ModelError) -> SearchReport<M> {
    let workers = UnsafeMutablePointer<DepthFirstWorker<M>>.allocate(capacity: workerCount)
    for worker in 0..<workerCount { (workers + worker).initialize(to: DepthFirstWorker(model)) }
    defer {
      workers.deinitialize(count: workerCount)
      workers.deallocate()
    }
    // Who has work has joined before anybody looks for some: nobody must think that all are idle who has only come first.
    pool.join()
    begin(&workers[0])
    if workerCount == 1 {
      work(&workers[0], clock)
    } else {
      inParallel(workerCount) { work(&workers[$0], $0 == 0 ? clock : nil) }
    }
    return try report(workers)
  }

  @inlinable
  func begin(_ worker: inout DepthFirstWorker<M>) {
    for (index, state) in model.initialStates.enumerated() {
      worker.transitions += 1
      if model.isInScope(state) { reach(state, by: index, &worker) }
    }
    if worker.states == 0 { pool.end(.failed(.noInitialState)) }
  }

  /// Expands states until there are none left anywhere, or one has found what ends the search. The worker with the clock has joined.
  @inlinable
  func work(_ worker: inout DepthFirstWorker<M>, _ clock: SearchClock?) {
    var expansions = 0
    if clock == nil { pool.join() }
    while true {
      if worker.entries.count == 0 {
        worker.publish(to: pool)
        guard pool.awaitJob(for: &worker.job, during: { if let ending = clock?.ending { pool.end(.limit(ending)) } })
        else {
          return
        }
        worker.begin()
      }
      expand(&worker, after: expansions)
      expansions &+= 1
      if expansions & 127 == 0 {
        worker.publish(to: pool)
        if let ending = ending(clock) { pool.end(.limit(ending)) }
        if pool.isOver { return }
        if pool.isHungry { worker.donate(to: pool) }
      }
    }
  }

  @inlinable
  func expand(_ worker: inout DepthFirstWorker<M>, after expansions: Int) {
    do throws(MalformedBytes) {
      let last = worker.rows.count - 1
      let key = worker.rows.keys[last]
      let state = try worker.rows.state(of: last)
      worker.pop()
      if worker.path.count >= limits.depth {
        pool.end(.limit(.depth), isFinal: false)
        return
      }
      if StabilityGuard.isDue(key, after: expansions) { guardStability(of: state, key: key, &worker.scratch) }
      var ordinal = 0
      do {
        try model.forEachSuccessor(of: state) { action, successor in
          worker.count(action, model, pool)
          guard ordinal < 1 &<< 16 else {
            pool.end(.failed(.tooManySteps(state: model.text(of: state))))
            return false
          }
          if model.isInScope(successor) {
            reach(successor, by: ordinal, &worker)
          } else {
            worker.stepsOutOfScope &+= 1
          }
          ordinal &+= 1
          return true
        }
      } catch {
        pool.end(.failed(model.failure(error, in: state)))
      }
      if ordinal == 0 { judgeEnd(state, worker) }
    } catch {
      pool.end(.failed(.unreadable(M.State.self, error)))
    }
  }

  /// Takes in the state that a step of the current one leads to, if it is new.
  @inlinable
  func reach(_ state: M.State, by ordinal: Int, _ worker: inout DepthFirstWorker<M>) {
    let key = state.key(writing: &worker.scratch)
    let stripe = stripes + Int(truncatingIfNeeded: key &>> 58)
    let isNew = stripe.pointee.lock.withLock { _ in stripe.pointee.visited.insert(key, worker.scratch.bytes) }
    guard isNew else { return }
    worker.push(key: key, ordinal: ordinal)
    for index in properties.indices {
      switch properties[index].kind {
      case .always:
        if !properties[index].holds(state) { pool.end(.violated(property: index, path: worker.path(to: ordinal))) }
      case .sometimes:
        if !pool.isWitnessed(index), properties[index].holds(state) {
          pool.witness(index, worker.path(to: ordinal))
        }
      default: break
      }
    }
  }

  @inlinable @inline(never)
  func guardStability(of state: M.State, key: UInt64, _ scratch: inout ByteWriter) {
    do throws(ModelError) {
      try model.checkStability(of: state, key: key, &scratch)
    } catch {
      pool.end(.failed(error))
    }
  }

  @usableFromInline
  func judgeEnd(_ state: M.State, _ worker: borrowing DepthFirstWorker<M>) {
    for (index, property) in properties.enumerated() where property.kind == .endsOnlyIf && !property.holds(state) {
      pool.end(.violated(property: index, path: worker.path()))
    }
  }

  @usableFromInline
  func ending(_ clock: SearchClock?) -> SearchLimits.Kind? {
    guard let clock else { return nil }
    if pool.states > min(limits.states, SearchLimits.mostStates) { return .states }
    if limits.bytes < .max, bytes + pool.stackBytes > limits.bytes { return .bytes }
    return clock.ending
  }

  var bytes: Int {
    var bytes = 0
    for stripe in 0..<Self.stripes {
      bytes += stripes[stripe].lock.withLock { _ in stripes[stripe].visited.bytes }
    }
    return bytes
  }

  @usableFromInline
  func report(_ workers: UnsafeMutablePointer<DepthFirstWorker<M>>) throws(ModelError) -> SearchReport<M> {
    var (states, transitions, stepsOutOfScope, depth, stacks) = (0, 0, 0, 0, 0)
    var coverage = Array(repeating: 0, count: model.actionClasses.count)
    for worker in 0..<workerCount {
      states += workers[worker].states
      transitions += workers[worker].transitions
      stepsOutOfScope += workers[worker].stepsOutOfScope
      depth = max(depth, workers[worker].deepest)
      stacks += workers[worker].largestStack
      for index in coverage.indices { coverage[index] += workers[worker].coverage[index] }
    }
    var witnesses: [String: ModelTrace<M>] = [:]
    for (index, path) in pool.witnesses { witnesses[properties[index].name] = try ModelTrace(model, along: path) }
    return SearchReport(
      model, verdict: try verdict(), states: states, transitions: transitions, stepsOutOfScope: stepsOutOfScope,
      depth: depth, bytes: bytes + stacks, store: store, fieldOmissions: omissions, witnesses: witnesses,
      coverage: coverage)
  }

  private var omissions: Double {
    var omissions = 0.0
    for stripe in 0..<Self.stripes { omissions += stripes[stripe].visited.expectedOmissions }
    return omissions
  }

  private func verdict() throws(ModelError) -> SearchReport<M>.Verdict {
    switch pool.ending {
    case .failed(let error): throw error
    case .violated(let property, let path):
      return .violated(property: properties[property].name, trace: try ModelTrace(model, along: path))
    // A path cut off says nothing about the states behind it, near as they may be by another way.
    case .limit(let limit): return .incomplete(limit: limit, completeToDepth: 1)
    case nil:
      let never = properties.indices.first { properties[$0].kind == .sometimes && !pool.isWitnessed($0) }
      return .ofAll(in: store, expectedOmissions: omissions, neverTrue: never.map { properties[$0].name })
    }
  }
}

/// One of the parts of the store that workers share.
@usableFromInline
struct DepthFirstStripe: ~Copyable {
  @usableFromInline let lock = Mutex(())
  @usableFromInline var visited: VisitedStates

  @usableFromInline init(_ store: StateStore, isPacked: Bool) {
    visited = VisitedStates(store, isPacked: isPacked, sharedBits: 6)
  }
}
