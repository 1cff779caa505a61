/// The subscriptions of a matcher by name, with their constraints, whose attributes are numbered from 0 as they come.
struct ConstraintTable: Sendable {
  /// In these, `attribute` is the number that the attribute has here.
  private var lists = ConstraintLists()

  /// The attributes that have ever been spoken of.
  private(set) var attributes = AttributeNumbers()
  /// For each attribute, how many subscriptions speak of it.
  private(set) var popularity: [Int] = []

  /// How many subscriptions there are.
  var count: Int { lists.count }

  /// All constraints, those of a subscription one after another.
  var constraints: [Constraint] {
    @inline(__always) get { lists.constraints }
  }

  /// By name, where there is a subscription.
  var entries: [ConstraintLists.Entry] {
    @inline(__always) get { lists.entries }
  }

  var bytes: Int { lists.bytes + attributes.bytes + popularity.capacity * MemoryLayout<Int>.stride }

  func contains(_ id: SubscriptionID) -> Bool { lists.contains(id) }

  /// Where the constraints of a subscription are.
  func range(of name: Int) -> Range<Int> { lists.range(of: name) }

  /// The names of all subscriptions, ascending.
  var names: some Sequence<Int> { lists.names }

  /// Takes in a subscription unless there is one of this name.
  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    guard !contains(id) else { return false }
    for place in lists.insert(constraints, as: id) {
      let attribute = number(of: lists.constraints[place].attribute)
      popularity[attribute] += 1
      lists.constraints[place].attribute = UInt32(attribute)
    }
    return true
  }

  /// Takes out a subscription that there is.
  mutating func remove(_ id: SubscriptionID) {
    for place in range(of: id.index) { popularity[Int(lists.constraints[place].attribute)] -= 1 }
    lists.remove(id)
  }

  /// Puts the constraints of a subscription into ascending order of what they cost; of equal ones, the attribute that
  /// came first.
  mutating func arrange(_ name: Int, by cost: (Constraint) -> Double) {
    let range = range(of: name)
    guard range.count > 1 else { return }
    var ranked = range.map { (cost: cost(lists.constraints[$0]), constraint: lists.constraints[$0]) }
    ranked.sort { ($0.cost, $0.constraint.attribute) < ($1.cost, $1.constraint.attribute) }
    for (place, element) in zip(range, ranked) { lists.constraints[place] = element.constraint }
  }

  /// Puts the constraints of all subscriptions one after another in a given order.
  mutating func pack(in order: [Int]) { lists.pack(in: order) }

  /// Whether an event meets all constraints of a subscription that there is.
  @inline(__always) func admits(_ name: Int, _ cells: Span<EventTable.Cell>) -> Bool {
    let all = lists.constraints.span
    for place in lists.entries[name].range {
      let constraint = all[unchecked: place]
      let cell = cells[Int(constraint.attribute)]
      if !cell.isPresent || cell.value < constraint.low || cell.value > constraint.high { return false }
    }
    return true
  }

  private mutating func number(of attribute: UInt32) -> Int {
    let number = attributes.numbering(attribute)
    if number == popularity.count { popularity.append(0) }
    return number
  }
}

extension ConstraintTable {
  func checkInvariants() throws {
    try attributes.checkInvariants()
    try lists.checkInvariants()
    var uses = [Int](repeating: 0, count: popularity.count)
    for name in names { for place in range(of: name) { uses[Int(constraints[place].attribute)] += 1 } }
    try BrokenInvariant.unless(uses == popularity, "popularity is not what a recount says")
  }
}
