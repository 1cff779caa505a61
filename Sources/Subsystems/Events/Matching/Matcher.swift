/// Content-based matching: which of very many subscriptions does an event satisfy?
///
/// A subscription here is a conjunction: one ``Constraint`` for each attribute that it speaks of. An event has at most one value of each
/// attribute; attributes that it lacks satisfy no constraint; the empty conjunction matches every event. ``SubscriptionIndex`` brings
/// arbitrary subscriptions into this form.
///
/// Inserting, removing and matching may follow one another in any order. Matching changes nothing but the reader's own scratch, so that many
/// readers may match at once while nobody inserts or removes.
///
///     var matcher = ScanMatcher()
///     matcher.insert([Constraint(0, 10, 20), Constraint(2, 1, 1)], as: SubscriptionID(0))
///     var scratch = matcher.makeScratch()
///     var matches: [SubscriptionID] = []
///     matcher.match([AttributeValue(0, 15), AttributeValue(2, 1)], using: &scratch, into: &matches)
public protocol Matcher: ~Copyable, Sendable {
  /// What one reader needs for itself while it matches, made by ``makeScratch()`` and good for the matcher whatever is inserted later.
  associatedtype Scratch: MatchingScratch

  /// The subscriptions that are in it.
  var count: Int { get }

  /// The bytes that it holds: all that was inserted, and what is built from it, unused room included, a reader's scratch not.
  var bytes: Int { get }

  /// Takes in a subscription. Returns false, and changes nothing, if there is one of this name.
  ///
  /// - Parameter constraints: attributes ascending, each once.
  @discardableResult
  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool

  /// Takes out a subscription. Returns false, and changes nothing, if there is none of this name.
  @discardableResult
  mutating func remove(_ id: SubscriptionID) -> Bool

  /// What a reader needs.
  func makeScratch() -> Scratch

  /// Appends the names of all subscriptions that the event satisfies, each once, in any order.
  ///
  /// - Parameter event: attributes ascending, each once.
  func match(_ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID])

  /// Looks whether the matcher is as it should be inside: for tests, at any cost.
  ///
  /// - Throws: ``BrokenInvariant``.
  func checkInvariants() throws
}

extension Matcher where Self: ~Copyable {
  /// The same, of an array.
  @inlinable
  @discardableResult
  public mutating func insert(_ constraints: [Constraint], as id: SubscriptionID) -> Bool {
    insert(constraints.span, as: id)
  }

  /// The same, of an array.
  @inlinable
  public func match(_ event: [AttributeValue], using scratch: inout Scratch, into matches: inout [SubscriptionID]) {
    match(event.span, using: &scratch, into: &matches)
  }
}

/// What a reader of a matcher keeps for itself.
public protocol MatchingScratch {
  /// The subscriptions that were looked at one by one since it was made, each as often as it was looked at: the work that an index could
  /// not spare.
  var candidates: Int { get }
}

/// A scratch of nothing but the count.
public struct CandidateCount: MatchingScratch, Sendable {
  /// The subscriptions that were looked at.
  public var candidates = 0

  /// None yet.
  @inlinable public init() {}
}

/// Something inside a data structure that is not as it should be.
public struct BrokenInvariant: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  /// Tells what is wrong.
  public init(_ description: String) { self.description = description }

  /// Throws unless the condition holds.
  @inlinable public static func unless(
    _ condition: Bool, _ description: @autoclosure () -> String
  ) throws(BrokenInvariant) {
    if !condition { throw BrokenInvariant(description()) }
  }
}
