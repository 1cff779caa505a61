/// The matching tree of Gryphon (Aguilera and others, PODC 1999): subscriptions that ask for the same values of the
/// same attributes share a path of tests from the root, and an event follows at each node the edge of its value and the
/// star.
///
/// Only constraints that ask for one value are tested on the way; ranges are stars there, and are tested in the leaf. A
/// subscription of nothing but ranges lies in the leaf of the root, which every event looks at: this is a structure for
/// equalities.
///
/// The order of tests goes by popularity, that is by how many subscriptions speak of an attribute, the most popular
/// first, so that stars are rare near the root. It is fixed anew, and the tree built anew if it has changed, whenever
/// the number of subscriptions has doubled; an attribute that first comes up in between is tested after all others.
///
/// Two things are ours: a test at which nobody asks for a value is left out, and subscriptions wait in a leaf, values
/// and all, until there are more of them than is worth a test. Both save nodes, of which a plain tree has as many as
/// subscriptions have constraints.
public struct GryphonMatcher: ~Copyable, Matcher {
  var numbers = AttributeNumbers()
  /// By the attribute's number.
  var popularity: [Int] = []
  var rank: [Int32] = []
  var tree = TestTree()
  var leaves: [Leaf] = []
  var unusedLeaves: [UInt32] = []
  /// By the subscription's name.
  var entries: [Entry] = []
  /// The subscriptions that are in it.
  public internal(set) var count = 0
  /// At how many subscriptions the order is fixed again.
  var nextOrder = 64
  /// The constraints of what is about to be filed.
  var pending: [Constraint] = []
  /// Leaves in which too many wait.
  var full: [UInt32] = []

  /// How many subscriptions may wait in a leaf.
  static let mostWaiting = 32

  /// The subscriptions that go no further at a node.
  struct Leaf: BitwiseCopyable, Sendable {
    var bucket = RecordBucket()
    /// Those that ask for further values.
    var waiting = 0
  }

  /// Where a subscription is; its leaf is `TestTree.none` if it is nowhere.
  struct Entry: BitwiseCopyable, Sendable {
    var leaf = TestTree.none
    var place: UInt32 = 0
  }

  /// Without subscriptions.
  public init() {}

  deinit {
    for var leaf in leaves { leaf.bucket.removeAll() }
  }

  /// The bytes that it holds, a reader's scratch not included.
  public var bytes: Int {
    numbers.bytes + popularity.capacity * 8 + rank.capacity * 4 + tree.bytes
      + leaves.capacity * MemoryLayout<Leaf>.stride + leaves.reduce(0) { $0 + $1.bucket.bytes }
      + unusedLeaves.capacity * 4 + entries.capacity * MemoryLayout<Entry>.stride
  }

  /// Takes in a subscription, unless there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    while entries.count <= id.index { entries.append(Entry()) }
    guard entries[id.index].leaf == TestTree.none else { return false }
    count += 1
    pending.removeAll(keepingCapacity: true)
    for index in constraints.indices {
      var constraint = constraints[index]
      constraint.attribute = UInt32(number(of: constraint.attribute))
      popularity[Int(constraint.attribute)] += 1
      pending.append(constraint)
    }
    file(id)
    if count >= nextOrder { fixOrder() }
    return true
  }

  /// Takes out a subscription, if there is one of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard id.index < entries.count, entries[id.index].leaf != TestTree.none else { return false }
    let entry = entries[id.index]
    entries[id.index] = Entry()
    count -= 1
    let leaf = Int(entry.leaf)
    tree.forEachTest(above: entry.leaf) { popularity[Int($0.attribute)] -= 1 }
    let record = leaves[leaf].bucket.record(at: entry.place)
    for index in 0..<record.shape.count { popularity[Int(record.constraint(index).attribute)] -= 1 }
    if record.isWaiting { leaves[leaf].waiting -= 1 }
    if leaves[leaf].bucket.remove(at: entry.place) {
      leaves[leaf].bucket.forEach { record, place in entries[Int(record.name)].place = place }
    }
    if leaves[leaf].bucket.live == 0 { removeLeaf(entry.leaf) }
    return true
  }

  /// What a reader needs; it remains good whatever is inserted later.
  public func makeScratch() -> EventValues { EventValues() }

  /// Appends the names of all subscriptions that the event satisfies, each once.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout EventValues, into matches: inout [SubscriptionID]
  ) {
    scratch.load(event, numbers)
    var (node, candidates) = (tree.root, 0)
    scratch.pending.removeAll(keepingCapacity: true)
    while true {
      let tests = tree.nodes[Int(node)]
      if tests.leaf != TestTree.none {
        let bucket = leaves[Int(tests.leaf)].bucket
        candidates += Int(bucket.live)
        scratch.read { bucket.appendMatches(of: $0, to: &matches) }
      }
      if tests.attribute != TestTree.none, let value = scratch.value(of: Int(tests.attribute)) {
        let child = tree.child(of: node, tests, by: value)
        if child != 0 { scratch.pending.append(child) }
      }
      if tests.star != 0 {
        node = tests.star
      } else if let next = scratch.pending.popLast() {
        node = next
      } else {
        break
      }
    }
    scratch.candidates += candidates
  }
}

extension InlineRecord {
  /// Whether the subscription asks for a value by which it could go on.
  var isWaiting: Bool {
    guard shape.count > 0 else { return false }
    let first = constraint(0)
    return first.low == first.high
  }
}
