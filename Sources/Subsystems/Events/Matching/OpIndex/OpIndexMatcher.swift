/// OpIndex: a subscription is filed under its pivot, the attribute of it that the fewest subscriptions speak of, and
/// counted there (Zhang, Chan and Tan, PVLDB 7).
///
/// The subscriptions of one pivot form a group. In a group, each attribute has one list for each operator: =, >= and
/// <=. A range from both sides counts as two predicates. An event goes to the groups of its own attributes only, and
/// there counts down, for each predicate that it satisfies, what its owner still needs.
///
/// Beyond the paper: places are numbered within a group, so that the counters of a group lie close together, and lists
/// are kept in order.
public struct OpIndexMatcher: Matcher {
  /// Where a subscription was filed, which later popularity does not change.
  struct Home: Sendable {
    /// One more than the pivot's number; 0 for the group of those without constraints.
    var group: Int32
    var place: UInt32
  }

  /// As many constraints are filed: their predicates are as many as a byte counts. What is beyond is held against the
  /// event at the end.
  static let mostFiled = 127
  /// In the place of a subscription that is no more: a need that is never met.
  static let never: UInt8 = 255

  var table = ConstraintTable()
  var homes: [Home] = []
  /// By group, the name at each place.
  var members = PackedLists<Column<UInt32>>()
  /// By group, how many predicates the subscription at each place has.
  var needs = PackedLists<Column<UInt8>>()
  /// Numbers the pairs of a group and an attribute that have lists.
  var pairs = DenseKeys()
  /// For each pair, one list for each operator.
  var predicates = PredicateLists()
  var clock = RebuildClock()

  /// Without subscriptions.
  public init() {
    members.addLists(upTo: 1)
    needs.addLists(upTo: 1)
  }

  /// The subscriptions that are in it.
  public var count: Int { table.count }

  /// All that it holds, in bytes.
  public var bytes: Int {
    table.bytes + homes.capacity * MemoryLayout<Home>.stride + members.bytes + needs.bytes + pairs.bytes
      + predicates.bytes
  }

  /// The attribute that a subscription is filed under; nil if it is unknown or has no constraints.
  package func pivot(of id: SubscriptionID) -> UInt32? {
    guard table.contains(id), homes[id.index].group > 0 else { return nil }
    return table.attributes.attributes[Int(homes[id.index].group) - 1]
  }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    guard table.insert(constraints, as: id) else { return false }
    if homes.count < table.entries.count {
      let missing = table.entries.count - homes.count
      homes.append(contentsOf: repeatElement(Home(group: 0, place: 0), count: missing))
    }
    if clock.tick() {
      rebuild()
    } else {
      file(id.index, sorts: true)
    }
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard table.contains(id) else { return false }
    let home = homes[id.index]
    forEachPredicate(of: id.index) { $0.remove($1, of: home.place, from: $2) }
    needs.set(Self.never, at: needs.range(of: Int(home.group)).lowerBound + Int(home.place))
    table.remove(id)
    if clock.tick() { rebuild() }
    return true
  }

  /// Files all subscriptions anew, as popularity is now. The matcher does so on its own after as many changes as it had
  /// subscriptions.
  public mutating func rebuild() {
    (members, needs, pairs, predicates) = (PackedLists(), PackedLists(), DenseKeys(), PredicateLists())
    members.addLists(upTo: 1 + table.attributes.count)
    needs.addLists(upTo: 1 + table.attributes.count)
    for name in table.names { file(name, sorts: false) }
    predicates.sortAll()
    members.pack()
    needs.pack()
    clock.restart(for: table)
  }

  private mutating func file(_ name: Int, sorts: Bool) {
    let group = 1 + (pivot(among: table.range(of: name)) ?? -1)
    members.addLists(upTo: group + 1)
    needs.addLists(upTo: group + 1)
    let place = UInt32(members.count(of: group))
    homes[name] = Home(group: Int32(group), place: place)
    var need: UInt8 = 0
    forEachPredicate(of: name) { predicates, operand, list in
      predicates.append(operand, of: place, to: list, sorts: sorts)
      need += 1
    }
    members.append(UInt32(name), to: group)
    needs.append(need, to: group)
  }

  /// The least popular attribute; of equally popular ones the smallest.
  private func pivot(among constraints: Range<Int>) -> Int? {
    constraints.lazy.map { Int(table.constraints[$0].attribute) }.min { table.popularity[$0] < table.popularity[$1] }
  }

  /// Goes through the predicates of a subscription, with the operand and the list of each, which need not have been
  /// there before.
  private mutating func forEachPredicate(
    of name: Int, _ body: (_ predicates: inout PredicateLists, _ operand: Int64, _ list: Int) -> Void
  ) {
    let group = UInt64(homes[name].group)
    for index in table.range(of: name).prefix(Self.mostFiled) {
      let constraint = table.constraints[index]
      let pair = pairs.number(assigning: group << 32 | UInt64(constraint.attribute))
      let first = PredicateLists.Operator.allCases.count * pair
      predicates.addLists(upTo: first + PredicateLists.Operator.allCases.count)
      for (relation, operand) in constraint.predicates { body(&predicates, operand, first + relation.rawValue) }
    }
  }
}

extension Constraint {
  /// The same in OpIndex's operators: = alone, or >= and <= unless that side is open. A range that is open on both
  /// sides keeps >=, since the attribute must be there.
  var predicates: PredicatesOfConstraint { PredicatesOfConstraint(constraint: self) }
}

/// One or two predicates.
struct PredicatesOfConstraint: Sequence, IteratorProtocol {
  var constraint: Constraint
  private var step = 0

  init(constraint: Constraint) { self.constraint = constraint }

  mutating func next() -> (relation: PredicateLists.Operator, operand: Int64)? {
    let (low, high) = (constraint.low, constraint.high)
    defer { step += 1 }
    if low == high { return step == 0 ? (.equal, low) : nil }
    if step == 0, low == .min, high != .max { step = 1 }
    if step == 0 { return (.atLeast, low) }
    return step == 1 && high != .max ? (.atMost, high) : nil
  }
}
