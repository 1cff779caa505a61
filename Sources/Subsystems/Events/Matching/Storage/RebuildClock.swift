/// Says when something that is built for the subscriptions of a moment should be built anew: after as many changes as
/// there were subscriptions then, so at each doubling of a matcher that grows, and at each halving of one that shrinks where that is to be
/// noticed. The cost is a constant for each change.
struct RebuildClock: Sendable {
  private var changes = 0
  private var size = 0

  /// Fewer changes than that are not worth it.
  let fewest: Int

  init(fewest: Int = 64) { self.fewest = fewest }

  /// Notes one change and returns whether it is time.
  ///
  /// - Parameter now: what building anew would take now, where a loss of half of it is to be noticed.
  mutating func tick(now: Int = .max) -> Bool {
    changes += 1
    return changes >= max(fewest, min(size, now))
  }

  /// All has been built anew.
  mutating func restart(for table: ConstraintTable) {
    restart(for: Self.size(subscriptions: table.count, names: table.entries.count))
  }

  /// What building anew takes, in subscriptions: going through a table takes time for each name that was ever given, so a thin one waits for
  /// longer.
  static func size(subscriptions: Int, names: Int) -> Int { max(subscriptions, names / 16) }

  /// All has been built anew, or need not be.
  mutating func restart(for size: Int) {
    self.size = size
    changes = 0
  }
}
