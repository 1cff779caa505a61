import CanonicalEncoding

/// Visits all states level by level.
///
/// A level is expanded in blocks. Each worker expands its part of a block into candidates; then each takes in those that belong to
/// its parts of the store; then each appends what was new among its own candidates to the next level, in the order in which they
/// were found and to a place of its own, and goes on to expand its part of the next block. Workers share nothing between two
/// meetings, so there is no lock, and the first way to each state, its number and every count are the same for any number of
/// workers. The order of finding keeps related states together, which caches like.
///
/// A state costs its place in the store and six bytes that say how it was first reached. A trace follows these back and then runs the
/// model forward.
@usableFromInline
struct BreadthFirstSearch<M: Model>: ~Copyable {
  @usableFromInline let model: M
  @usableFromInline let limits: SearchLimits
  @usableFromInline let store: StateStore
  @usableFromInline let workerCount: Int
  @usableFromInline let workers: UnsafeMutablePointer<BreadthFirstWorker<M>>
  @usableFromInline let team: WorkerTeam
  @usableFromInline let shards: BreadthFirstShards
  @usableFromInline var properties: BreadthFirstProperties<M.State>

  /// How each state was first reached, by its number.
  @usableFromInline var parents = GrowingBuffer<UInt32>()
  @usableFromInline var ordinals = GrowingBuffer<UInt16>()
  /// The level that is being expanded, the number of its first state, and the next level.
  @usableFromInline var current = StateRows<M.State>()
  @usableFromInline var firstOfCurrent = 0
  @usableFromInline var next = StateRows<M.State>()
  @usableFromInline var largestFrontier = 0
  /// The size of the last block, the transitions until after it, and the most that any block had a state.
  @usableFromInline var lastBlock = 0
  @usableFromInline var transitionsNoted = 0
  @usableFromInline var largestFanOut = 0
  /// How many new states of the last block have a number and a place, but are not there yet.
  @usableFromInline var unappended = 0

  @inlinable
  init(_ model: M, _ limits: SearchLimits, _ store: StateStore, workers count: Int) {
    self.model = model
    self.limits = limits
    self.store = store
    properties = BreadthFirstProperties(model.properties)
    shards = BreadthFirstShards(store, isPacked: M.State.isPacked)
    workerCount = count
    team = WorkerTeam(of: count)
    workers = .allocate(capacity: count)
    for worker in 0..<count { (workers + worker).initialize(to: BreadthFirstWorker(model, owners: count)) }
  }

  @inlinable
  deinit {
    team.dismiss()
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
        return try report(complete, depth: depth)
      }
      depth += 1
      // Asked only while there is work left, so that an answer once found is given.
      if depth >= limits.depth { return try report(.incomplete(limit: .depth, completeToDepth: depth), depth: depth) }
      var position = 0
      while position < current.count {
        if let ending = ending(clock) {
          return try report(
            .incomplete(limit: ending, completeToDepth: depth), depth: next.count > 0 ? depth + 1 : depth)
        }
        let block = min(blockSize, current.count - position)
        expand(position..<(position + block))
        if let verdict = try verdict() { return try report(verdict, depth: next.count > 0 ? depth + 1 : depth) }
        try takeIn()
        noteBlock(of: block)
        position += block
      }
      append()
    }
  }

  /// States are expanded in blocks that grow with their number, so that limits are looked at often enough and yet workers meet
  /// seldom.
  @inlinable var blockSize: Int {
    let size = min(max(stateCount / 4, 256), 1 << 14)
    return limits.bytes == .max ? size : min(size, blockWithinBytes)
  }

  @inlinable
  mutating func begin() throws(ModelError) {
    for (index, state) in model.initialStates.enumerated() {
      workers[0].transitions += 1
      if model.isInScope(state) {
        workers[0].send(state, link: BreadthFirstLink.initial(index), keysDecide: shards.keysDecide)
      }
    }
    try takeIn()
    append()
    guard stateCount > 0 else { throw .noInitialState }
  }

  @inlinable
  mutating func advance() {
    firstOfCurrent = stateCount - next.count
    swap(&current, &next)
    next.removeAll()
  }

  /// Has each worker do its part, at the same time if there is enough to do.
  @inlinable
  func together(_ amount: Int, _ work: (Int) -> Void) {
    if workerCount > 1, amount >= 1024 {
      team.work(work)
    } else {
      for worker in 0..<workerCount { work(worker) }
    }
  }

  /// Has the new states of the last block appended and the states at these places of the level expanded, each worker a part.
  @inlinable
  mutating func expand(_ places: Range<Int>) {
    let count = workerCount
    // A state costs more to expand than a candidate to take in.
    together(places.count &* 8) { worker in
      append(by: worker)
      let first = places.lowerBound + places.count * worker / count
      expand(first..<(places.lowerBound + places.count * (worker + 1) / count), by: worker)
    }
    gatherProperties()
  }

  @inlinable
  func expand(_ places: Range<Int>, by worker: Int) {
    let isSmall = current.count <= 32
    let ends = properties.ends
    for place in places {
      do throws(MalformedBytes) {
        let state = try current.state(of: place)
        let number = UInt32(truncatingIfNeeded: firstOfCurrent &+ place)
        workers[worker].expand(state, number: number, model, ends: ends, keysDecide: shards.keysDecide)
        let key = current.keys[place]
        if isSmall || StabilityGuard.isDue(key, after: Int(number)) {
          workers[worker].guardStability(of: state, key: key, model)
        }
      } catch {
        workers[worker].note(error)
      }
    }
  }

  /// Takes in the candidates that are new, and makes room for them.
  @inlinable
  mutating func takeIn() throws(ModelError) {
    var candidates = 0
    for worker in 0..<workerCount {
      if let failure = workers[worker].failure { throw failure }
      candidates += workers[worker].candidates
    }
    together(candidates) { owner in
      for worker in 0..<workerCount { takeIn(&workers[worker].outboxes[owner]) }
    }
    var place = (number: stateCount, row: next.count, byte: next.content.count)
    for worker in 0..<workerCount { place = workers[worker].settle(at: place) }
    unappended = place.number - stateCount
    parents.extend(by: unappended)
    ordinals.extend(by: unappended)
    next.extend(by: unappended, bytes: place.byte - next.content.count)
  }

  /// Keys are loaded from the store so many rows ahead: enough to wait for memory once, not once a row.
  @usableFromInline static var ahead: Int { 24 }

  /// Which kind of store it is, is asked once an outbox and not once a row.
  @inlinable
  func takeIn(_ outbox: inout BreadthFirstOutbox<M.State>) {
    if shards.keepsKeys { takeIn(&outbox, asKeys: true) } else { takeIn(&outbox, asKeys: false) }
  }

  @inlinable @inline(__always)
  func takeIn(_ outbox: inout BreadthFirstOutbox<M.State>, asKeys: Bool) {
    let count = outbox.rows.count
    for row in 0..<count {
      if row &+ Self.ahead < count { shards.prefetch(outbox.rows.keys[row &+ Self.ahead], asKeys: asKeys) }
      let bytes = outbox.rows.bytes(of: row)
      if shards.insert(outbox.rows.keys[row], bytes, asKeys: asKeys) { outbox.accept(row, bytes: bytes.count) }
    }
  }

  /// Has the new states of the last block appended.
  @inlinable
  mutating func append() {
    together(unappended) { append(by: $0) }
    gatherProperties()
  }

  @inlinable
  mutating func gatherProperties() {
    unappended = 0
    for worker in 0..<workerCount { properties.take(from: &workers[worker].properties) }
    for worker in 0..<workerCount { workers[worker].properties.seekOnly(properties) }
  }

  /// Appends what was new among a worker's candidates to the next level and holds it against the properties: the earliest moment,
  /// so that traces are shortest.
  @inlinable
  func append(by worker: Int) {
    let checks = !properties.isEmpty
    var (number, row, byte) = workers[worker].destination
    while let owner = workers[worker].nextOutbox() {
      let outbox = workers[worker].outboxes + owner
      let found = Int(outbox.pointee.accepted[outbox.pointee.appended])
      outbox.pointee.appended &+= 1
      let link = outbox.pointee.links[found]
      parents.start[number] = UInt32(truncatingIfNeeded: link &>> 16)
      ordinals.start[number] = UInt16(truncatingIfNeeded: link)
      let (key, bytes) = (outbox.pointee.rows.keys[found], outbox.pointee.rows.bytes(of: found))
      next.put(key: key, bytes: bytes, at: row, byte)
      if checks { workers[worker].check(key: key, bytes: bytes, number: number) }
      number &+= 1
      row &+= 1
      byte &+= bytes.count
    }
    workers[worker].checkBatch(endingAt: number &- 1)
    for owner in 0..<workerCount { workers[worker].outboxes[owner].removeAll() }
  }
}
