extension ATreeMatcher {
  /// A node: a leaf by its place among the leaves, or a gate by its place among the gates.
  struct Reference: Hashable, BitwiseCopyable, Sendable, Comparable {
    var word: UInt32

    /// The root of what every event meets.
    static let always = Reference(word: 0x7FFF_FFFF)
    /// The root of what no event meets.
    static let never = Reference(word: 0x7FFF_FFFE)
    /// No node.
    static let none = Reference(word: .max)

    static func leaf(_ place: Int) -> Reference { Reference(word: UInt32(place) | 1 << 31) }
    static func gate(_ place: Int) -> Reference { Reference(word: UInt32(place)) }

    @inline(__always)
    var isLeaf: Bool { word >> 31 != 0 }

    /// Its place among the nodes of its kind.
    @inline(__always)
    var place: Int { Int(word & 0x7FFF_FFFF) }

    var isConstant: Bool { self == .always || self == .never }

    static func < (left: Reference, right: Reference) -> Bool { left.word < right.word }
  }

  /// What is to be looked at when a node is true: a gate, or everything that waits for a leaf.
  ///
  /// An `all` of leaves, of which there are by far the most, is told by where its children are written, so that most of
  /// those that are not met are dismissed without a look at the gate itself.
  struct Waiter: BitwiseCopyable, Sendable {
    var word: UInt32

    static func gate(_ place: Int) -> Waiter { Waiter(word: UInt32(place)) }
    static func leaf(_ place: Int) -> Waiter { Waiter(word: UInt32(place) | 1 << 30) }
    static func allOfLeaves(_ offset: UInt32) -> Waiter { Waiter(word: offset | 1 << 31) }

    /// Leaves, gates and words of children and parents are fewer.
    static var limit: Int { 1 << 30 }

    @inline(__always)
    var isAllOfLeaves: Bool { word >> 31 != 0 }

    @inline(__always)
    var isLeaf: Bool { word >> 30 == 1 }

    /// The place of the gate, of the leaf, or of the children.
    @inline(__always)
    var place: Int { Int(word & 0x3FFF_FFFF) }
  }

  /// What leaves and gates have alike.
  struct Bond: BitwiseCopyable, Sendable {
    /// Of one parent, itself; of more, the offset of a block of them.
    var parents: UInt32 = 0
    var parentsClass = BlockArena<UInt32>.Block.none.sizeClass
    /// Whether the node is the root of more than one subscription.
    var isShared = false
    var parentCount: UInt32 = 0
    /// The gates that the node is a child of.
    var uses: UInt32 = 0
    /// The first of the subscriptions that the node is the root of.
    var subscription = ATreeMatcher.noSubscription

    /// The block of parents, if there is one.
    var block: BlockArena<UInt32>.Block {
      get { parentCount > 1 ? BlockArena<UInt32>.Block(offset: parents, sizeClass: parentsClass) : .none }
      set { (parents, parentsClass) = (newValue.offset, newValue.sizeClass) }
    }

    var isUnused: Bool { uses == 0 && subscription == ATreeMatcher.noSubscription }

    /// Whether anything follows when the node is true.
    var isAwaited: Bool { parentCount > 0 || subscription != ATreeMatcher.noSubscription }
  }

  /// A constraint, its low end in ordered form.
  struct Leaf: BitwiseCopyable, Sendable {
    var low: UInt64
    var width: UInt64
    /// The number of its attribute.
    var number: UInt32
    var bond = Bond()
  }

  /// An `all` or an `any` of other nodes.
  struct Gate: BitwiseCopyable, Sendable {
    /// The place of the gate, the number of children, the test of the first child in two words if that is a leaf, and
    /// the children.
    ///
    /// Of an `any` they are ascending, and as many words follow, its place among the parents of each. Of an `all` those
    /// come first that the fewest events are expected to meet, but for the very first of these, which comes last: it is
    /// the access child, the one that the gate waits for.
    var children: BlockArena<UInt32>.Block
    var bond = Bond()
    /// The place of an `all` among the parents of its access child.
    var accessPlace: UInt32 = 0
    /// The part of all events that was expected to meet it when it was made.
    var likelihood: Float
    /// One more than the highest level of a child; leaves are on level 0.
    var level: UInt8
    var isAny: Bool
  }

  /// Where a subscription has its root, and its neighbours in the list of those that have the same.
  struct Subscription: BitwiseCopyable, Sendable {
    var root = Reference.none
    var next = ATreeMatcher.noSubscription
    var previous = ATreeMatcher.noSubscription
  }

  static var noSubscription: UInt32 { .max }

  func bond(of node: Reference) -> Bond {
    node.isLeaf ? leaves[node.place].bond : gates[node.place].bond
  }

  mutating func changeBond(of node: Reference, _ change: (inout Bond) -> Void) {
    if node.isLeaf { change(&leaves[node.place].bond) } else { change(&gates[node.place].bond) }
  }

  func level(of node: Reference) -> UInt8 { node.isLeaf ? 0 : gates[node.place].level }

  func likelihood(of node: Reference) -> Double {
    guard node.isLeaf else { return Double(gates[node.place].likelihood) }
    let leaf = leaves[node.place]
    return attributes.likelihood(ofWidth: leaf.width, on: leaf.number, among: count)
  }

  /// The words before the children.
  static var header: Int { 4 }

  /// The places of a gate's children in the arena, of which the offset is that of its block.
  @inline(__always)
  func childRange(at offset: Int) -> Range<Int> {
    let first = offset &+ Self.header
    return first..<first &+ Int(words[offset &+ 1])
  }

  func children(of gate: Gate) -> [Reference] {
    childRange(at: Int(gate.children.offset)).map { Reference(word: words[$0]) }
  }

  /// The gate that is registered as a parent.
  func gate(of parent: Waiter) -> Int { parent.isAllOfLeaves ? Int(words[parent.place]) : parent.place }
}
