import CanonicalEncoding

/// The stack of one worker of a depth-first search.
///
/// An entry knows how deep it is and by which step its parent reached it. Its ancestors are those of the path that leads to what was
/// expanded last, for nothing but descendants of its siblings was expanded since its parent.
@usableFromInline
struct DepthFirstWorker<M: Model>: ~Copyable {
  @usableFromInline var rows = StateRows<M.State>()
  @usableFromInline var entries = GrowingBuffer<DepthFirstEntry>()
  /// The steps that lead to the state expanded last, the place of the initial state first.
  @usableFromInline var path = GrowingBuffer<UInt32>()
  @usableFromInline var job: DepthFirstJob?

  @usableFromInline var scratch = ByteWriter()
  @usableFromInline var states = 0
  @usableFromInline var transitions = 0
  @usableFromInline var stepsOutOfScope = 0
  @usableFromInline var deepest = 0
  @usableFromInline var largestStack = 0
  @usableFromInline var coverage: [Int]
  private var published = (states: 0, bytes: 0)

  @usableFromInline init(_ model: M) { coverage = Array(repeating: 0, count: model.actionClasses.count) }

  @inlinable
  mutating func push(key: UInt64, ordinal: Int) {
    rows.append(key: key, bytes: scratch.bytes)
    let depth = path.count &+ 1
    entries.append(
      DepthFirstEntry(depth: UInt32(truncatingIfNeeded: depth), ordinal: UInt32(truncatingIfNeeded: ordinal)))
    states &+= 1
    if depth > deepest { deepest = depth }
  }

  /// Takes the last entry from the stack; the path now leads to it.
  @inlinable
  mutating func pop() {
    let entry = entries[entries.count &- 1]
    path.count = Int(entry.depth) &- 1
    path.append(entry.ordinal)
    entries.count &-= 1
    rows.removeLast()
  }

  @inlinable
  mutating func count(_ action: M.Action, _ model: M, _ pool: DepthFirstPool) {
    transitions &+= 1
    guard !coverage.isEmpty else { return }
    let actionClass = model.actionClass(of: action)
    guard coverage.indices.contains(actionClass) else { return pool.end(.failed(.unknownActionClass(actionClass))) }
    coverage[actionClass] &+= 1
  }

  @usableFromInline
  func path(to ordinal: Int? = nil) -> TracePath {
    let steps = path.elements.map { Int($0) } + (ordinal.map { [$0] } ?? [])
    return TracePath(initial: steps[0], ordinals: Array(steps.dropFirst()))
  }

  /// Tells the others how many states there are, and how large the stack is.
  @usableFromInline mutating func publish(to pool: DepthFirstPool) {
    let bytes = rows.bytes + entries.bytes + path.bytes
    pool.add(states: states - published.states, stackBytes: bytes - published.bytes)
    published = (states, bytes)
    largestStack = max(largestStack, bytes)
  }

  /// Gives the older half of the stack away: the states nearest to the start, behind which there may be most.
  @usableFromInline
  mutating func donate(to pool: DepthFirstPool) {
    let count = entries.count / 2
    guard count > 0 else { return }
    var job = DepthFirstJob(path: Array(path.elements))
    var rest = StateRows<M.State>()
    var restEntries = GrowingBuffer<DepthFirstEntry>()
    for index in 0..<entries.count {
      if index < count {
        job.states.append((entries[index], rows.keys[index], Array(rows.bytes(of: index))))
      } else {
        rest.append(key: rows.keys[index], bytes: rows.bytes(of: index))
        restEntries.append(entries[index])
      }
    }
    rows = rest
    entries = restEntries
    pool.offer(job)
  }

  /// Goes on with what another gave away.
  @usableFromInline
  mutating func begin() {
    guard let job else { return }
    path.count = 0
    for step in job.path { path.append(step) }
    for (entry, key, bytes) in job.states {
      bytes.withUnsafeBytes { rows.append(key: key, bytes: $0) }
      entries.append(entry)
    }
    self.job = nil
  }
}

/// Where a state of the stack stands in the tree of paths.
@usableFromInline
struct DepthFirstEntry: BitwiseCopyable, Sendable {
  @usableFromInline let depth: UInt32
  @usableFromInline let ordinal: UInt32

  @usableFromInline init(depth: UInt32, ordinal: UInt32) {
    self.depth = depth
    self.ordinal = ordinal
  }
}
