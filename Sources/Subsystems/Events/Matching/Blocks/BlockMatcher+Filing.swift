/// Into blocks, and out of them.
extension BlockMatcher {
  /// The cells at one level that a constraint overlaps.
  struct Cells {
    var attribute: UInt16
    var level: UInt16
    var first: UInt32
    var last: UInt32

    /// The finest level at which a range overlaps at most five cells of 2^level codes; levels are even.
    init(of range: CodedRange) {
      var level: UInt16 = 0
      while UInt32(range.high - range.low) >= 4 << UInt32(level) { level += 2 }
      attribute = range.attribute
      self.level = level
      first = UInt32(range.low) >> UInt32(level)
      last = UInt32(range.high) >> UInt32(level)
    }

    func bucket(_ cell: UInt32) -> UInt64 { Self.bucket(attribute, level, UInt16(truncatingIfNeeded: cell)) }

    @inline(__always) static func bucket(_ attribute: UInt16, _ level: UInt16, _ cell: UInt16) -> UInt64 {
      UInt64(attribute) << 32 | UInt64(level) << 16 | UInt64(cell)
    }
  }

  /// Constraints of a subscription that are filed.
  private static let mostRanges = 64

  /// Puts a subscription where events find it.
  mutating func file(_ constraints: Span<Constraint>, as id: SubscriptionID) {
    draft.removeAll(keepingCapacity: true)
    unsaid.removeAll(keepingCapacity: true)
    for index in constraints.indices {
      let constraint = constraints[index]
      if let range = attributes.range(of: constraint) { draft.append(range) }
      if !attributes.isExact(constraint) { unsaid.append(constraint) }
    }
    var pivot = draft.isEmpty ? 0 : bestPivot()
    if draft.count > Self.mostRanges {
      // Those of a very long subscription that are not filed are held against the event in the end.
      draft.swapAt(0, pivot)
      draft.removeLast(draft.count - Self.mostRanges)
      pivot = 0
      unsaid = constraints.indices.map { constraints[$0] }
    }
    let rest = unsaid
    let isLossy = !rest.isEmpty
    if isLossy { exact.insert(rest.span, as: id) }
    guard !draft.isEmpty else {
      homes[id] = .always(UInt32(always.count))
      always.append(id)
      return
    }
    while levels.count < attributes.maps.count { levels.append(0) }
    let cells = Cells(of: draft[pivot])
    levels[Int(cells.attribute)] |= 1 << cells.level
    // At the finest level a cell is one code, so that its bucket says all.
    if cells.level == 0 { draft.remove(at: pivot) }
    if cells.first == cells.last {
      let (block, lane) = place(id, in: cells.bucket(cells.first), isLossy: isLossy)
      homes[id] = .lane(block: block, lane: lane)
    } else {
      var copies = HomeTable.Copies()
      for cell in cells.first...cells.last {
        let (block, lane) = place(id, in: cells.bucket(cell), isLossy: isLossy)
        copies.lanes[Int(copies.count)] = block << 6 | lane
        copies.count += 1
      }
      homes[id] = .copies(homes.add(copies))
    }
  }

  /// The constraint of the draft that the fewest events are expected to meet; the first of several.
  private func bestPivot() -> Int {
    var (best, least) = (0, Double.infinity)
    for (index, range) in draft.enumerated() {
      let expected = expectation(attribute: range.attribute, codes: Int(range.high) - Int(range.low) + 1)
      if expected < least { (best, least) = (index, expected) }
    }
    return best
  }

  /// The attribute's popularity times the share of its codes: proportional to the events that are expected to meet a constraint.
  func expectation(attribute: UInt16, codes: Int) -> Double {
    let figures = attributes.figures[Int(attribute)]
    return Double(figures.popularity) * Double(codes) / Double(max(codes, figures.cardinality))
  }

  /// Takes a lane of the bucket for the draft.
  private mutating func place(_ id: SubscriptionID, in bucket: UInt64, isLossy: Bool) -> (block: UInt32, lane: UInt32) {
    var block: Block
    if let first = buckets.first(bucket), !Block(first).isFull {
      block = Block(first)
    } else {
      block = makeBlock(in: bucket)
    }
    let lane = (~block.header.pointee.live).trailingZeroBitCount
    if lane >= Int(block.header.pointee.laneCapacity) { block = grow(block) { $0.lanes *= 2 } }
    if !block.header.pointee.isWide, !draft.allSatisfy(\.isNarrow) { block = grow(block) { $0.isWide = true } }
    for range in draft {
      let fit = block.fit(range)
      if case .newEntry = fit, block.header.pointee.entryCount == block.header.pointee.entryCapacity {
        block = grow(block) { $0.entries += max(4, $0.entries / 4) }
      }
      if case .newColumn = fit, block.header.pointee.columnCount == block.header.pointee.columnCapacity {
        block = grow(block) { $0.columns += max(4, $0.columns / 2) }
      }
      block.add(range, lane: lane, fit)
    }
    block.names[lane] = id
    block.header.pointee.live |= 1 << UInt64(lane)
    if isLossy { block.header.pointee.lossy |= 1 << UInt64(lane) }
    if block.isFull { putBehindOthers(block) }
    return (block.header.pointee.number, UInt32(lane))
  }

  private mutating func makeBlock(in bucket: UInt64) -> Block {
    let number = freeNumbers.popLast() ?? UInt32(blocks.count)
    precondition(Int(number) < HomeTable.mostBlocks, "there are too many blocks")
    if Int(number) == blocks.count { blocks.append(nil) }
    let block = Block.make(bucket: bucket, number: number, entries: draft.count)
    blocks[Int(number)] = block.memory
    blockBytes += block.bytes
    putFirst(block)
    return block
  }

  private struct Room {
    var entries: Int
    var columns: Int
    var lanes: Int
    var isWide: Bool
  }

  /// Moves a block to where there is more room.
  private mutating func grow(_ block: Block, _ change: (inout Room) -> Void) -> Block {
    let old = block.header.pointee
    var room = Room(
      entries: Int(old.entryCapacity), columns: Int(old.columnCapacity), lanes: Int(old.laneCapacity),
      isWide: old.isWide)
    change(&room)
    blockBytes -= block.bytes
    let new = block.grown(entries: room.entries, columns: room.columns, lanes: room.lanes, isWide: room.isWide)
    blockBytes += new.bytes
    let header = new.header.pointee
    blocks[Int(header.number)] = new.memory
    if let next = header.next { Block(next).header.pointee.previous = new.memory }
    if let previous = header.previous {
      Block(previous).header.pointee.next = new.memory
    } else {
      buckets.set(header.bucket, first: new.memory)
    }
    return new
  }

  private mutating func putFirst(_ block: Block) {
    let bucket = block.header.pointee.bucket
    let first = buckets.first(bucket)
    block.header.pointee.previous = nil
    block.header.pointee.next = first
    if let first { Block(first).header.pointee.previous = block.memory }
    buckets.set(bucket, first: block.memory)
  }

  /// Moves a block that has become full behind those with free lanes, which are looked for at the front.
  private mutating func putBehindOthers(_ block: Block) {
    var last: Block?
    var memory = block.header.pointee.next
    while let current = memory, !Block(current).isFull {
      last = Block(current)
      memory = Block(current).header.pointee.next
    }
    guard let last else { return }
    unlink(block)
    block.header.pointee.previous = last.memory
    block.header.pointee.next = last.header.pointee.next
    if let next = last.header.pointee.next { Block(next).header.pointee.previous = block.memory }
    last.header.pointee.next = block.memory
  }

  private mutating func unlink(_ block: Block) {
    let header = block.header.pointee
    if let next = header.next { Block(next).header.pointee.previous = header.previous }
    if let previous = header.previous {
      Block(previous).header.pointee.next = header.next
    } else {
      buckets.set(header.bucket, first: header.next)
    }
  }

  /// Takes a subscription out of its blocks.
  mutating func unfile(_ id: SubscriptionID) {
    switch homes[id] {
    case .none: return
    case .always(let index):
      let last = always.removeLast()
      if last != id {
        always[Int(index)] = last
        homes[last] = .always(index)
      }
    case .lane(let block, let lane): release(block: block, lane: lane)
    case .copies(let index):
      let copies = homes.copies[Int(index)]
      for copy in 0..<Int(copies.count) { release(block: copies.lanes[copy] >> 6, lane: copies.lanes[copy] & 63) }
      homes.free(index)
    }
    homes[id] = .none
    if exact.contains(id) { exact.remove(id) }
  }

  private mutating func release(block number: UInt32, lane: UInt32) {
    guard let memory = blocks[Int(number)] else { return }
    let block = Block(memory)
    let wasFull = block.isFull
    block.remove(lane: Int(lane))
    if block.header.pointee.live == 0 {
      unlink(block)
      blockBytes -= block.bytes
      blocks[Int(number)] = nil
      freeNumbers.append(number)
      memory.deallocate()
    } else if wasFull, block.header.pointee.previous != nil {
      unlink(block)
      putFirst(block)
    }
  }

  /// The constraints of a subscription as they were given, attributes ascending.
  func constraints(of id: SubscriptionID) -> [Constraint] {
    let unsaid = exact.list(of: id)
    let (location, copies): (UInt32, UInt32)
    switch homes[id] {
    case .none: return []
    case .always: return Array(unsaid)
    case .lane(let block, let lane): (location, copies) = (block << 6 | lane, 1)
    case .copies(let index): (location, copies) = (homes.copies[Int(index)].lanes[0], homes.copies[Int(index)].count)
    }
    guard let memory = blocks[Int(location >> 6)] else { return [] }
    let block = Block(memory)
    let header = block.header.pointee
    var constraints = block.ranges(of: Int(location & 63)).map(attributes.constraint)
    if header.bucket >> 16 & 0xFFFF == 0 {
      let first = UInt16(truncatingIfNeeded: header.bucket)
      constraints.append(
        attributes.constraint(
          of: CodedRange(
            attribute: UInt16(truncatingIfNeeded: header.bucket >> 32), low: first, high: first + UInt16(copies - 1))))
    }
    if !unsaid.isEmpty {
      constraints.removeAll { said in unsaid.contains { $0.attribute == said.attribute } }
      constraints += unsaid
    }
    return constraints.sorted { $0.attribute < $1.attribute }
  }
}
