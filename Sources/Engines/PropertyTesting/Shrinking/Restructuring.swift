extension Shrinker {
  /// Larger parts first, so that trees collapse in few steps.
  mutating func replaceByPart() {
    var index = 0
    while index < spans.count {
      let whole = spans[index]
      let parts = spans.indices.filter { part in
        part > index && spans[part].end <= whole.end && spans[part].label == whole.label
          && spans[part].count < whole.count
      }
      .sorted { (spans[$0].count, $1) > (spans[$1].count, $0) }
      var isReplaced = false
      for part in parts {
        var script = best.values
        script.replaceSubrange(whole.start..<whole.end, with: script[spans[part].start..<spans[part].end])
        if attempt(script) {
          isReplaced = true
          break
        }
      }
      if !isReplaced { index += 1 }
    }
  }

  /// From the outermost span inwards.
  mutating func simplifySpans() {
    var index = 0
    while index < spans.count {
      let span = spans[index]
      let range = span.start..<span.end
      if choices[range].contains(where: { $0.distance > 0 }) {
        var script = best.values
        for place in range { script[place] = choices[place].origin }
        _ = attempt(script)
      }
      index += 1
    }
  }

  /// Neighbours of a kind change places when the later is the simpler, all at once or two at a time.
  mutating func sortSiblings() {
    var index = 0
    while index < spans.count {
      let siblings = followingSiblings(of: index)
      if siblings.count > 1 {
        let parts = siblings.map { Array(choices[spans[$0].start..<spans[$0].end]) }
        let sorted = parts.enumerated().sorted { Self.isSimpler($0.element, $1.element, $0.offset, $1.offset) }
        let range = spans[siblings[0]].start..<spans[siblings[siblings.count - 1]].end
        if !attempt(replacing: range, with: sorted.flatMap(\.element)) {
          for place in parts.indices.dropLast() where Self.isSimpler(parts[place + 1], parts[place], 0, 0) {
            let range = spans[siblings[place]].start..<spans[siblings[place + 1]].end
            if attempt(replacing: range, with: parts[place + 1] + parts[place]) { break }
          }
        }
      }
      index += 1
    }
  }

  private mutating func attempt(replacing range: Range<Int>, with parts: [Choice]) -> Bool {
    var script = best.values
    script.replaceSubrange(range, with: parts.map(\.value))
    return attempt(script)
  }

  /// A span and all of its kind right after it, if it is the first of them.
  private func followingSiblings(of index: Int) -> [Int] {
    let first = spans[index]
    var (siblings, end) = ([index], first.end)
    for other in spans.indices.dropFirst(index + 1) {
      let span = spans[other]
      if span.start > end { break }
      guard span.parent == first.parent, span.start == end, span.count > 0 else { continue }
      guard span.label == first.label else { break }
      siblings.append(other)
      end = span.end
    }
    return siblings
  }

  /// Shortlex on parts of a record; equal parts by their places.
  private static func isSimpler(_ a: [Choice], _ b: [Choice], _ placeOfA: Int, _ placeOfB: Int) -> Bool {
    guard a.count == b.count else { return a.count < b.count }
    for (left, right) in zip(a, b) where !left.isAsSimple(as: right) { return left.isSimpler(than: right) }
    return placeOfA < placeOfB
  }
}
