/// Says when something that is built for the subscriptions of a moment should be built anew: after as many changes as
/// there were subscriptions then, so at each doubling of a matcher that grows. The cost is a constant for each change.
struct RebuildClock: Sendable {
  private var changes = 0
  private var size = 0

  /// Fewer changes than that are not worth it.
  static let fewest = 64

  /// Notes one change and returns whether it is time.
  mutating func tick() -> Bool {
    changes += 1
    return changes >= max(Self.fewest, size)
  }

  /// All has been built anew. Going through a table takes time for each name that was ever given, so a thin table waits
  /// for longer.
  mutating func restart(for table: ConstraintTable) {
    size = max(table.count, table.entries.count / 16)
    changes = 0
  }
}
