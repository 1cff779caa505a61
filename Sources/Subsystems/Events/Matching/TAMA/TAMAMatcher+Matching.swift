extension TAMAMatcher {
  /// What a reader keeps: the event by attribute, and the counters.
  public struct Scratch: MatchingScratch, Sendable {
    /// The constraints that were counted as met, each for its subscription, and the subscriptions that were verified.
    public internal(set) var candidates = 0

    var event = EventTable()
    var countdown = Countdown()
  }

  /// What a reader needs.
  public func makeScratch() -> Scratch { Scratch() }

  /// Appends the names of the subscriptions that the event satisfies, and in approximate mode of those that it nearly
  /// satisfies.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]
  ) {
    scratch.event.load(event, numbering: table.attributes)
    scratch.countdown.start(needs.span)
    for pair in scratch.event.present {
      var node = cells + cell(of: pair.value)
      while node > 0 {
        let list = nodes.number(of: key(pair.attribute, node))
        if list >= 0 {
          let range = lists.range(of: list)
          scratch.countdown.meet(lists.columns.all.span.extracting(range))
          scratch.candidates += range.count
        }
        node >>= 1
      }
    }
    var name = scratch.countdown.firstZero(from: 0, to: needs.count)
    while name < needs.count {
      if accepts(name, scratch.event.cells.span) {
        matches.append(SubscriptionID(unchecked: UInt32(truncatingIfNeeded: name)))
      }
      if mode == .exact { scratch.candidates += 1 }
      name = scratch.countdown.firstZero(from: name + 1, to: needs.count)
    }
  }

  /// Whether a subscription whose counted constraints are met is found.
  private func accepts(_ name: Int, _ cells: Span<EventTable.Cell>) -> Bool {
    switch mode {
    case .exact: return table.admits(name, cells)
    case .approximate:
      for index in table.range(of: name).dropFirst(Self.mostCounted) {
        let constraint = table.constraints[index]
        let there = cells[Int(constraint.attribute)]
        let isMet =
          there.isPresent && cell(of: constraint.low) <= cell(of: there.value)
          && cell(of: there.value) <= cell(of: constraint.high)
        if !isMet { return false }
      }
      return true
    }
  }
}

extension TAMAMatcher {
  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    try table.checkInvariants()
    try nodes.checkInvariants()
    try lists.checkInvariants()
    try BrokenInvariant.unless(nodes.count == lists.count, "nodes and lists are not equally many")
    try BrokenInvariant.unless(needs.count == table.entries.count, "names and needs are not equally many")
    var (expected, found): ([SIMD2<Int>], [SIMD2<Int>]) = ([], [])
    for name in needs.indices {
      let isThere = table.contains(SubscriptionID(name))
      let need = isThere ? min(table.range(of: name).count, Self.mostCounted) : Int(Self.never)
      try BrokenInvariant.unless(Int(needs[name]) == need, "subscription \(name) does not need \(need)")
      if !isThere { continue }
      for index in table.range(of: name).prefix(Self.mostCounted) {
        let constraint = table.constraints[index]
        try checkCover(of: constraint)
        for node in cover(of: constraint) {
          expected.append(SIMD2(nodes.number(of: key(constraint.attribute, node)), name))
        }
      }
    }
    for list in lists.blocks.indices {
      for name in lists.contents(of: list) { found.append(SIMD2(list, Int(name))) }
    }
    let ascending = { (left: SIMD2<Int>, right: SIMD2<Int>) in (left.x, left.y) < (right.x, right.y) }
    try BrokenInvariant.unless(
      expected.sorted(by: ascending) == found.sorted(by: ascending), "the nodes do not hold the subscriptions")
  }

  /// The nodes are over the cells of the range and no other, none is over another, and no two are the halves of one.
  private func checkCover(of constraint: Constraint) throws {
    var runs: [ClosedRange<Int>] = []
    for node in cover(of: constraint) {
      let above = depth - 1 - (Int.bitWidth - 1 - node.leadingZeroBitCount)
      runs.append(node << above - cells...(node + 1) << above - 1 - cells)
      try BrokenInvariant.unless(
        node == 1 || !cover(of: constraint).contains(node ^ 1), "a range is kept at two halves of a node")
    }
    runs.sort { $0.lowerBound < $1.lowerBound }
    let areAdjacent = zip(runs, runs.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound }
    try BrokenInvariant.unless(
      areAdjacent && runs.first?.lowerBound == cell(of: constraint.low)
        && runs.last?.upperBound == cell(of: constraint.high), "a range is kept at nodes that do not cover it")
  }
}
