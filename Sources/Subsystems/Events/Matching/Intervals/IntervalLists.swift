/// The constraints on each attribute in interval trees.
///
/// New ones are kept in a short list that is searched one by one. When it is full it becomes a tree, together with all
/// trees that are not larger than what came together so far. The trees come and go like the ones of a binary number
/// that counts up: there are O(log n) of them, and a constraint is built into a tree O(log n) times.
struct IntervalLists: ~Copyable, ConstraintIndex {
  /// The constraints that are searched one by one, at most, of each attribute.
  static let mostNew = 128

  private struct Attribute: BitwiseCopyable, Sendable {
    var new = BoundList()
    /// The smallest tree, if any: its place plus 1.
    var tree: UInt32 = 0
  }

  private struct Link: BitwiseCopyable, Sendable {
    var tree: StabbingTree
    /// The next larger tree of the attribute, or the next place that is unused: its place plus 1.
    var next: UInt32
  }

  private var attributes: [Attribute] = []
  private var links: [Link] = []
  private var unused: UInt32 = 0
  /// Room for taking trees apart.
  private var highs: [Int64] = []

  init() {}

  deinit {
    for var attribute in attributes {
      attribute.new.removeAll()
      var place = attribute.tree
      while place != 0 {
        var tree = links[Int(place) - 1].tree
        tree.giveBack()
        place = links[Int(place) - 1].next
      }
    }
  }

  var bytes: Int {
    var bytes = attributes.capacity * MemoryLayout<Attribute>.stride + links.capacity * MemoryLayout<Link>.stride
    bytes += highs.capacity * 8
    for attribute in attributes.indices {
      bytes += attributes[attribute].new.bytes
      forEachTree(of: attribute) { bytes += $0.bytes }
    }
    return bytes
  }

  mutating func append() { attributes.append(Attribute()) }

  mutating func insert(_ constraint: Constraint, of slot: UInt32) {
    let attribute = Int(constraint.attribute)
    attributes[attribute].new.append(constraint.low, constraint.high, of: slot)
    guard attributes[attribute].new.count >= Self.mostNew else { return }
    var (size, trees) = (attributes[attribute].new.count, 0)
    forEachTree(of: attribute) { tree in
      guard tree.count <= size else { return }
      size += Int(tree.count)
      trees += 1
    }
    addTree(StabbingTree(takeAll(of: attribute, trees: trees)), attribute)
  }

  /// Takes out the smallest trees and what is new. The oldest come first: in a tree the slots of equal ends keep this
  /// order, and to count in ascending order is fastest.
  private mutating func takeAll(of attribute: Int, trees: Int = .max) -> [StabbingTree.Interval] {
    var taken: [StabbingTree] = []
    while attributes[attribute].tree != 0 && taken.count < trees { taken.append(takeSmallestTree(of: attribute)) }
    var intervals: [StabbingTree.Interval] = []
    for var tree in taken.reversed() {
      tree.append(to: &intervals, highs: &highs)
      tree.giveBack()
    }
    let new = attributes[attribute].new
    for place in new.places {
      intervals.append(.init(low: new.low(at: place), high: new.high(at: place), slot: new.slot(at: place)))
    }
    attributes[attribute].new.removeAll()
    return intervals
  }

  private mutating func takeSmallestTree(of attribute: Int) -> StabbingTree {
    let place = attributes[attribute].tree
    let link = links[Int(place) - 1]
    attributes[attribute].tree = link.next
    links[Int(place) - 1].next = unused
    unused = place
    return link.tree
  }

  private mutating func addTree(_ tree: StabbingTree, _ attribute: Int) {
    let link = Link(tree: tree, next: attributes[attribute].tree)
    if unused == 0 {
      links.append(link)
      attributes[attribute].tree = UInt32(links.count)
    } else {
      let place = unused
      unused = links[Int(place) - 1].next
      links[Int(place) - 1] = link
      attributes[attribute].tree = place
    }
  }

  mutating func sweep(_ isRemoved: [Bool]) {
    for attribute in attributes.indices {
      var intervals = takeAll(of: attribute)
      intervals.removeAll { isRemoved[Int($0.slot)] }
      if intervals.count >= Self.mostNew {
        addTree(StabbingTree(intervals), attribute)
      } else {
        for interval in intervals {
          attributes[attribute].new.append(interval.low, interval.high, of: interval.slot)
        }
      }
    }
  }

  @inline(__always)
  func count(_ value: Int64, of attribute: Int, in tally: inout Tally, to matches: inout [SubscriptionID]) {
    attributes[attribute].new.count(value, in: &tally, to: &matches)
    var place = attributes[attribute].tree
    while place != 0 {
      let link = links[Int(place) - 1]
      link.tree.count(value, in: &tally, to: &matches)
      place = link.next
    }
  }

  private func forEachTree(of attribute: Int, _ visit: (StabbingTree) throws -> Void) rethrows {
    var place = attributes[attribute].tree
    while place != 0 {
      try visit(links[Int(place) - 1].tree)
      place = links[Int(place) - 1].next
    }
  }

  func forEach(_ attribute: Int, _ visit: (_ low: Int64, _ high: Int64, _ slot: UInt32) throws -> Void) rethrows {
    let new = attributes[attribute].new
    for place in new.places { try visit(new.low(at: place), new.high(at: place), new.slot(at: place)) }
    var intervals: [StabbingTree.Interval] = []
    var room: [Int64] = []
    forEachTree(of: attribute) { $0.append(to: &intervals, highs: &room) }
    for interval in intervals { try visit(interval.low, interval.high, interval.slot) }
  }

  func checkInvariants() throws {
    for (attribute, state) in attributes.enumerated() {
      try BrokenInvariant.unless(state.new.count < Self.mostNew, "too many new constraints on \(attribute)")
      var smaller = 0
      try forEachTree(of: attribute) { tree in
        try tree.checkInvariants()
        try BrokenInvariant.unless(smaller < tree.count, "the trees of \(attribute) do not grow")
        smaller = Int(tree.count)
      }
    }
  }
}
