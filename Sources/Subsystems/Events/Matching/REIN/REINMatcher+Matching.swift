extension REINMatcher {
  /// What a reader keeps: the event by attribute, and the marks.
  public struct Scratch: MatchingScratch, Sendable {
    /// The marks that were set, those that were set before included, and the ends that were compared.
    public internal(set) var candidates = 0

    var event = EventTable()
    /// A bit for each name: not a match.
    var marked: [UInt64] = []
  }

  /// What a reader needs.
  public func makeScratch() -> Scratch { Scratch() }

  /// Appends the names of the subscriptions that the event satisfies.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]
  ) {
    scratch.event.load(event, numbering: table.attributes)
    scratch.clear(vacant)
    scratch.candidates += mark(scratch.event, in: &scratch.marked)
    for (place, word) in scratch.marked.enumerated() where word != .max {
      var unmarked = ~word
      while unmarked != 0 {
        matches.append(SubscriptionID(unchecked: UInt32(64 * place + unmarked.trailingZeroBitCount)))
        unmarked &= unmarked - 1
      }
    }
  }

  /// Marks whom the event rules out; returns how many times somebody was looked at.
  private func mark(_ event: EventTable, in words: inout [UInt64]) -> Int {
    var looks = 0
    var marked = words.mutableSpan
    for (number, axis) in axes.enumerated() {
      let cell = event.cells[number]
      if cell.isPresent {
        let bucket = bucket(of: cell.value, axis)
        looks += lows.markAbove(cell.value, bucket, in: &marked)
        looks += lows.markAll(bucket + 1..<axis.buckets.upperBound, in: &marked)
        looks += highs.markBelow(cell.value, bucket, in: &marked)
        looks += highs.markAll(axis.buckets.lowerBound..<bucket, in: &marked)
      } else if marksAbsentAttributes {
        // Everybody who speaks of the attribute has one low end there.
        looks += lows.markAll(axis.buckets, in: &marked)
      }
    }
    return looks
  }
}

extension REINMatcher.Scratch {
  /// Marks the names that nobody has, and no other.
  fileprivate mutating func clear(_ vacant: [UInt64]) {
    if marked.count == vacant.count {
      marked.withUnsafeMutableBufferPointer { marked in
        vacant.withUnsafeBufferPointer { _ = marked.update(fromContentsOf: $0) }
      }
    } else {
      marked.removeAll(keepingCapacity: true)
      marked.append(contentsOf: vacant)
    }
  }
}

extension REINMatcher {
  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    try table.checkInvariants()
    try lows.lists.checkInvariants()
    try highs.lists.checkInvariants()
    for (number, axis) in axes.enumerated() {
      let isAscending = axis.borders.dropFirst().allSatisfy { borders[$0 - 1] < borders[$0] }
      try BrokenInvariant.unless(isAscending, "borders of axis \(number) are out of order")
      let next = number + 1 < axes.count ? axes[number + 1].firstBucket : lows.lists.count
      try BrokenInvariant.unless(axis.buckets.upperBound == next, "buckets after axis \(number) are lost")
      try BrokenInvariant.unless(axis.count <= Self.mostBuckets, "axis \(number) has too many buckets")
    }
    for name in 0..<64 * vacant.count {
      let isVacant = vacant[name >> 6] >> UInt64(name & 63) & 1 == 1
      let isThere = name < table.entries.count && table.contains(SubscriptionID(name))
      try BrokenInvariant.unless(isVacant != isThere, "name \(name) is taken for \(isVacant ? "free" : "given")")
    }
    try checkEnds(lows) { (buckets(of: $0).low, $0.low) }
    try checkEnds(highs) { (buckets(of: $0).high, $0.high) }
  }

  /// The buckets hold one end of each constraint, and nothing else.
  private func checkEnds(_ ends: EndBuckets, _ place: (Constraint) -> (bucket: Int, end: Int64)) throws {
    var (expected, found): ([[Int64]], [[Int64]]) = ([], [])
    for name in table.names {
      for index in table.range(of: name) {
        let (bucket, end) = place(table.constraints[index])
        expected.append([Int64(bucket), end, Int64(name)])
      }
    }
    for bucket in ends.lists.blocks.indices {
      for end in ends.lists.contents(of: bucket) { found.append([Int64(bucket), end.value, Int64(end.owner)]) }
    }
    expected.sort { $0.lexicographicallyPrecedes($1) }
    found.sort { $0.lexicographicallyPrecedes($1) }
    try BrokenInvariant.unless(expected == found, "the buckets do not hold the ends of the constraints")
  }
}
