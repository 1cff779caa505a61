/// Counting (Yan and Garcia-Molina): for each attribute of an event find the constraints that its value satisfies,
/// count them for their subscriptions, and report a subscription when all of its constraints have been counted.
///
/// Constraints are found by the cell of the value: of those that cover the cell nothing is tested. Matching takes time
/// in proportion to the satisfied constraints. A count is never more than the constraints of the subscription, and
/// equal to them just when it matches.
public struct CountingMatcher: ~Copyable, Matcher {
  private var counting = ConstraintCounting<CellLists>()

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
