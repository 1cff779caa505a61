import Events

/// A matcher as the comparison and the laws see it: how to make one, with its inner loops compiled for its own types.
///
/// One's own matcher joins the table by conforming to `Matcher` and being wrapped in one of these; nothing else is needed:
///
///     let mine = MatchingImplementation("mine", summary: "a trie of my own") { _ in MyMatcher() }
public struct MatchingImplementation: Sendable {
  /// The stable name in tables.
  public let id: String

  /// One line about it.
  public let summary: String

  /// Whether it finds just what matches; if not, it may find more, and never less.
  public let isExact: Bool

  /// Makes a matcher without subscriptions, for those of a workload.
  public let make: @Sendable (MatchingWorkload) -> any BuiltMatcher

  /// Wraps a matcher. `make` is given the workload only for what it may know beforehand: the number of attributes and of their values.
  @inlinable
  public init<M: Matcher & ~Copyable>(
    _ id: String, summary: String, isExact: Bool = true, make: @escaping @Sendable (MatchingWorkload) -> M
  ) {
    self.id = id
    self.summary = summary
    self.isExact = isExact
    self.make = { MatcherBox(make($0)) }
  }
}

/// A matcher with its type erased.
public protocol BuiltMatcher: AnyObject {
  /// The subscriptions that are in it.
  var count: Int { get }
  /// The bytes that it holds.
  var bytes: Int { get }
  /// Takes in a subscription; false if the name is taken.
  func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool
  /// Takes out a subscription; false if there is none.
  func remove(_ id: SubscriptionID) -> Bool
  /// Somebody who matches; several may at once.
  func makeReader() -> any MatcherReader
  /// Looks at the inside.
  func checkInvariants() throws
}

/// Matches, with a scratch of its own.
public protocol MatcherReader: AnyObject {
  /// What the last event matched, in any order.
  var matches: [SubscriptionID] { get }
  /// Subscriptions that were looked at one by one so far.
  var candidates: Int { get }
  /// Matches an event.
  func match(_ event: Span<AttributeValue>)
}

/// The one builder of erased matchers.
public final class MatcherBox<M: Matcher & ~Copyable>: BuiltMatcher {
  @usableFromInline var matcher: M

  /// Puts a matcher into the box.
  @inlinable public init(_ matcher: consuming M) { self.matcher = matcher }

  /// The subscriptions that are in it.
  @inlinable public var count: Int { matcher.count }

  /// The bytes that it holds.
  @inlinable public var bytes: Int { matcher.bytes }

  /// Takes in a subscription; false if the name is taken.
  @inlinable public func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    matcher.insert(constraints, as: id)
  }

  /// Takes out a subscription; false if there is none.
  @inlinable public func remove(_ id: SubscriptionID) -> Bool { matcher.remove(id) }

  /// Somebody who matches.
  @inlinable public func makeReader() -> any MatcherReader { BoxReader(self) }

  /// Looks at the inside.
  public func checkInvariants() throws { try matcher.checkInvariants() }
}

/// Reads a matcher in its box.
@usableFromInline
final class BoxReader<M: Matcher & ~Copyable>: MatcherReader {
  @usableFromInline let box: MatcherBox<M>
  @usableFromInline var scratch: M.Scratch
  @usableFromInline var found: [SubscriptionID] = []

  @inlinable
  init(_ box: MatcherBox<M>) {
    self.box = box
    scratch = box.matcher.makeScratch()
  }

  @inlinable var matches: [SubscriptionID] { found }

  @inlinable var candidates: Int { scratch.candidates }

  @inlinable
  func match(_ event: Span<AttributeValue>) {
    found.removeAll(keepingCapacity: true)
    box.matcher.match(event, using: &scratch, into: &found)
  }
}
