/// Sums of scores by attribute number, for one list at a time.
struct ScoreTally: Sendable {
  private var scores: [Double] = []
  private var epochs: [UInt64] = []
  private var epoch: UInt64 = 0
  private(set) var numbers: [UInt32] = []

  var bytes: Int {
    scores.capacity * MemoryLayout<Double>.stride + epochs.capacity * MemoryLayout<UInt64>.stride
      + numbers.capacity * MemoryLayout<UInt32>.stride
  }

  mutating func begin(attributes: Int) {
    while scores.count < attributes {
      scores.append(0)
      epochs.append(0)
    }
    epoch += 1
    numbers.removeAll(keepingCapacity: true)
  }

  mutating func add(_ score: Double, to number: UInt32) {
    if epochs[Int(number)] != epoch {
      epochs[Int(number)] = epoch
      scores[Int(number)] = 0
      numbers.append(number)
    }
    scores[Int(number)] += score
  }

  func score(of number: UInt32) -> Double { scores[Int(number)] }
}

extension BETreeMatcher {
  /// Parts a list that is over its capacity, and those that become so by it.
  mutating func relieve(_ node: UInt32) {
    var waiting = [node]
    while let node = waiting.popLast() {
      if nodes[Int(node)].isOverfull { cluster(node, &waiting) }
      if nodes[Int(node)].listed == 0 { tidy(node) }
      while nodes[Int(node)].isOverfull {
        guard let number = bestAttribute(of: node) else {
          nodes[Int(node)].capacity = max(nodes[Int(node)].capacity * 2, nodes[Int(node)].listed)
          break
        }
        partition(node, by: number, &waiting)
      }
    }
  }

  /// Space clustering: what fits in a half of the interval goes there.
  private mutating func cluster(_ node: UInt32, _ waiting: inout [UInt32]) {
    let (number, interval) = (nodes[Int(node)].attribute, nodes[Int(node)].interval)
    guard number != AttributeTable.none, interval.span > 0 else { return }
    var halves: (lower: AlignedInterval?, upper: AlignedInterval?)
    forEachInterval(of: number, in: node) { part in
      guard part.span < interval.span else { return }
      if interval.isInUpperHalf(part.low) {
        halves.upper = halves.upper?.union(part) ?? part
      } else {
        halves.lower = halves.lower?.union(part) ?? part
      }
    }
    let lower = halves.lower.map { makeHalf(of: node, around: $0) }
    let upper = halves.upper.map { makeHalf(of: node, around: $0) }
    guard lower != nil || upper != nil else { return }
    deal(node) { record, attributes in
      guard let part = record.interval(of: number, attributes), part.span < interval.span else { return nil }
      return interval.isInUpperHalf(part.low) ? upper : lower
    }
    if let lower { waiting.append(lower) }
    if let upper { waiting.append(upper) }
  }

  /// The node in the half that an interval lies in, and around it.
  private mutating func makeHalf(of node: UInt32, around interval: AlignedInterval) -> UInt32 {
    let half = nodes[Int(node)].half(of: interval.low)
    if half != Node.none {
      return nodes[Int(half)].interval.encloses(interval) ? half : raise(half, around: interval)
    }
    let new = makeNode(parent: node, attribute: nodes[Int(node)].attribute, interval: interval)
    nodes[Int(node)].setHalf(of: interval.low, new)
    return new
  }

  /// Space partitioning: what constrains an attribute goes to a new subtree of it.
  private mutating func partition(_ node: UInt32, by number: UInt32, _ waiting: inout [UInt32]) {
    var whole: AlignedInterval?
    forEachInterval(of: number, in: node) { part in whole = whole?.union(part) ?? part }
    guard let whole else { return }
    var top = subtree(of: number, in: node)
    if top == Node.none {
      top = makeNode(parent: node, attribute: number, interval: whole)
      addSubtree(of: number, in: node, top: top)
    } else if !nodes[Int(top)].interval.encloses(whole) {
      top = raise(top, around: whole)
    }
    deal(node) { record, attributes in record.interval(of: number, attributes) == nil ? nil : top }
    waiting.append(top)
  }

  /// The attribute with the highest score of those that are not used on the way to the node; of equal ones the first
  /// that was ever seen.
  private mutating func bestAttribute(of node: UInt32) -> UInt32? {
    tally.begin(attributes: attributes.count)
    lists.words.withUnsafeBufferPointer { words in
      forEachRecord(of: node, words) { record in
        for index in 0..<record.count {
          let part = record.part(index, attributes)
          tally.add(1 / likelihood(ofWidth: part.interval.span, on: part.number), to: part.number)
        }
      }
    }
    var used = node
    while used != Self.root {
      tally.add(-.infinity, to: nodes[Int(used)].attribute)
      used = nodes[Int(used)].parent
    }
    var best: (number: UInt32, score: Double)?
    for number in tally.numbers {
      let score = tally.score(of: number)
      guard score > 0 else { continue }
      if let best, best.score > score || best.score == score && best.number < number { continue }
      best = (number, score)
    }
    return best?.number
  }

  private func forEachRecord(
    of node: UInt32, _ words: UnsafeBufferPointer<UInt64>, _ body: (BETreeRecord) -> Void
  ) {
    var first = nodes[Int(node)].first
    let end = first + Int(nodes[Int(node)].used)
    while first < end {
      let record = BETreeRecord(words.baseAddress! + first)
      body(record)
      first += record.length
    }
  }

  private func forEachInterval(of number: UInt32, in node: UInt32, _ body: (AlignedInterval) -> Void) {
    lists.words.withUnsafeBufferPointer { words in
      forEachRecord(of: node, words) { record in
        if let interval = record.interval(of: number, attributes) { body(interval) }
      }
    }
  }

  /// Deals out a list: what `target` names a node for goes there, the rest stays.
  mutating func deal(_ node: UInt32, _ target: (BETreeRecord, borrowing AttributeTable) -> UInt32?) {
    var taken: [UInt64] = []
    swap(&taken, &moving)
    let first = nodes[Int(node)].first
    taken.append(contentsOf: lists.words[first..<first + Int(nodes[Int(node)].used)])
    lists.release(nodes[Int(node)].list)
    nodes[Int(node)].list = .none
    (nodes[Int(node)].used, nodes[Int(node)].listed) = (0, 0)
    taken.withUnsafeBufferPointer { taken in
      var first = 0
      while first < taken.count {
        let record = BETreeRecord(taken.baseAddress! + first)
        let next = first + record.length
        append(UnsafeBufferPointer(rebasing: taken[first..<next]), to: target(record, attributes) ?? node)
        first = next
      }
    }
    nodes[Int(node)].lowerCapacity(to: UInt32(capacity))
    taken.removeAll(keepingCapacity: true)
    swap(&taken, &moving)
  }
}
