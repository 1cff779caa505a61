import CProcessor

/// Matching by attribute popularity: each subscription is filed under one of its attributes, the pivot, by default
/// under the one that the fewest subscriptions speak of.
///
/// An event looks only under its own attributes, in the cell of its value, and each subscription that lies there is
/// tested. As each has one pivot and an event one value of an attribute, none is tested twice. The algorithm is a
/// reconstruction of ours from the idea alone; OpIndex (Zhang, Chan, Tan 2014) also pivots on the least frequent
/// attribute.
///
/// All constraints of a subscription lie in the bucket itself, the least likely to be met first, so that a bucket is
/// read in a row. Inserting costs time in proportion to the cells that the pivot's range covers, and so does removing.
/// What was chosen when a subscription was inserted stays, however popularity changes, until ``rebuild()``.
public struct PivotMatcher: ~Copyable, Matcher {
  /// How pivots are chosen.
  public let policy: PivotPolicy

  var numbers = AttributeNumbers()
  /// By the attribute's number, as are the cells and the rows of buckets.
  var statistics: [AttributeStatistics] = []
  var cells = CellMap()
  /// One bucket for each cell.
  var buckets = FlatRows<RecordBucket>()
  /// Where the copies of subscriptions lie that are in several cells.
  var places = PlaceLists()
  /// By the subscription's name.
  var entries: [Entry] = []
  /// Subscriptions without constraints.
  var always: [SubscriptionID] = []
  /// The subscriptions that are in it.
  public internal(set) var count = 0
  /// What is about to be filed, with what decides the order of its tests.
  var pending: [Pending] = []

  /// A constraint, its attribute as its number, and a measure of how likely an event meets it.
  struct Pending: Sendable {
    var constraint: Constraint
    var chance = 0.0
  }

  /// Where a subscription is filed.
  struct Entry: BitwiseCopyable, Sendable {
    static let none = UInt32.max
    static let always = UInt32.max - 1

    /// The number of the attribute.
    var pivot = none
    var first: UInt8 = 0
    var last: UInt8 = 0
    /// Where its record is; if it lies in several cells, where the list of these places is; among `always`, which one
    /// it is.
    var place: UInt32 = 0

    var cells: ClosedRange<Int> { Int(first)...Int(last) }
  }

  /// Without subscriptions.
  public init(_ policy: PivotPolicy = .leastPopularSelective) { self.policy = policy }

  deinit {
    for var bucket in buckets.elements { bucket.removeAll() }
  }

  /// The bytes that it holds, a reader's scratch not included.
  public var bytes: Int {
    numbers.bytes + statistics.capacity * MemoryLayout<AttributeStatistics>.stride + cells.bytes + buckets.bytes
      + buckets.elements.reduce(0) { $0 + $1.bytes } + places.bytes + entries.capacity * MemoryLayout<Entry>.stride
      + always.capacity * MemoryLayout<SubscriptionID>.stride
  }

  /// Takes in a subscription, unless there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    while entries.count <= id.index { entries.append(Entry()) }
    guard entries[id.index].pivot == Entry.none else { return false }
    count += 1
    pending.removeAll(keepingCapacity: true)
    for index in constraints.indices {
      var constraint = constraints[index]
      constraint.attribute = UInt32(number(of: constraint.attribute))
      statistics[Int(constraint.attribute)].popularity += 1
      statistics[Int(constraint.attribute)].extend(from: constraint.low, to: constraint.high)
      pending.append(Pending(constraint: constraint))
    }
    file(id)
    return true
  }

  /// Takes out a subscription, if there is one of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard id.index < entries.count, entries[id.index].pivot != Entry.none else { return false }
    let entry = entries[id.index]
    entries[id.index] = Entry()
    count -= 1
    if entry.pivot == Entry.always {
      let last = always.removeLast()
      if last != id {
        always[Int(entry.place)] = last
        entries[last.index].place = entry.place
      }
      return true
    }
    takeOut(entry)
    return true
  }

  /// What a reader needs; it remains good whatever is inserted later.
  public func makeScratch() -> EventValues { EventValues() }

  /// Appends the names of all subscriptions that the event satisfies, each once.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout EventValues, into matches: inout [SubscriptionID]
  ) {
    matches.append(contentsOf: always)
    scratch.load(event, numbers)
    scratch.pending.removeAll(keepingCapacity: true)
    for number in scratch.present {
      let attribute = Int(number)
      let bucket = buckets.first(of: attribute) + cells.cell(of: scratch.wide[attribute], attribute: attribute)
      guard buckets[bucket].live > 0 else { continue }
      // All buckets are begun to be loaded before the first is read.
      ivce_prefetch(buckets[bucket].words.baseAddress)
      scratch.pending.append(UInt32(bucket))
      scratch.candidates += Int(buckets[bucket].live)
    }
    scratch.read { values in
      for bucket in scratch.pending { buckets[Int(bucket)].appendMatches(of: values, to: &matches) }
    }
  }
}
