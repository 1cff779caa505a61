/// The tree of tests of Gryphon: a node tests one attribute, with an edge for each value and one, the star, for
/// subscriptions that do not ask for a value.
///
/// Attributes are tested in a fixed order along every path. A test with nothing but a star is left out, so that a node
/// says which attribute it tests, and a path has no more nodes than the order has attributes and often far fewer. What
/// goes no further at a node is in the node's leaf: it asks for no value that is tested there or at the stars below.
struct TestTree: Sendable {
  static let none = UInt32.max

  struct Node: BitwiseCopyable, Sendable {
    /// The number of the attribute that it tests, or `none`.
    var attribute = none
    /// The child for those that do not ask for a value here, which tests a later attribute and has no leaf; 0 if there
    /// is none.
    var star: UInt32 = 0
    /// How many values lead on. One of them may be here, if its child is not 0, and the others are in the table.
    var edges: UInt32 = 0
    var oneChild: UInt32 = 0
    var oneValue: Int64 = 0
    /// What leads here: the parent, 0 for the root, and the value unless it is the star.
    var value: Int64 = 0
    var parent: UInt32 = 0
    var isStar = false
    var leaf = none
  }

  /// By number; there is none of number 0.
  private(set) var nodes = [Node(), Node()]
  private(set) var table = EdgeTable()
  private(set) var root: UInt32 = 1
  private(set) var unused: [UInt32] = []
  /// By leaf, the node that it is of.
  private(set) var owners: [UInt32] = []

  var bytes: Int { nodes.capacity * MemoryLayout<Node>.stride + table.bytes + (unused.capacity + owners.capacity) * 4 }

  /// The child by a value, 0 if there is none.
  @inline(__always)
  func child(of number: UInt32, _ node: Node, by value: Int64) -> UInt32 {
    if node.oneChild != 0 && node.oneValue == value { return node.oneChild }
    // The table is not asked if all edges are here.
    return node.edges > (node.oneChild == 0 ? 0 : 1) ? table.child(of: number, by: value) : 0
  }

  /// The node, at this one or at the stars below it, where an attribute is tested.
  func tester(of attribute: UInt32, from node: UInt32, _ rank: [Int32]) -> UInt32? {
    var node = node
    while node != 0, nodes[Int(node)].attribute != Self.none {
      let tested = nodes[Int(node)].attribute
      if tested == attribute { return node }
      if rank[Int(tested)] > rank[Int(attribute)] { return nil }
      node = nodes[Int(node)].star
    }
    return nil
  }

  /// The same, which is added if there is none. It may take the place of the node where the search began.
  mutating func addTester(of attribute: UInt32, from node: UInt32, _ rank: [Int32]) -> UInt32 {
    var node = node
    while nodes[Int(node)].attribute != attribute {
      let tested = nodes[Int(node)].attribute
      if tested == Self.none {
        nodes[Int(node)].attribute = attribute
      } else if rank[Int(tested)] > rank[Int(attribute)] {
        node = add(testing: attribute, above: node)
      } else if nodes[Int(node)].star != 0 {
        node = nodes[Int(node)].star
      } else {
        let star = newNode(Node(attribute: attribute, parent: node, isStar: true))
        nodes[Int(node)].star = star
        node = star
      }
    }
    return node
  }

  /// Puts a new node in the place of one that becomes its star; returns it. The leaf goes with the place.
  private mutating func add(testing attribute: UInt32, above node: UInt32) -> UInt32 {
    var new = Node(attribute: attribute, star: node)
    (new.value, new.parent, new.isStar) = (nodes[Int(node)].value, nodes[Int(node)].parent, nodes[Int(node)].isStar)
    let leaf = nodes[Int(node)].leaf
    nodes[Int(node)].leaf = Self.none
    let number = newNode(new)
    setLeaf(leaf, of: number)
    nodes[Int(node)].parent = number
    nodes[Int(node)].isStar = true
    lead(from: new.parent, to: number, insteadOf: node)
    return number
  }

  private mutating func lead(from parent: UInt32, to child: UInt32, insteadOf old: UInt32) {
    if parent == 0 {
      root = child
    } else if nodes[Int(child)].isStar {
      nodes[Int(parent)].star = child
    } else if nodes[Int(parent)].oneChild == old {
      nodes[Int(parent)].oneChild = child
    } else {
      table.set(child, of: parent, by: nodes[Int(child)].value)
    }
  }

  /// The child by a value, which is added if there is none.
  mutating func child(of parent: UInt32, addingFor value: Int64) -> UInt32 {
    let known = child(of: parent, nodes[Int(parent)], by: value)
    if known != 0 { return known }
    let new = newNode(Node(value: value, parent: parent))
    nodes[Int(parent)].edges += 1
    if nodes[Int(parent)].oneChild == 0 {
      nodes[Int(parent)].oneChild = new
      nodes[Int(parent)].oneValue = value
    } else {
      table.set(new, of: parent, by: value)
    }
    return new
  }

  private mutating func newNode(_ node: Node) -> UInt32 {
    if let number = unused.popLast() {
      nodes[Int(number)] = node
      return number
    }
    precondition(nodes.count < Int(UInt32.max), "a tree has fewer than 2^32 nodes")
    nodes.append(node)
    return UInt32(nodes.count - 1)
  }

  /// Gives a node its leaf, or takes it away.
  mutating func setLeaf(_ leaf: UInt32, of node: UInt32) {
    nodes[Int(node)].leaf = leaf
    guard leaf != Self.none else { return }
    while owners.count <= leaf { owners.append(0) }
    owners[Int(leaf)] = node
  }

  /// Takes away a leaf, and all nodes that lead nowhere now.
  mutating func remove(leaf: UInt32) {
    var number = owners[Int(leaf)]
    setLeaf(Self.none, of: number)
    while true {
      let node = nodes[Int(number)]
      if node.edges > 0 { return }
      if node.star != 0 { return replaceByStar(number) }
      // It tests nothing any more.
      nodes[Int(number)].attribute = Self.none
      if node.leaf != Self.none || number == root { return }
      unlink(number)
      unused.append(number)
      number = node.parent
    }
  }

  /// Leaves out a test with nothing but a star.
  private mutating func replaceByStar(_ number: UInt32) {
    let node = nodes[Int(number)]
    nodes[Int(node.star)].value = node.value
    nodes[Int(node.star)].parent = node.parent
    nodes[Int(node.star)].isStar = node.isStar
    setLeaf(node.leaf, of: node.star)
    lead(from: node.parent, to: node.star, insteadOf: number)
    unused.append(number)
  }

  private mutating func unlink(_ number: UInt32) {
    let (parent, value) = (Int(nodes[Int(number)].parent), nodes[Int(number)].value)
    if nodes[Int(number)].isStar {
      nodes[parent].star = 0
      return
    }
    nodes[parent].edges -= 1
    if nodes[parent].oneChild == number {
      nodes[parent].oneChild = 0
    } else {
      table.remove(of: UInt32(parent), by: value)
    }
  }

  /// The tests on the way from the root to a leaf, last first.
  func forEachTest(above leaf: UInt32, _ visit: (AttributeValue) -> Void) {
    var number = owners[Int(leaf)]
    while number != root {
      let node = nodes[Int(number)]
      if !node.isStar { visit(AttributeValue(nodes[Int(node.parent)].attribute, node.value)) }
      number = node.parent
    }
  }
}
