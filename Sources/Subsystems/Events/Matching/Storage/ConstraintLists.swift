/// Lists of constraints, by name.
///
/// The constraints of a name lie in one block of an array. Blocks that have become free wait, by their length, for the next list that is
/// as long.
struct ConstraintLists: Sendable {
  struct Entry: Sendable {
    var first = 0
    /// -1 where there is no list of the name.
    var count: Int32 = -1

    var range: Range<Int> { first..<first + Int(count) }
  }

  private(set) var entries: [Entry] = []
  var constraints: [Constraint] = []

  /// How many lists there are.
  private(set) var count = 0

  /// By length, the first free block; its first constraint has the place of the next as its low end. -1 for none.
  private var free: [Int] = []

  var isEmpty: Bool { count == 0 }

  var bytes: Int {
    entries.capacity * MemoryLayout<Entry>.stride + constraints.capacity * MemoryLayout<Constraint>.stride
      + free.capacity * MemoryLayout<Int>.stride
  }

  @inline(__always) func contains(_ id: SubscriptionID) -> Bool {
    id.index < entries.count && entries[id.index].count >= 0
  }

  /// Where the constraints of a name are.
  func range(of name: Int) -> Range<Int> { entries[name].range }

  /// The constraints of a name; none if there is no list.
  func list(of id: SubscriptionID) -> ArraySlice<Constraint> {
    contains(id) ? constraints[range(of: id.index)] : []
  }

  /// Whether an event, attributes ascending, meets all constraints of a name, which there may be none of.
  @inline(__always) func admit(_ event: Span<AttributeValue>, for id: SubscriptionID) -> Bool {
    guard contains(id) else { return true }
    return constraints.span.extracting(entries[id.index].range).match(event)
  }

  /// The names of all lists, ascending.
  var names: some Sequence<Int> {
    // Holds on to the entries alone, so that constraints may be changed on the way.
    entries.indices.lazy.filter { [entries] in entries[$0].count >= 0 }
  }

  /// Takes in a list under a name that has none, and says where its constraints are now.
  @discardableResult
  mutating func insert(_ list: Span<Constraint>, as id: SubscriptionID) -> Range<Int> {
    if entries.count <= id.index {
      entries.append(contentsOf: repeatElement(Entry(), count: id.index + 1 - entries.count))
    }
    let first = takeBlock(list.count)
    for index in list.indices { constraints[first + index] = list[index] }
    entries[id.index] = Entry(first: first, count: Int32(list.count))
    count += 1
    return entries[id.index].range
  }

  /// Takes out the list of a name that has one.
  mutating func remove(_ id: SubscriptionID) {
    let entry = entries[id.index]
    if entry.count > 0 {
      constraints[entry.first].low = Int64(free[Int(entry.count)])
      constraints[entry.first].high = .max
      free[Int(entry.count)] = entry.first
    }
    entries[id.index] = Entry()
    count -= 1
  }

  /// Puts the blocks of all lists one after another in a given order.
  mutating func pack(in order: [Int]) {
    precondition(order.count == count, "each name is in the order once")
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

extension ConstraintLists {
  func checkInvariants() throws {
    var isOwned = [Bool](repeating: false, count: constraints.count)
    func own(_ range: Range<Int>) throws {
      for place in range {
        try BrokenInvariant.unless(!isOwned[place], "constraint \(place) is in two blocks")
        isOwned[place] = true
      }
    }
    for name in names { try own(range(of: name)) }
    for length in free.indices {
      var first = free[length]
      while first >= 0 {
        try own(first..<first + length)
        first = Int(constraints[first].low)
      }
    }
    try BrokenInvariant.unless(isOwned.allSatisfy(\.self), "constraints are lost")
    try BrokenInvariant.unless(names.reduce(0) { count, _ in count + 1 } == count, "lists are miscounted")
  }
}
