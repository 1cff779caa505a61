/// Says when something that is built for the subscriptions of a moment should be built anew: after as many changes as
/// there were subscriptions then, so at each doubling of a matcher that grows. The cost is a constant for each change.
struct RebuildClock: Sendable {
  private var changes = 0
  private var size = 0

  /// Fewer changes than that are not worth it.
  let fewest: Int

  init(fewest: Int = 64) { self.fewest = fewest }

  /// Notes one change and returns whether it is time.
  ///
  /// - Parameter count: the subscriptions that there are now, where a loss of half of them is to be noticed.
  mutating func tick(count: Int = .max) -> Bool {
    changes += 1
    return changes >= max(fewest, min(size, count))
  }

  /// All has been built anew. Going through a table takes time for each name that was ever given, so a thin table waits
  /// for longer.
  mutating func restart(for table: ConstraintTable) { restart(for: max(table.count, table.entries.count / 16)) }

  /// All has been built anew, or need not be, for so many subscriptions.
  mutating func restart(for count: Int) {
    size = count
    changes = 0
  }
}
