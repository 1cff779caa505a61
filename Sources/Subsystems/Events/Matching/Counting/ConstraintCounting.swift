/// Matching by counting, with whatever finds the constraints that a value satisfies.
///
/// A subscription has a slot as long as its constraints are in the index. When it is removed they stay there, and count
/// for nothing, until there are half as many such subscriptions as live ones: then the index is swept, and the slots
/// are given again.
struct ConstraintCounting<Index: ConstraintIndex & ~Copyable>: ~Copyable, Sendable {
  private var numbers = AttributeNumbers()
  private(set) var index = Index()

  /// By the subscription's name: its slot, or `isAlways` and its place among those without constraints, or `none`.
  private var entries: [UInt32] = []
  private var always: [SubscriptionID] = []
  /// By slot.
  private var names: [SubscriptionID] = []
  private var needs = Needs()
  private var unused: [UInt32] = []
  private var removed: [UInt32] = []
  /// Enough for the count of each subscription that ever was.
  private var countBits = CountingScratch.fewestCountBits

  private static var none: UInt32 { .max }
  private static var isAlways: UInt32 { 1 << 31 }

  init() {}

  /// The subscriptions that have constraints.
  private var live: Int { names.count - unused.count - removed.count }

  var count: Int { always.count + live }

  var bytes: Int {
    let words = entries.capacity + always.capacity + names.capacity + unused.capacity + removed.capacity
    return words * 4 + needs.bytes.capacity + 16 * needs.exact.capacity + numbers.bytes + index.bytes
  }

  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    while entries.count <= id.index { entries.append(Self.none) }
    guard entries[id.index] == Self.none else { return false }
    if constraints.isEmpty {
      entries[id.index] = Self.isAlways | UInt32(always.count)
      always.append(id)
      return true
    }
    // What nothing can satisfy is not put into the index at all.
    let isSatisfiable = constraints.isSatisfiable
    let slot = newSlot(of: id, needing: isSatisfiable ? UInt32(constraints.count) : nil)
    entries[id.index] = slot
    for index in constraints.indices where isSatisfiable {
      var constraint = constraints[index]
      let known = numbers.count
      let number = numbers.numbering(constraint.attribute)
      if number == known { self.index.append() }
      constraint.attribute = UInt32(number)
      self.index.insert(constraint, of: slot)
    }
    return true
  }

  private mutating func newSlot(of id: SubscriptionID, needing need: UInt32?) -> UInt32 {
    if let need { countBits = max(countBits, UInt32(UInt32.bitWidth - need.leadingZeroBitCount)) }
    let slot = unused.popLast() ?? UInt32(names.count)
    if slot == names.count { names.append(id) } else { names[Int(slot)] = id }
    needs[slot] = need
    return slot
  }

  mutating func remove(_ id: SubscriptionID) -> Bool {
    guard id.index < entries.count, entries[id.index] != Self.none else { return false }
    let entry = entries[id.index]
    entries[id.index] = Self.none
    if entry & Self.isAlways != 0 {
      let place = Int(entry & ~Self.isAlways)
      let last = always.removeLast()
      if last != id {
        always[place] = last
        entries[last.index] = entry
      }
      return true
    }
    needs[entry] = nil
    removed.append(entry)
    if 2 * removed.count > live + 64 { sweep() }
    return true
  }

  private mutating func sweep() {
    var isRemoved = [Bool](repeating: false, count: names.count)
    for slot in removed { isRemoved[Int(slot)] = true }
    index.sweep(isRemoved)
    unused.append(contentsOf: removed)
    removed.removeAll()
  }

  func match(
    _ event: Span<AttributeValue>, using scratch: inout CountingScratch, into matches: inout [SubscriptionID]
  ) {
    matches.append(contentsOf: always)
    let nought = scratch.begin(slots: names.count, countBits: countBits)
    var work = 0
    scratch.withCounters { counters in
      needs.bytes.withUnsafeBufferPointer { bytes in
        names.withUnsafeBufferPointer { names in
          var tally = Tally(
            counters: counters, needs: bytes.baseAddress!, exactNeeds: needs.exact, names: names.baseAddress!,
            nought: nought)
          for place in event.indices {
            let number = numbers.number(of: event[place].attribute)
            if number >= 0 { index.count(event[place].value, of: number, in: &tally, to: &matches) }
          }
          work = tally.work
        }
      }
    }
    scratch.candidates += work
  }

  /// How many constraints of a subscription the event satisfied that was matched last, and how many it has.
  func progress(of id: SubscriptionID, in scratch: CountingScratch) -> (count: Int, need: Int)? {
    guard id.index < entries.count, entries[id.index] != Self.none else { return nil }
    let entry = entries[id.index]
    if entry & Self.isAlways != 0 { return (0, 0) }
    return needs[entry].map { (scratch.count(Int(entry)), Int($0)) }
  }

  func checkInvariants() throws {
    try index.checkInvariants()
    var found = [UInt32](repeating: 0, count: names.count)
    for attribute in 0..<numbers.count { index.forEach(attribute) { _, _, slot in found[Int(slot)] += 1 } }
    var isLive = [Bool](repeating: true, count: names.count)
    for slot in removed + unused {
      try BrokenInvariant.unless(isLive[Int(slot)], "slot \(slot) is removed twice")
      try BrokenInvariant.unless(needs[slot] == nil, "slot \(slot) is removed, and yet needed")
      isLive[Int(slot)] = false
    }
    for slot in unused { try BrokenInvariant.unless(found[Int(slot)] == 0, "slot \(slot) is unused, but not swept") }
    for slot in names.indices where isLive[slot] {
      let (name, need) = (names[slot], needs[UInt32(slot)] ?? 0)
      try BrokenInvariant.unless(entries[name.index] == slot, "\(name) is not where it is looked for")
      try BrokenInvariant.unless(found[slot] == need, "\(found[slot]) constraints of \(name), not \(need)")
      try BrokenInvariant.unless(need >> countBits == 0, "the count of \(name) may overflow")
    }
    for (place, id) in always.enumerated() {
      try BrokenInvariant.unless(
        entries[id.index] == Self.isAlways | UInt32(place), "\(id) is not where it is looked for")
    }
    try BrokenInvariant.unless(
      entries.count { $0 != Self.none } == count, "names and subscriptions are not equally many")
  }
}

extension Span<Constraint> {
  /// Whether each constraint alone can be met.
  fileprivate var isSatisfiable: Bool {
    for index in indices where self[index].low > self[index].high { return false }
    return true
  }
}
