/// The subscriptions of a matcher by name, with their constraints, whose attributes are numbered from 0 as they come.
///
/// The constraints of a subscription lie in one block of an array. Blocks that have become free wait, by their length,
/// for the next subscription that is as long.
struct ConstraintTable: Sendable {
  struct Entry: Sendable {
    var first = 0
    /// -1 where there is no subscription of the name.
    var count: Int32 = -1

    var range: Range<Int> { first..<first + Int(count) }
  }

  private(set) var entries: [Entry] = []

  /// In these, `attribute` is the number that the attribute has here.
  private(set) var constraints: [Constraint] = []

  /// The attributes that have ever been spoken of.
  private(set) var attributes = AttributeNumbers()
  /// For each attribute, how many subscriptions speak of it.
  private(set) var popularity: [Int] = []

  /// How many subscriptions there are.
  private(set) var count = 0

  /// By length, the first free block; its first constraint has the place of the next as its low end. -1 for none.
  private var free: [Int] = []

  var bytes: Int {
    entries.capacity * MemoryLayout<Entry>.stride + constraints.capacity * MemoryLayout<Constraint>.stride
      + attributes.bytes + (popularity.capacity + free.capacity) * MemoryLayout<Int>.stride
  }

  func contains(_ id: SubscriptionID) -> Bool { id.index < entries.count && entries[id.index].count >= 0 }

  /// Where the constraints of a subscription are.
  func range(of name: Int) -> Range<Int> { entries[name].range }

  /// The names of all subscriptions, ascending.
  var names: some Sequence<Int> {
    // Holds on to the entries alone, so that constraints may be changed on the way.
    entries.indices.lazy.filter { [entries] in entries[$0].count >= 0 }
  }

  /// Takes in a subscription unless there is one of this name.
  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    if entries.count <= id.index {
      entries.append(contentsOf: repeatElement(Entry(), count: id.index + 1 - entries.count))
    }
    guard entries[id.index].count < 0 else { return false }
    let first = takeBlock(constraints.count)
    for index in constraints.indices {
      let constraint = constraints[index]
      let attribute = number(of: constraint.attribute)
      popularity[attribute] += 1
      self.constraints[first + index] = Constraint(UInt32(attribute), constraint.low, constraint.high)
    }
    entries[id.index] = Entry(first: first, count: Int32(constraints.count))
    count += 1
    return true
  }

  /// Takes out a subscription that there is.
  mutating func remove(_ id: SubscriptionID) {
    let entry = entries[id.index]
    for place in entry.range { popularity[Int(constraints[place].attribute)] -= 1 }
    if entry.count > 0 {
      constraints[entry.first].low = Int64(free[Int(entry.count)])
      constraints[entry.first].high = .max
      free[Int(entry.count)] = entry.first
    }
    entries[id.index] = Entry()
    count -= 1
  }

  /// Puts the constraints of a subscription into ascending order of what they cost; of equal ones, the attribute that
  /// came first.
  mutating func arrange(_ name: Int, by cost: (Constraint) -> Double) {
    let range = range(of: name)
    guard range.count > 1 else { return }
    var ranked = range.map { (cost: cost(constraints[$0]), constraint: constraints[$0]) }
    ranked.sort { ($0.cost, $0.constraint.attribute) < ($1.cost, $1.constraint.attribute) }
    for (place, element) in zip(range, ranked) { constraints[place] = element.constraint }
  }

  /// Puts the blocks of all subscriptions one after another in a given order.
  mutating func pack(in order: [Int]) {
    precondition(order.count == count, "each subscription is in the order once")
    var packed: [Constraint] = []
    packed.reserveCapacity(order.reduce(0) { $0 + Int(entries[$1].count) })
    for name in order {
      let first = packed.count
      packed.append(contentsOf: constraints[range(of: name)])
      entries[name].first = first
    }
    constraints = packed
    free = [Int](repeating: -1, count: free.count)
  }

  /// Whether an event meets all constraints of a subscription that there is.
  @inline(__always) func admits(_ name: Int, _ cells: Span<EventTable.Cell>) -> Bool {
    let all = constraints.span
    for place in entries[name].range {
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

  private mutating func takeBlock(_ count: Int) -> Int {
    guard count > 0 else { return 0 }
    while free.count <= count { free.append(-1) }
    let first = free[count]
    if first >= 0 {
      free[count] = Int(constraints[first].low)
      return first
    }
    constraints.append(contentsOf: repeatElement(Constraint(0, 0, 0), count: count))
    return constraints.count - count
  }
}

extension ConstraintTable {
  func checkInvariants() throws {
    try attributes.checkInvariants()
    var uses = [Int](repeating: 0, count: popularity.count)
    var isOwned = [Bool](repeating: false, count: constraints.count)
    func own(_ range: Range<Int>) throws {
      for place in range {
        try BrokenInvariant.unless(!isOwned[place], "constraint \(place) is in two blocks")
        isOwned[place] = true
      }
    }
    for name in names {
      try own(range(of: name))
      for place in range(of: name) { uses[Int(constraints[place].attribute)] += 1 }
    }
    for length in free.indices {
      var first = free[length]
      while first >= 0 {
        try own(first..<first + length)
        first = Int(constraints[first].low)
      }
    }
    try BrokenInvariant.unless(isOwned.allSatisfy(\.self), "constraints are lost")
    try BrokenInvariant.unless(uses == popularity, "popularity is not what a recount says")
    try BrokenInvariant.unless(names.reduce(0) { count, _ in count + 1 } == count, "subscriptions are miscounted")
  }
}
