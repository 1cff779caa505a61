extension OpIndexMatcher {
  /// What a reader keeps: the event by attribute, and the counters of one group.
  public struct Scratch: MatchingScratch, Sendable {
    /// The predicates that were met or, where a list is not in order, compared, each for its subscription.
    public internal(set) var candidates = 0

    var event = EventTable()
    var countdown = Countdown()
  }

  /// What a reader needs.
  public func makeScratch() -> Scratch { Scratch() }

  /// Appends the names of the subscriptions that the event satisfies.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]
  ) {
    scratch.event.load(event, numbering: table.attributes)
    match(group: 0, using: &scratch, into: &matches)
    for pivot in scratch.event.present.indices {
      let group = 1 + Int(scratch.event.present[pivot].attribute)
      if group < members.count { match(group: group, using: &scratch, into: &matches) }
    }
  }

  private func match(group: Int, using scratch: inout Scratch, into matches: inout [SubscriptionID]) {
    let places = members.range(of: group)
    if places.isEmpty { return }
    scratch.countdown.start(needs.columns.all.span.extracting(needs.range(of: group)))
    if group > 0 {
      for pair in scratch.event.present {
        let number = pairs.number(of: UInt64(group) << 32 | UInt64(pair.attribute))
        if number < 0 { continue }
        let first = PredicateLists.Operator.allCases.count * number
        scratch.candidates += predicates.meet(pair.value, .equal, in: first, &scratch.countdown)
        scratch.candidates += predicates.meet(pair.value, .atLeast, in: first + 1, &scratch.countdown)
        scratch.candidates += predicates.meet(pair.value, .atMost, in: first + 2, &scratch.countdown)
      }
    }
    let cells = scratch.event.cells.span
    var place = scratch.countdown.firstZero(from: 0, to: places.count)
    while place < places.count {
      let name = members.columns[places.lowerBound + place]
      if table.range(of: Int(name)).count <= Self.mostFiled || table.admits(Int(name), cells) {
        matches.append(SubscriptionID(unchecked: name))
      }
      place = scratch.countdown.firstZero(from: place + 1, to: places.count)
    }
  }
}

extension OpIndexMatcher {
  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    try table.checkInvariants()
    try pairs.checkInvariants()
    try predicates.checkInvariants()
    try members.checkInvariants()
    try needs.checkInvariants()
    try checkGroups()
    try checkPredicates()
  }

  /// Each subscription is where its home says, and all other places are given up.
  private func checkGroups() throws {
    for name in table.names {
      let (home, constraints) = (homes[name], table.range(of: name))
      let place = members.range(of: Int(home.group)).lowerBound + Int(home.place)
      try BrokenInvariant.unless(
        Int(home.place) < members.count(of: Int(home.group)) && members.columns[place] == UInt32(name),
        "subscription \(name) is not at home")
      try BrokenInvariant.unless(
        constraints.isEmpty
          ? home.group == 0
          : constraints.contains { Int(table.constraints[$0].attribute) + 1 == Int(home.group) },
        "subscription \(name) is filed under an attribute of which it does not speak")
      let need = constraints.prefix(Self.mostFiled).reduce(0) {
        $0 + table.constraints[$1].predicates.reduce(0) { n, _ in n + 1 }
      }
      try BrokenInvariant.unless(
        Int(needs.columns[needs.range(of: Int(home.group)).lowerBound + Int(home.place)]) == need,
        "subscription \(name) does not need \(need)")
    }
    var given = 0
    for group in members.blocks.indices {
      try BrokenInvariant.unless(
        members.count(of: group) == needs.count(of: group), "group \(group) has places without a need")
      given += needs.contents(of: group).count { $0 != Self.never }
    }
    try BrokenInvariant.unless(given == table.count, "\(given) places are taken by \(table.count) subscriptions")
  }

  /// The lists hold the predicates of the subscriptions, and nothing else.
  private func checkPredicates() throws {
    var (expected, found): ([[Int64]], [[Int64]]) = ([], [])
    for name in table.names {
      for index in table.range(of: name).prefix(Self.mostFiled) {
        let constraint = table.constraints[index]
        let pair = pairs.number(of: UInt64(homes[name].group) << 32 | UInt64(constraint.attribute))
        try BrokenInvariant.unless(pair >= 0, "subscription \(name) has no list")
        for (relation, operand) in constraint.predicates {
          expected.append([Int64(3 * pair + relation.rawValue), operand, Int64(homes[name].place)])
        }
      }
    }
    for list in predicates.lists.blocks.indices {
      for predicate in predicates.lists.contents(of: list) {
        found.append([Int64(list), predicate.value, Int64(predicate.owner)])
      }
    }
    expected.sort { $0.lexicographicallyPrecedes($1) }
    found.sort { $0.lexicographicallyPrecedes($1) }
    try BrokenInvariant.unless(expected == found, "the lists do not hold the predicates of the subscriptions")
  }
}
