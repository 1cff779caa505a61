import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A part of a stack that one worker gave away.
@usableFromInline
struct DepthFirstJob: Sendable {
  @usableFromInline let path: [UInt32]
  @usableFromInline var states: [(DepthFirstEntry, key: UInt64, bytes: [UInt8])] = []

  init(path: [UInt32]) { self.path = path }
}

/// What the workers of a depth-first search share besides the store: work given away, and how the search ends.
@usableFromInline
final class DepthFirstPool: Sendable {
  @usableFromInline
  enum Ending: Sendable {
    case violated(property: Int, path: TracePath)
    case limit(SearchLimits.Kind)
    case failed(ModelError)
  }

  private struct Shared {
    var jobs: [DepthFirstJob] = []
    /// Workers that have begun, of which some may have nothing to do. One that begins when the others are done finds no work.
    var joined = 0
    var idle = 0
    var ending: Ending?
    var witnesses: [(Int, TracePath)] = []
  }

  private let shared = Mutex(Shared())
  private let over = Atomic(false)
  private let hungry = Atomic(false)
  private let count = Atomic(0)
  private let stacks = Atomic(0)
  /// The properties that were seen to come true, a bit each; for the first 64.
  private let seen = Atomic<UInt64>(0)

  @usableFromInline init() {}

  @usableFromInline func join() { shared.withLock { $0.joined += 1 } }

  @usableFromInline var isOver: Bool { over.load(ordering: .relaxed) }
  @usableFromInline var isHungry: Bool { hungry.load(ordering: .relaxed) }
  @usableFromInline var states: Int { count.load(ordering: .relaxed) }
  /// Bytes of the stacks of all workers.
  @usableFromInline var stackBytes: Int { stacks.load(ordering: .relaxed) }
  @usableFromInline func add(states: Int, stackBytes: Int) {
    count.add(states, ordering: .relaxed)
    stacks.add(stackBytes, ordering: .relaxed)
  }

  var ending: Ending? { shared.withLock { $0.ending } }
  var witnesses: [(Int, TracePath)] { shared.withLock { $0.witnesses } }

  /// Ends the search for all, unless what was found still lets it go on; the first finding counts, and a limit least.
  @usableFromInline
  func end(_ ending: Ending, isFinal: Bool = true) {
    shared.withLock {
      if case .limit = ending, $0.ending != nil { return }
      if let found = $0.ending, case .limit = found { $0.ending = nil }
      $0.ending = $0.ending ?? ending
    }
    if isFinal { over.store(true, ordering: .relaxed) }
  }

  @usableFromInline func isWitnessed(_ property: Int) -> Bool {
    property < 64
      ? seen.load(ordering: .relaxed) >> UInt64(property) & 1 == 1
      : shared.withLock { $0.witnesses.contains { $0.0 == property } }
  }

  @usableFromInline func witness(_ property: Int, _ path: TracePath) {
    shared.withLock {
      guard !$0.witnesses.contains(where: { $0.0 == property }) else { return }
      $0.witnesses.append((property, path))
    }
    if property < 64 { seen.bitwiseOr(1 << UInt64(property), ordering: .relaxed) }
  }

  @usableFromInline func offer(_ job: DepthFirstJob) {
    shared.withLock { $0.jobs.append(job) }
    hungry.store(false, ordering: .relaxed)
  }

  /// Waits for work; false when there is none left anywhere or the search is over. Calls `poll` now and then.
  @usableFromInline
  func awaitJob(for slot: inout DepthFirstJob?, during poll: () -> Void) -> Bool {
    shared.withLock { $0.idle += 1 }
    while !isOver {
      let (job, isDone): (DepthFirstJob?, Bool) = shared.withLock {
        if let job = $0.jobs.popLast() {
          $0.idle -= 1
          return (job, false)
        }
        return (nil, $0.idle == $0.joined)
      }
      if let job {
        slot = job
        return true
      }
      if isDone { return false }
      hungry.store(true, ordering: .relaxed)
      poll()
      usleep(50)
    }
    return false
  }
}
