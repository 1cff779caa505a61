import Synchronization

extension SharedMatcher where M: ~Copyable {
  /// One that matches in a shared matcher, for the use of one thread at a time; make one for each thread.
  ///
  /// It keeps the shared matcher alive. To release it waits for a change that is under way.
  public struct Reader: ~Copyable {
    @usableFromInline let even: UnsafePointer<M>
    @usableFromInline let odd: UnsafePointer<M>
    @usableFromInline let published: LoneWord
    @usableFromInline let announced = LoneWord(0)
    /// One for each instance, for a scratch is good for the matcher that made it.
    @usableFromInline let scratches = CacheLines.allocate(M.Scratch.self, count: 2)
    /// Not touched by matching, lest its reference count become what readers share.
    private let matcher: SharedMatcher

    init(_ matcher: SharedMatcher) {
      self.matcher = matcher
      (even, odd, published) = (UnsafePointer(matcher.even), UnsafePointer(matcher.odd), matcher.published)
      matcher.register(announced, scratches)
    }

    deinit {
      matcher.deregister(announced)
      announced.deallocate()
      scratches.deinitialize(count: 2)
      UnsafeMutableRawPointer(scratches).deallocate()
    }

    /// The subscriptions that were looked at one by one since it was made.
    public var candidates: Int { scratches[0].candidates + scratches[1].candidates }

    /// Appends the names of all subscriptions that the event satisfies, each once, in any order. Never waits.
    ///
    /// - Parameter event: attributes ascending, each once.
    @inlinable
    public mutating func match(_ event: Span<AttributeValue>, into matches: inout [SubscriptionID]) {
      announced.place.pointee.store(published.place.pointee.load(ordering: .relaxed), ordering: .sequentiallyConsistent)
      let side = Int(published.place.pointee.load(ordering: .sequentiallyConsistent) & 1)
      let (instance, scratch) = (side == 0 ? even : odd, scratches + side)
      instance.pointee.match(event, using: &scratch.pointee, into: &matches)
      announced.place.pointee.store(0, ordering: .releasing)
    }

    /// The same, of an array.
    @inlinable
    public mutating func match(_ event: [AttributeValue], into matches: inout [SubscriptionID]) {
      match(event.span, into: &matches)
    }
  }
}

// It is used by whoever has it, and what it points to by others is used as SharedMatcher argues.
extension SharedMatcher.Reader: @unchecked Sendable where M: ~Copyable, M.Scratch: Sendable {}
