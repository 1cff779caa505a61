/// An interval index for each attribute, after the idea of Hanson's interval binary search tree, and counting to bring
/// the attributes together.
///
/// Constraints are found by searching trees of intervals: in time O(log^3 n) and what is found, wherever their ends
/// lie, and nothing that is not found is touched. A subscription is reported when all of its constraints have been
/// counted.
public struct IntervalMatcher: ~Copyable, Matcher {
  private var counting = ConstraintCounting<IntervalLists>()

  /// Without subscriptions.
  public init() {}

  /// The subscriptions that are in it.
  public var count: Int { counting.count }

  /// The bytes that it holds, a reader's scratch not included.
  public var bytes: Int { counting.bytes }

  /// Takes in a subscription, unless there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    counting.insert(constraints, as: id)
  }

  /// Takes out a subscription, if there is one of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool { counting.remove(id) }

  /// What a reader needs; it remains good whatever is inserted later.
  public func makeScratch() -> CountingScratch { CountingScratch() }

  /// Appends the names of all subscriptions that the event satisfies, each once.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout CountingScratch, into matches: inout [SubscriptionID]
  ) {
    counting.match(event, using: &scratch, into: &matches)
  }

  /// Looks whether constraints, slots and the index agree.
  public func checkInvariants() throws { try counting.checkInvariants() }

  /// How many constraints of a subscription the event satisfied that was matched last, and how many it has.
  package func progress(of id: SubscriptionID, in scratch: CountingScratch) -> (count: Int, need: Int)? {
    counting.progress(of: id, in: scratch)
  }
}
