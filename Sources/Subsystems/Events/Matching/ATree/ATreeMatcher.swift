/// A-Tree (Ji and Jacobsen, SIGMOD 2021): arbitrary formulas of constraints as one graph in which equal parts exist
/// once.
///
/// A leaf is a constraint; a gate is an `all` or an `any` of other nodes; a subscription is the name of a root. Nodes
/// are found by what they are (hash consing), so that a constraint or a subformula is stored once however many
/// subscriptions use it, and is freed when the last of its uses ends. Formulas keep their form: nothing is multiplied
/// out. Children count without order and repetition.
///
/// An `all` waits for only one of its children, the *access child*, which is the one that the fewest events are
/// expected to meet; an `any` waits for each. To match an event, an index for each attribute gives the leaves that it
/// meets, of those that something waits for, and what waits for them is looked at, and so on upwards. An `any` is true
/// as soon as one child is. An `all` of leaves is decided on the spot by testing the leaves, up to the first that is
/// not met. An `all` with gates below it is decided when everything of lower levels is (a level is one more than the
/// highest of the children): by then a gate that has not been found true is false. True gates are stamped with the
/// event's number in the reader's scratch.
///
/// The interval index, the estimate by which the access child is chosen, and the decision of low gates on the spot are
/// our own. So is what is kept beside the graph to save looks at memory: each `all` has its first test with its
/// children, and an index names the gate itself where only one waits for a leaf.
public struct ATreeMatcher: Matcher {
  /// The most alls and anys in one another that a formula may have.
  public static let deepest = 200

  /// The subscriptions that are in it.
  public internal(set) var count = 0

  var leaves: [Leaf] = []
  /// The leaves' constraints once more, close together.
  var tests: [CodedConstraint] = []
  var gates: [Gate] = []
  var freeLeaves: [UInt32] = []
  var freeGates: [UInt32] = []
  /// Children and parents.
  var words = BlockArena<UInt32>()
  var leafTable = ConsTable()
  var gateTable = ConsTable()
  var attributes = AttributeTable()
  /// By attribute number: the leaves that something waits for.
  var indexes: [IntervalIndex] = []
  var subscriptions: [Subscription] = []
  /// The first of the subscriptions that every event meets, and the first of those that none does.
  var always = Self.noSubscription
  var never = Self.noSubscription
  /// Kept for its room: the children of the gates that are being made.
  var pending: [Reference] = []

  /// Without subscriptions.
  public init() {}

  /// The constraints that are in it, each once.
  public var leafCount: Int { leaves.count - freeLeaves.count }

  /// The alls and anys that are in it, each once.
  public var gateCount: Int { gates.count - freeGates.count }

  /// The bytes that it holds, unused room included.
  public var bytes: Int {
    leaves.capacity * MemoryLayout<Leaf>.stride + tests.capacity * MemoryLayout<CodedConstraint>.stride
      + gates.capacity * MemoryLayout<Gate>.stride
      + (freeLeaves.capacity + freeGates.capacity) * MemoryLayout<UInt32>.stride + words.bytes + leafTable.bytes
      + gateTable.bytes + attributes.bytes + indexes.capacity * MemoryLayout<IntervalIndex>.stride
      + indexes.reduce(0) { $0 + $1.bytes } + subscriptions.capacity * MemoryLayout<Subscription>.stride
      + pending.capacity * MemoryLayout<Reference>.stride
  }

  /// Takes in a conjunction: an `all` of its constraints. Takes time in proportion to their number, and a logarithm.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    guard isFree(id) else { return false }
    count += 1
    for index in constraints.indices { pending.append(leaf(constraints[index])) }
    subscribe(id, to: constraints.isEmpty ? .always : gate(isAny: false, from: 0))
    return true
  }

  /// Takes in a formula as a subscription. Returns false, and changes nothing, if there is a subscription of this name.
  ///
  /// - Throws: ``ConstraintFormula/TooDeep`` if more than ``deepest`` alls and anys lie in one another; then nothing is
  ///   changed.
  @discardableResult
  public mutating func insert(
    _ formula: ConstraintFormula, as id: SubscriptionID
  ) throws(ConstraintFormula.TooDeep) -> Bool {
    guard !formula.isDeeper(than: Self.deepest) else { throw ConstraintFormula.TooDeep(limit: Self.deepest) }
    guard isFree(id) else { return false }
    count += 1
    switch formula.simplified {
    case .all([]): subscribe(id, to: .always)
    case .any([]): subscribe(id, to: .never)
    case let formula: subscribe(id, to: node(for: formula))
    }
    return true
  }

  /// The node of a formula in which nothing is always or never met.
  private mutating func node(for formula: ConstraintFormula) -> Reference {
    switch formula {
    case .constraint(let constraint): leaf(constraint)
    case .all(let parts): gate(isAny: false, of: parts)
    case .any(let parts): gate(isAny: true, of: parts)
    }
  }

  private mutating func gate(isAny: Bool, of parts: [ConstraintFormula]) -> Reference {
    let first = pending.count
    for part in parts {
      let child = node(for: part)
      pending.append(child)
    }
    return gate(isAny: isAny, from: first)
  }

  private mutating func isFree(_ id: SubscriptionID) -> Bool {
    while subscriptions.count <= id.index { subscriptions.append(Subscription()) }
    return subscriptions[id.index].root == .none
  }

  /// Takes out a subscription, and frees what only it used.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard id.index < subscriptions.count, subscriptions[id.index].root != .none else { return false }
    count -= 1
    let root = unsubscribe(id)
    if !root.isConstant, bond(of: root).isUnused { free(root) }
    return true
  }
}
