/// The oracle: every event is held against every subscription, one after another.
///
/// Constraints lie one after another in the order of insertion; what removed subscriptions leave behind is taken up when it is half of all.
/// Matching takes time in proportion to the number of subscriptions, whatever the event.
public struct ScanMatcher: Matcher {
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline var id: SubscriptionID
    @usableFromInline var first: Int
    @usableFromInline var end: Int

    @inlinable init(id: SubscriptionID, first: Int, end: Int) {
      self.id = id
      self.first = first
      self.end = end
    }
  }

  @usableFromInline var entries: [Entry] = []
  @usableFromInline var constraints: [Constraint] = []
  /// The place among the entries by name; -1 where there is none.
  @usableFromInline var places: [Int32] = []
  /// Constraints of subscriptions that are no more.
  @usableFromInline var left = 0

  /// Without subscriptions.
  public init() {}

  /// The subscriptions that are in it.
  @inlinable public var count: Int { entries.count }

  /// All that it holds, in bytes.
  public var bytes: Int {
    entries.capacity * MemoryLayout<Entry>.stride + constraints.capacity * MemoryLayout<Constraint>.stride
      + places.capacity * MemoryLayout<Int32>.stride
  }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    while places.count <= id.index { places.append(-1) }
    guard places[id.index] < 0 else { return false }
    places[id.index] = Int32(entries.count)
    let first = self.constraints.count
    for index in constraints.indices { self.constraints.append(constraints[index]) }
    entries.append(Entry(id: id, first: first, end: self.constraints.count))
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard id.index < places.count, places[id.index] >= 0 else { return false }
    let place = Int(places[id.index])
    places[id.index] = -1
    left += entries[place].end - entries[place].first
    let last = entries.removeLast()
    if last.id != id {
      entries[place] = last
      places[last.id.index] = Int32(place)
    }
    if left > constraints.count / 2 { compact() }
    return true
  }

  private mutating func compact() {
    var kept: [Constraint] = []
    kept.reserveCapacity(constraints.count - left)
    for place in entries.indices {
      let first = kept.count
      kept.append(contentsOf: constraints[entries[place].first..<entries[place].end])
      entries[place].first = first
      entries[place].end = kept.count
    }
    constraints = kept
    left = 0
  }

  /// What a reader needs.
  @inlinable public func makeScratch() -> CandidateCount { CandidateCount() }

  /// Appends all subscriptions that the event satisfies.
  @inlinable
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout CandidateCount, into matches: inout [SubscriptionID]
  ) {
    scratch.candidates += entries.count
    let all = constraints.span
    for entry in entries where all.extracting(entry.first..<entry.end).match(event) { matches.append(entry.id) }
  }

  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    for (place, entry) in entries.enumerated() {
      try BrokenInvariant.unless(
        entry.id.index < places.count && places[entry.id.index] == place, "\(entry.id) is not where it is looked for")
    }
    try BrokenInvariant.unless(
      places.count { $0 >= 0 } == entries.count, "names and subscriptions are not equally many")
    try BrokenInvariant.unless(
      entries.reduce(0) { $0 + $1.end - $1.first } + left == constraints.count, "constraints are lost")
  }
}
