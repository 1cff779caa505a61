import CanonicalEncoding

/// Visits all states level by level.
///
/// A level is expanded in blocks. Each worker expands its part of a block into a stream of candidates; then each takes the
/// candidates of its parts of the store in; then those that were new are appended to the next level in the order in which they were
/// found. Workers share nothing within a step, so there is no lock, and the first way to each state, its number and every count
/// are the same for any number of workers. The order of finding keeps related states together, which caches like.
///
/// A state costs its place in the store and six bytes that say how it was first reached. A trace follows these back and then runs the
/// model forward.
@usableFromInline
struct BreadthFirstSearch<M: Model, Store: VisitedStore & ~Copyable>: ~Copyable {
  @usableFromInline let model: M
  @usableFromInline let limits: SearchLimits
  @usableFromInline let store: StateStore
  @usableFromInline let workerCount: Int
  @usableFromInline let workers: UnsafeMutablePointer<BreadthFirstWorker<M>>
  @usableFromInline let shards: BreadthFirstShards<M.State, Store>
  @usableFromInline var properties: BreadthFirstProperties<M.State>

  /// How each state was first reached, by its number.
  @usableFromInline var parents = GrowingBuffer<UInt32>()
  @usableFromInline var ordinals = GrowingBuffer<UInt16>()
  /// The level that is being expanded, the number of its first state, and the next level.
  @usableFromInline var current = StateRows<M.State>()
  @usableFromInline var firstOfCurrent = 0
  @usableFromInline var next = StateRows<M.State>()
  @usableFromInline var largestFrontier = 0

  @inlinable
  init(_ model: M, _ limits: SearchLimits, _ store: StateStore, workers count: Int) {
    self.model = model
    self.limits = limits
    self.store = store
    properties = BreadthFirstProperties(model.properties)
    shards = BreadthFirstShards(store)
    workerCount = count
    workers = .allocate(capacity: count)
    let classes = model.actionClasses.count
    for worker in 0..<count { (workers + worker).initialize(to: BreadthFirstWorker(classes: classes)) }
  }

  @inlinable
  deinit {
    workers.deinitialize(count: workerCount)
    workers.deallocate()
  }

  @inlinable var stateCount: Int { parents.count }

  /// Runs the search to its end, a limit or an interruption.
  @inlinable
  mutating func run(_ clock: SearchClock) throws(ModelError) -> SearchReport<M> {
    try begin()
    var depth = 0
    while true {
      if let verdict = try verdict() { return try report(verdict, depth: depth + 1) }
      advance()
      if current.count == 0 {
        return try report(properties.neverTrue.map { .neverTrue(property: $0) } ?? .holds, depth: depth)
      }
      depth += 1
      // Asked only while there is work left, so that an answer once found is given.
      if depth >= limits.depth { return try report(.incomplete(limit: .depth, completeToDepth: depth), depth: depth) }
      var position = 0
      while position < current.count {
        if let ending = ending(clock) {
          return try report(
            .incomplete(limit: ending, completeToDepth: depth), depth: position == 0 ? depth : depth + 1)
        }
        let block = min(blockSize, current.count - position)
        expand(position..<(position + block))
        try takeIn()
        position += block
        if let verdict = try verdict() { return try report(verdict, depth: depth + 1) }
      }
    }
  }

  /// States are expanded in blocks that grow with their number, so that limits are kept to about a quarter and yet workers meet
  /// seldom.
  @inlinable var blockSize: Int { min(max(stateCount / 4, 256), 1 << 14) }

  @inlinable
  mutating func begin() throws(ModelError) {
    for (index, state) in model.initialStates.enumerated() {
      workers[0].transitions += 1
      if model.isInScope(state) {
        workers[0].send(state, link: BreadthFirstLink.initial(index), keysDecide: Store.keysDecide)
      }
    }
    try takeIn()
    guard stateCount > 0 else { throw .noInitialState }
  }

  @inlinable
  mutating func advance() {
    firstOfCurrent = stateCount - next.count
    swap(&current, &next)
    next.removeAll()
  }

  /// Has the states at these places of the level expanded, each worker a part.
  @inlinable
  func expand(_ places: Range<Int>) {
    if workerCount == 1 || places.count < 256 {
      expand(places, by: 0)
    } else {
      let count = workerCount
      inParallel(count) { worker in
        let first = places.lowerBound + places.count * worker / count
        expand(first..<(places.lowerBound + places.count * (worker + 1) / count), by: worker)
      }
    }
  }

  @inlinable
  func expand(_ places: Range<Int>, by worker: Int) {
    let isSmall = current.count <= 32
    for place in places {
      do throws(MalformedBytes) {
        let state = try current.state(of: place)
        let number = UInt32(truncatingIfNeeded: firstOfCurrent &+ place)
        workers[worker].expand(
          state, number: number, model, ends: properties.ends, keysDecide: Store.keysDecide)
        let key = current.keys[place]
        if isSmall || key & 1023 == 0 { workers[worker].guardStability(of: state, key: key, model) }
      } catch {
        workers[worker].note(error)
      }
    }
  }

  /// Takes in the candidates that are new.
  @inlinable
  mutating func takeIn() throws(ModelError) {
    if workerCount == 1 || workers[0].rows.count < 1024 {
      for worker in 0..<workerCount { takeInAlone(worker) }
    } else {
      takeInTogether()
    }
    for worker in 0..<workerCount {
      if let failure = workers[worker].failure { throw failure }
      append(worker)
      workers[worker].removeAll()
    }
  }

  /// Keys are loaded from the store so many rows ahead: enough to wait for memory once, not once a row.
  @usableFromInline static var ahead: Int { 24 }

  @inlinable
  func takeInAlone(_ worker: Int) {
    let count = workers[worker].rows.count
    for row in 0..<count {
      if row &+ Self.ahead < count { shards.prefetch(workers[worker].rows.keys[row &+ Self.ahead]) }
      if shards.insert(workers[worker].rows.keys[row], workers[worker].rows.bytes(of: row)) {
        workers[worker].accepted.append(UInt32(truncatingIfNeeded: row))
      }
    }
  }

  /// Each worker goes through all candidates, in order, and takes in those that belong to its parts of the store.
  @inlinable
  func takeInTogether() {
    let count = workerCount
    for worker in 0..<count { workers[worker].marks.fill(0, count: workers[worker].rows.count) }
    inParallel(count) { owner in
      for worker in 0..<count { takeIn(from: worker, by: owner) }
    }
    for worker in 0..<count { workers[worker].collectMarked() }
  }

  @inlinable
  func takeIn(from worker: Int, by owner: Int) {
    let count = workers[worker].rows.count
    for row in 0..<count {
      if row &+ Self.ahead < count {
        let later = workers[worker].rows.keys[row &+ Self.ahead]
        if owns(owner, later) { shards.prefetch(later) }
      }
      let key = workers[worker].rows.keys[row]
      if owns(owner, key), shards.insert(key, workers[worker].rows.bytes(of: row)) { workers[worker].marks[row] = 1 }
    }
  }

  @inlinable @inline(__always)
  func owns(_ owner: Int, _ key: UInt64) -> Bool {
    BreadthFirstShards<M.State, Store>.part(of: key) &* workerCount &>> BreadthFirstShards<M.State, Store>.bits == owner
  }

  /// Appends what is new to the next level and holds it against the properties: the earliest moment, so that traces are shortest.
  @inlinable
  mutating func append(_ worker: Int) {
    let checks = !properties.isEmpty
    for index in 0..<workers[worker].accepted.count {
      let row = Int(workers[worker].accepted[index])
      let link = workers[worker].links[row]
      let (key, bytes) = (workers[worker].rows.keys[row], workers[worker].rows.bytes(of: row))
      parents.append(UInt32(truncatingIfNeeded: link &>> 16))
      ordinals.append(UInt16(truncatingIfNeeded: link))
      next.append(key: key, bytes: bytes)
      if checks { properties.check(key: key, bytes: bytes, number: stateCount &- 1) }
    }
  }
}
