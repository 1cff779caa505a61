import CProcessor
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A matcher that any number of threads read while one at a time changes it. Readers never wait and take no lock.
///
/// There are two instances of the matcher, so it takes twice the memory of one. One of them is published: readers match in it. A change is
/// made to the other, which is then published, and as soon as the last reader has left the one that was published before, the same change
/// is made to that. A change thus takes twice the time and waits for the matches that are under way; to make many at once with
/// ``update(_:)`` saves the waiting.
///
///     let matcher = SharedMatcher { ScanMatcher() }
///     matcher.insert([Constraint(0, 10, 20)], as: SubscriptionID(0))
///     // In each thread that matches:
///     var reader = matcher.makeReader()
///     var matches: [SubscriptionID] = []
///     reader.match([AttributeValue(0, 15)], into: &matches)
///
/// The technique is known as left-right. Here publications are numbered, and a reader announces the number of the one that it is about to
/// read in a word of its own, so that it needs no second try, and readers share no memory that any of them writes.
///
/// **Why a reader and a writer never meet.** The published number `n` says which instance is read: its lowest bit.
///
/// - *A reader that the writer did not see reads the new instance.* The reader announces the number it knows, then loads the published one;
///   the writer stores the new number, then loads the announcements. All four are sequentially consistent, hence in one order: if the
///   writer's load came before the reader's announcement, then the reader's load came after the writer's store.
/// - *Nor does one that the writer passes over because it announced the new number or a later one*: it had loaded that number before, and
///   later loads of the same word return nothing older. This is why the first load may be relaxed.
/// - *What a reader read, it read before the writer's change*: the writer waits for an announcement that the reader stored after its reading,
///   with release semantics (0, or a later number), and loads it with acquire semantics.
/// - *What the writer changed is there before it is read*: the number is stored with release semantics after the change and loaded with
///   acquire semantics. What writers do is ordered among them by the lock.
/// - *Instances are free when a change begins*: the one that is not published was left by all at the end of the change before, and whoever
///   came later read the one that is published.
public final class SharedMatcher<M: Matcher & ~Copyable>: Sendable {
  nonisolated(unsafe) let even: UnsafeMutablePointer<M>
  nonisolated(unsafe) let odd: UnsafeMutablePointer<M>
  /// The number of the last publication, at least 2.
  let published = LoneWord(2)
  /// The words in which the readers announce what they read; 0 if nothing. Who holds the lock may change what is not published.
  private let readers = Mutex<[LoneWord]>([])

  /// A shared matcher that holds what the closure puts into a matcher; it is called twice, and must make the same both times.
  public init(_ make: () -> M) {
    even = CacheLines.allocate(M.self)
    odd = CacheLines.allocate(M.self)
    even.initialize(to: make())
    odd.initialize(to: make())
  }

  deinit {
    even.deinitialize(count: 1)
    odd.deinitialize(count: 1)
    UnsafeMutableRawPointer(even).deallocate()
    UnsafeMutableRawPointer(odd).deallocate()
    published.deallocate()
  }

  /// The instance that is read after a publication.
  private func instance(_ publication: UInt64) -> UnsafeMutablePointer<M> { publication & 1 == 0 ? even : odd }

  /// Changes the matcher. Readers see all of the change or nothing of it.
  ///
  /// Waits for other changes and for the matches that are under way. The closure must not use the shared matcher, nor make or release one of
  /// its readers: it would wait for itself.
  ///
  /// - Parameter change: is called twice, once for each instance, which are equal; it must do the same both times.
  /// - Returns: what the first call returned, which is what the second returned.
  @discardableResult
  public func update<Result>(_ change: (inout M) -> Result) -> Result {
    readers.withLock { readers in
      let old = published.place.pointee.load(ordering: .relaxed)
      let new = old + 1
      let result = change(&instance(new).pointee)
      published.place.pointee.store(new, ordering: .sequentiallyConsistent)
      for reader in readers { Self.wait(until: reader, isPast: old) }
      _ = change(&instance(old).pointee)
      return result
    }
  }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    update { $0.insert(constraints, as: id) }
  }

  /// The same, of an array.
  @discardableResult
  public func insert(_ constraints: [Constraint], as id: SubscriptionID) -> Bool { insert(constraints.span, as: id) }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public func remove(_ id: SubscriptionID) -> Bool { update { $0.remove(id) } }

  /// The subscriptions that are in it. Waits for a change that is under way.
  public var count: Int { readers.withLock { _ in even.pointee.count } }

  /// The bytes that both instances hold. Waits for a change that is under way.
  public var bytes: Int { readers.withLock { _ in even.pointee.bytes + odd.pointee.bytes } }

  /// The readers that there are. Waits for a change that is under way.
  public var readerCount: Int { readers.withLock { $0.count } }

  /// Looks whether both instances are as they should be, for tests. Waits for a change that is under way.
  ///
  /// - Throws: ``BrokenInvariant``.
  public func checkInvariants() throws {
    try readers.withLock { _ in
      try even.pointee.checkInvariants()
      try odd.pointee.checkInvariants()
      try BrokenInvariant.unless(even.pointee.count == odd.pointee.count, "the instances are not equal")
    }
  }

  /// Makes a reader, which sees all changes that were made before. Waits for a change that is under way.
  public func makeReader() -> Reader { Reader(self) }

  func register(_ reader: LoneWord, _ scratches: UnsafeMutablePointer<M.Scratch>) {
    readers.withLock { readers in
      scratches.initialize(to: even.pointee.makeScratch())
      (scratches + 1).initialize(to: odd.pointee.makeScratch())
      readers.append(reader)
    }
  }

  func deregister(_ reader: LoneWord) { readers.withLock { $0.removeAll { $0 == reader } } }

  /// Waits as long as a reader may still be at a publication.
  private static func wait(until reader: LoneWord, isPast publication: UInt64) {
    var looks = 0
    while case let announced = reader.place.pointee.load(ordering: .sequentiallyConsistent),
      announced != 0, announced <= publication
    {
      // A match takes microseconds, unless its thread has lost its core.
      looks += 1
      if looks < 1_000 { ivce_pause() } else { sched_yield() }
    }
  }
}
