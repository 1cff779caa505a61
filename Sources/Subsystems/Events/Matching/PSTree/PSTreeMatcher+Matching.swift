extension PSTreeMatcher {
  /// What a reader keeps: the event by attribute, and the spaces of its values.
  public struct Scratch: MatchingScratch, Sendable {
    /// The subscriptions whose guard was looked at, and once more those whose constraints were held against the event.
    public internal(set) var candidates = 0

    var event = EventTable()
    /// By attribute, the space of the event's value; -1 if it has none.
    var spaces: [Int32] = []
  }

  /// What a reader needs.
  public func makeScratch() -> Scratch { Scratch() }

  /// Appends the names of the subscriptions that the event satisfies.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]
  ) {
    for pair in scratch.event.present { scratch.spaces[Int(pair.attribute)] = -1 }
    scratch.event.load(event, numbering: table.attributes)
    if scratch.spaces.count < axes.count {
      scratch.spaces.append(contentsOf: repeatElement(-1, count: axes.count - scratch.spaces.count))
    }
    for pair in scratch.event.present {
      scratch.spaces[Int(pair.attribute)] = Int32(space(of: pair.value, axes[Int(pair.attribute)]))
    }
    for place in lists.range(of: Self.everything) {
      matches.append(SubscriptionID(unchecked: lists.columns[place].name))
    }
    scratch.candidates += match(scratch.event, scratch.spaces.span, into: &matches)
  }

  /// Returns how many times a subscription was looked at.
  private func match(_ event: EventTable, _ spaces: Span<Int32>, into matches: inout [SubscriptionID]) -> Int {
    let (cells, all) = (event.cells.span, lists.columns.all.span)
    var looks = 0
    for pair in event.present {
      let axis = axes[Int(pair.attribute)]
      var node = axis.spaces + Int(spaces[Int(pair.attribute)])
      while node > 0 {
        let range = lists.range(of: axis.list(of: node))
        looks += range.count
        for place in range {
          let kept = all[unchecked: place]
          let space = spaces[Int(kept.attribute)]
          if space < kept.first || space > kept.last { continue }
          looks += 1
          if table.admits(Int(kept.name), cells) { matches.append(SubscriptionID(unchecked: kept.name)) }
        }
        node >>= 1
      }
    }
    return looks
  }
}

extension PSTreeMatcher {
  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    try table.checkInvariants()
    try lists.checkInvariants()
    try BrokenInvariant.unless(axes.count == table.attributes.count, "attributes and axes are not equally many")
    for (number, axis) in axes.enumerated() {
      let isAscending = axis.cuts.dropFirst().allSatisfy { cuts[$0 - 1] < cuts[$0] }
      try BrokenInvariant.unless(isAscending, "cuts of axis \(number) are out of order")
      let next = number + 1 < axes.count ? axes[number + 1].firstList : lists.count
      try BrokenInvariant.unless(axis.lists.upperBound == next, "lists after axis \(number) are lost")
    }
    try checkLists()
    try checkSpaces()
  }

  /// The nodes hold the subscriptions by their access constraints, and nothing else.
  private func checkLists() throws {
    var (expected, found): ([SIMD4<Int>], [SIMD4<Int>]) = ([], [])
    func note(_ kept: Kept, _ list: Int, in notes: inout [SIMD4<Int>]) {
      notes.append(SIMD4(list, Int(kept.name), Int(kept.attribute), Int(kept.first) << 32 | Int(kept.last)))
    }
    for name in table.names {
      if let access = table.range(of: name).first {
        let constraint = table.constraints[access]
        let axis = axes[Int(constraint.attribute)]
        for node in cover(of: constraint) { note(kept(name), axis.list(of: node), in: &expected) }
      } else {
        note(Kept(name: UInt32(name)), Self.everything, in: &expected)
      }
    }
    for list in 0..<lists.count {
      for kept in lists.contents(of: list) { note(kept, list, in: &found) }
    }
    let ascending = { (left: SIMD4<Int>, right: SIMD4<Int>) in (left.x, left.y) < (right.x, right.y) }
    try BrokenInvariant.unless(
      expected.sorted(by: ascending) == found.sorted(by: ascending), "the nodes do not hold the subscriptions")
  }

  /// From the first space of an access constraint, from its last, and from both neighbours, the way to the root meets
  /// it once or not at all.
  private func checkSpaces() throws {
    for name in table.names {
      guard let access = table.range(of: name).first else { continue }
      let constraint = table.constraints[access]
      let (axis, run) = (axes[Int(constraint.attribute)], spaces(of: constraint))
      for space in [run.lowerBound - 1, run.lowerBound, run.upperBound, run.upperBound + 1]
      where space >= 0 && space < axis.spaces {
        var (node, meetings) = (axis.spaces + space, 0)
        while node > 0 {
          meetings += lists.contents(of: axis.list(of: node)).count { Int($0.name) == name }
          node >>= 1
        }
        try BrokenInvariant.unless(
          meetings == (run.contains(space) ? 1 : 0), "space \(space) meets subscription \(name) \(meetings) times")
      }
    }
  }
}
