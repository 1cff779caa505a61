/// BE-Tree (Sadoghi and Jacobsen, SIGMOD 2011): subscriptions are parted by an attribute that they constrain, then by
/// where in its values, then by a further attribute, as long as too many are in one place.
///
/// A node is what the paper calls a c-node: a list of subscriptions (l-node) with a capacity, and a directory from
/// attributes to subtrees (p-directory). The subtree of an attribute is a trie over its values, each node of which
/// (c-directory) has an interval, and at most two nodes in the halves of it, and is itself a c-node for the
/// subscriptions whose constraint fits in neither.
///
/// A new subscription goes, from the root on, to the subtree of one of its attributes that has one and there to the
/// smallest interval around its constraint; where none of its attributes has a subtree, to the list. A list that is
/// over its capacity first hands what fits to the halves of its interval (space clustering), then everything that
/// constrains the best attribute to a new subtree of that attribute (space partitioning), then the next best. If
/// nothing helps, its capacity doubles.
///
/// The rest is our reconstruction. An event that lacks an attribute passes by its subtrees, since everything there
/// constrains it. Intervals are aligned powers of two, and a path of them on which nothing lies is left out, so that
/// the domain of an attribute need not be known: a constraint outside of a subtree's interval gets a new top. The
/// *score* of an attribute in a list is the sum, over the list's subscriptions that constrain it, of one over the part
/// of all events that the smallest interval around the constraint is expected to let pass: popularity times mean
/// selectivity. A subscription that may choose between subtrees takes the one that is expected to let the fewest pass.
///
/// Deletion undoes all of this: a node in which little is left is merged into the one above, and one that only leads on
/// is left out.
///
/// Constraints lie within the lists, so that a list is tested by reading forward. Matching visits, for each attribute
/// of the event that has a subtree, one path of its trie, in every node so reached again.
public struct BETreeMatcher: Matcher {
  /// Where a subscription lies: its node, and the place in the node's list.
  struct Place: BitwiseCopyable, Sendable, Equatable {
    var node: UInt32
    var offset: UInt32

    static let none = Place(node: .max, offset: 0)
  }

  /// The subscriptions that a list holds before it is parted.
  public let capacity: Int

  /// The subscriptions that are in it.
  public internal(set) var count = 0

  var nodes: [Node]
  var freeNodes: [UInt32] = []
  /// The lists, of ``BETreeRecord``s.
  var lists = BlockArena<UInt64>()
  var directories = BlockArena<UInt64>()
  var attributes = AttributeTable()
  var places: [Place] = []

  /// Kept for its room: subscriptions that are on their way.
  var moving: [UInt64] = []
  /// Kept for its room: the constraints of the subscription that is at hand, those first that the fewest events are
  /// expected to meet.
  var parts: [BETreeRecord.Part] = []
  var tally = ScoreTally()

  static var root: UInt32 { 0 }

  /// Without subscriptions.
  ///
  /// - Parameter capacity: the subscriptions that a list holds before it is parted, at least 1.
  public init(capacity: Int = 48) {
    precondition(capacity >= 1 && capacity <= 1 << 20, "a list holds between 1 and 2^20 subscriptions")
    self.capacity = capacity
    nodes = [Node(capacity: UInt32(capacity), parent: Node.none, attribute: AttributeTable.none, interval: .all)]
  }

  /// The nodes of the tree; the root alone when it is empty.
  public var nodeCount: Int { nodes.count - freeNodes.count }

  /// The bytes that it holds, unused room included.
  public var bytes: Int {
    nodes.capacity * MemoryLayout<Node>.stride + freeNodes.capacity * MemoryLayout<UInt32>.stride + lists.bytes
      + directories.bytes + attributes.bytes + places.capacity * MemoryLayout<Place>.stride
      + moving.capacity * MemoryLayout<UInt64>.stride + parts.capacity * MemoryLayout<BETreeRecord.Part>.stride
      + tally.bytes
  }

  /// Takes in a subscription: logarithmic or so, and now and then the parting of a list.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    while places.count <= id.index { places.append(.none) }
    guard places[id.index] == .none else { return false }
    count += 1
    parts.removeAll(keepingCapacity: true)
    for index in constraints.indices { parts.append(part(constraints[index])) }
    parts.sort { $0.likelihood < $1.likelihood }
    let node = nodeForParts()
    var record: [UInt64] = []
    swap(&record, &moving)
    BETreeRecord.write(parts, as: id, attributes, to: &record)
    record.withUnsafeBufferPointer { append($0, to: node) }
    record.removeAll(keepingCapacity: true)
    swap(&record, &moving)
    if nodes[Int(node)].isOverfull { relieve(node) }
    return true
  }

  private mutating func part(_ constraint: Constraint) -> BETreeRecord.Part {
    let number = attributes.learn(constraint)
    attributes.addConstraint(on: number)
    var part = BETreeRecord.Part(
      number: number, low: ValueCode.ordered(constraint.low), high: ValueCode.ordered(constraint.high))
    part.likelihood = likelihood(ofWidth: part.high - part.low, on: number)
    return part
  }

  func likelihood(ofWidth width: UInt64, on number: UInt32) -> Double {
    attributes.likelihood(ofWidth: width, on: number, among: count)
  }

  /// Where the subscription goes that is at hand: makes a new top for a subtree that it does not fit in, and nothing
  /// else.
  private mutating func nodeForParts() -> UInt32 {
    var node = Self.root
    while true {
      var best: (top: UInt32, interval: AlignedInterval)?
      var least = Double.infinity
      if nodes[Int(node)].entries > 0 {
        for part in parts {
          let top = subtree(of: part.number, in: node)
          guard top != Node.none else { continue }
          let likelihood = likelihood(ofWidth: part.interval.span, on: part.number)
          if likelihood < least { (best, least) = ((top, part.interval), likelihood) }
        }
      }
      guard let (top, interval) = best else { return node }
      guard nodes[Int(top)].interval.encloses(interval) else { return raise(top, around: interval) }
      node = smallest(around: interval, from: top)
    }
  }

  /// The smallest interval of a subtree that encloses another.
  private func smallest(around interval: AlignedInterval, from top: UInt32) -> UInt32 {
    var node = top
    while true {
      let half = nodes[Int(node)].half(of: interval.low)
      guard half != Node.none, nodes[Int(half)].interval.encloses(interval) else { return node }
      node = half
    }
  }

  /// Takes out a subscription. Takes time in proportion to its list, or less if all in the list are equally long.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard id.index < places.count, places[id.index] != .none else { return false }
    let place = places[id.index]
    places[id.index] = .none
    count -= 1
    let first = nodes[Int(place.node)].first + Int(place.offset)
    let length = lists.words.withUnsafeBufferPointer { words in
      let record = BETreeRecord(words.baseAddress! + first)
      for index in 0..<record.count { attributes.removeConstraint(on: record.number(index)) }
      return record.length
    }
    takeOut(length, at: place)
    tidy(place.node)
    return true
  }
}
