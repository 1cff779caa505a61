extension Shrinker {
  /// From the last span to the first, since what comes later depends on what comes before and seldom the other way round.
  mutating func deleteSpans() {
    var index = spans.count - 1
    while index >= 0 {
      guard index < spans.count else {
        index = spans.count - 1
        continue
      }
      let span = spans[index]
      if span.count > 0 {
        let siblings = precedingSiblings(of: index)
        let (before, values) = (spans, best.values)
        // One, then the two that end here, and so on.
        let dropped = furthest(upTo: UInt64(siblings.count)) { amount in
          var script = values
          script.removeSubrange(before[siblings[Int(amount) - 1]].start..<span.end)
          return script
        }
        if dropped > 0 { index = siblings[Int(dropped) - 1] }
      }
      index -= 1
    }
  }

  /// A span and those of its kind that come right before it, itself first.
  private func precedingSiblings(of index: Int) -> [Int] {
    var siblings = [index]
    var start = spans[index].start
    for other in stride(from: index - 1, through: 0, by: -1) {
      if other == spans[index].parent { break }
      let span = spans[other]
      guard span.parent == spans[index].parent else { continue }
      guard span.label == spans[index].label, span.end == start else { break }
      siblings.append(other)
      start = span.start
    }
    return siblings
  }

  /// Runs of eight, four, three, two and one, from the end.
  mutating func deleteChoices() {
    for length in [8, 4, 3, 2, 1] {
      var start = choices.count - length
      while start >= 0 {
        let values = best.values
        let dropped = furthest(upTo: UInt64(start / length + 1)) { amount in
          var script = values
          let first = start - (Int(amount) - 1) * length
          script.removeSubrange(first..<(start + length))
          return script
        }
        start = min(start - max(Int(dropped), 1) * (dropped > 0 ? length : 1), choices.count - length)
      }
    }
  }

  /// A number that may count what follows is lowered, and one of what follows goes.
  mutating func lowerAndDelete() {
    var place = 0
    while place < choices.count {
      defer { place += 1 }
      var isDone = choices[place].distance == 0
      while !isDone {
        isDone = true
        guard place < choices.count, let less = Self.lowered(choices[place], by: 1) else { break }
        let candidates =
          spans.filter { $0.start > place && $0.count > 0 }.map { $0.start..<$0.end }
          + (place + 1..<choices.count).map { $0..<$0 + 1 }
        for range in candidates where range.count < choices.count {
          var script = best.values
          script[place] = less
          script.removeSubrange(range)
          if attempt(script, shorter: true) {
            isDone = false
            break
          }
        }
      }
    }
  }

  /// A span goes, and the numbers above a threshold are lowered by one, since they may name places that have moved.
  mutating func deleteAndRenumber() {
    var index = spans.count - 1
    while index >= 0 {
      defer { index -= 1 }
      guard index < spans.count, spans[index].count > 0 else { continue }
      let (span, old) = (spans[index], choices)
      var thresholds: Set<UInt64> = []
      for (place, choice) in old.enumerated() where !(span.start..<span.end).contains(place) {
        if choice.maximum > 1, choice.distance > 0 { thresholds.insert(choice.distance - 1) }
      }
      for threshold in thresholds.sorted().prefix(16) {
        let renumbered = old.map { $0.maximum > 1 && $0.distance > threshold ? Self.lowered($0, by: 1) ?? 0 : $0.value }
        var script = renumbered
        script.removeSubrange(span.start..<span.end)
        if attempt(script, shorter: true) { break }
      }
    }
  }
}
