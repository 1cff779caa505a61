/// Lists of predicates with one operator each: operands, and whose they are.
///
/// A list is ascending by operand, so that those that a value satisfies are a run of it, but for what has come lately:
/// that stays at the end until it is a quarter of what is in order.
struct PredicateLists: Sendable {
  enum Operator: Int, CaseIterable {
    case equal, atLeast, atMost
  }

  private(set) var lists = PackedLists<OwnedValueColumns>()
  /// How many at the start of each list are in order.
  private var sorted: [Int32] = []

  /// Lists that are no longer than that are not put in order.
  private static let loose = 16

  var bytes: Int { lists.bytes + sorted.capacity * MemoryLayout<Int32>.stride }

  mutating func addLists(upTo count: Int) {
    lists.addLists(upTo: count)
    if sorted.count < count { sorted.append(contentsOf: repeatElement(0, count: count - sorted.count)) }
  }

  /// - Parameter sorts: false if ``sortAll()`` follows.
  mutating func append(_ operand: Int64, of owner: UInt32, to list: Int, sorts: Bool) {
    lists.append(OwnedValue(value: operand, owner: owner), to: list)
    if sorts, lists.count(of: list) - Int(sorted[list]) > Self.loose + Int(sorted[list]) / 4 { sort(list) }
  }

  /// Puts all lists in order, and into the order of their numbers.
  mutating func sortAll() {
    for list in sorted.indices { sort(list) }
    lists.pack()
  }

  mutating func remove(_ operand: Int64, of owner: UInt32, from list: Int) {
    let place = place(of: OwnedValue(value: operand, owner: owner), in: list)
    let end = lists.range(of: list).lowerBound + Int(sorted[list])
    if place < end {
      lists.remove(at: place, shiftingUpTo: end, from: list)
      sorted[list] -= 1
    } else {
      lists.remove(at: place, from: list)
    }
  }

  /// Counts down for each predicate of a list that a value satisfies, and returns how many were looked at.
  func meet(_ value: Int64, _ relation: Operator, in list: Int, _ countdown: inout Countdown) -> Int {
    let range = lists.range(of: list)
    if range.isEmpty { return 0 }
    let end = range.lowerBound + Int(sorted[list])
    let (operands, owners) = (lists.columns.values.all.span, lists.columns.owners.all.span)
    var run = range.lowerBound..<end
    if !run.isEmpty {
      switch relation {
      case .equal:
        let first = operands.firstIndex(from: value, in: run)
        run = first..<operands.firstIndex(above: value, in: first..<end)
      case .atLeast: run = run.lowerBound..<operands.firstIndex(above: value, in: run)
      case .atMost: run = operands.firstIndex(from: value, in: run)..<end
      }
      countdown.meet(owners.extracting(run))
    }
    for index in end..<range.upperBound {
      let operand = operands[unchecked: index]
      let isMet =
        switch relation {
        case .equal: value == operand
        case .atLeast: value >= operand
        case .atMost: value <= operand
        }
      countdown.meet(owners[unchecked: index], by: isMet ? 1 : 0)
    }
    return run.count + range.upperBound - end
  }

  private mutating func sort(_ list: Int) {
    let range = lists.range(of: list)
    if range.count <= Self.loose { return }
    var predicates = lists.contents(of: list)
    predicates.sort()
    for (place, predicate) in zip(range, predicates) { lists.set(predicate, at: place) }
    sorted[list] = Int32(range.count)
  }

  /// Where a predicate is that there is.
  private func place(of predicate: OwnedValue, in list: Int) -> Int {
    let range = lists.range(of: list)
    let end = range.lowerBound + Int(sorted[list])
    var (low, high) = (range.lowerBound, end)
    while low < high {
      let middle = (low + high) >> 1
      if lists.columns[middle] < predicate { low = middle + 1 } else { high = middle }
    }
    if low < end, lists.columns[low] == predicate { return low }
    guard let place = (end..<range.upperBound).first(where: { lists.columns[$0] == predicate }) else {
      preconditionFailure("a predicate is removed from its list")
    }
    return place
  }
}

extension PredicateLists {
  func checkInvariants() throws {
    try lists.checkInvariants()
    try BrokenInvariant.unless(sorted.count == lists.count, "lists are lost")
    for list in sorted.indices {
      let range = lists.range(of: list)
      let end = range.lowerBound + Int(sorted[list])
      try BrokenInvariant.unless(end <= range.upperBound, "more of list \(list) is in order than there is")
      let inOrder = (range.lowerBound..<end).dropFirst().allSatisfy { lists.columns[$0 - 1] < lists.columns[$0] }
      try BrokenInvariant.unless(inOrder, "list \(list) is out of order")
    }
  }
}
