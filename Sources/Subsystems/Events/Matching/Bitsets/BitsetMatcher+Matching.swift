import CProcessor

/// What a reader of a ``BitsetMatcher`` needs: the codes of the event, the rows that it reads, and an intersection.
public final class BitsetScratch: MatchingScratch {
  /// The subscriptions that were looked at one by one.
  public internal(set) var candidates = 0
  /// The bytes of bitmaps and of candidates' constraints that were looked at.
  public internal(set) var bytesRead = 0
  private(set) var codes: UnsafeMutablePointer<EventCode> = .allocate(capacity: 1)
  private var attributes = 0
  private(set) var rows: UnsafeMutablePointer<Int> = .allocate(capacity: 1)
  private var rowCapacity = 0
  let intersection: UnsafeMutablePointer<UInt64>
  let found: UnsafeMutablePointer<Int32>

  init() {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: BitRows.mostWords * 8, alignment: 64)
    intersection = memory.bindMemory(to: UInt64.self, capacity: BitRows.mostWords)
    found = .allocate(capacity: BitsetMatcher.chunk)
  }

  deinit {
    codes.deallocate()
    rows.deallocate()
    intersection.deallocate()
    found.deallocate()
  }

  func reserve(attributes: Int, rows: Int) {
    if self.attributes < attributes {
      codes.deallocate()
      codes = .allocate(capacity: attributes)
      codes.initialize(repeating: .absent, count: attributes)
      self.attributes = attributes
    }
    if rowCapacity < rows {
      self.rows.deallocate()
      self.rows = .allocate(capacity: rows)
      rowCapacity = rows
    }
  }
}

extension BitsetMatcher {
  /// What a reader needs.
  public func makeScratch() -> BitsetScratch { BitsetScratch() }

  /// Appends all subscriptions that the event satisfies.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout BitsetScratch, into matches: inout [SubscriptionID]
  ) {
    scratch.reserve(attributes: max(1, attributes.maps.count), rows: groups.count)
    let codes = scratch.codes
    for index in event.indices {
      let attribute = attributes.number(of: event[index].attribute)
      if attribute >= 0 { codes[attribute] = EventCode(attributes.maps[attribute].code(event[index].value)) }
    }
    for group in groups.indices { scratch.rows[group] = groups[group].row(codes[groupAttributes[group]].wide) }
    for piece in rows.indices {
      let words = rows[piece].pointee.words
      rows[piece].pointee.intersect(scratch.rows, count: groups.count, into: scratch.intersection)
      let count = collect(scratch.intersection, words, first: piece * Self.chunk, into: scratch.found)
      scratch.candidates &+= count
      scratch.bytesRead &+= (groups.count &+ 1) &* words &* 8 &+ count &* records.stride
      verify(scratch.found, count, codes, event, into: &matches)
    }
    for index in event.indices {
      let attribute = attributes.number(of: event[index].attribute)
      if attribute >= 0 { codes[attribute] = .absent }
    }
  }

  /// The slots of the bits, whose records are asked for.
  @inline(__always)
  private func collect(
    _ words: UnsafeMutablePointer<UInt64>, _ count: Int, first: Int, into found: UnsafeMutablePointer<Int32>
  ) -> Int {
    var number = 0
    for word in 0..<count {
      var bits = words[word]
      while bits != 0 {
        let slot = first &+ word &* 64 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        found[number] = Int32(truncatingIfNeeded: slot)
        number &+= 1
        ivce_prefetch(records.address(slot))
      }
    }
    return number
  }

  @inline(__always)
  private func verify(
    _ found: UnsafeMutablePointer<Int32>, _ count: Int, _ codes: UnsafeMutablePointer<EventCode>,
    _ event: Span<AttributeValue>, into matches: inout [SubscriptionID]
  ) {
    let isLong = records.room > 5
    var kept = 0
    for index in 0..<count {
      let slot = Int(found[index])
      let items = records.items(slot)
      // Without branches: which constraint refutes a candidate is anybody's guess.
      var met = items[0].met(codes) & items[1].met(codes) & items[2].met(codes) & items[3].met(codes)
      met &= items[4].met(codes)
      if isLong { for item in 5..<CandidateRecords.most { met &= items[item].met(codes) } }
      found[kept] = found[index]
      kept &+= met
    }
    if exact.isEmpty, leftOut.isEmpty {
      for index in 0..<kept { matches.append(names[Int(found[index])]) }
    } else {
      for index in 0..<kept where isMet(Int(found[index]), codes, event) {
        matches.append(names[Int(found[index])])
      }
    }
  }

  /// Whether a subscription that is met as its record says is met as it was given.
  @inline(__always)
  private func isMet(
    _ slot: Int, _ codes: UnsafeMutablePointer<EventCode>, _ event: Span<AttributeValue>
  ) -> Bool {
    let items = records.items(slot)
    var isAtAnEnd = false
    for item in 0..<records.room where items[item].low > 0 {
      let code = codes[Int(items[item].attribute)].wide
      if code == items[item].low || code == items[item].high { isAtAnEnd = true }
    }
    if isAtAnEnd, !exact.admit(event, for: names[slot]) { return false }
    return leftOut.isEmpty || leftOut.admit(event, for: names[slot])
  }

  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    for (index, slot) in slots.enumerated() where slot >= 0 {
      let id = SubscriptionID(index)
      try BrokenInvariant.unless(names[Int(slot)] == id, "\(id) is not in its slot")
      let (piece, place) = (rows[Int(slot) / Self.chunk], Int(slot) % Self.chunk)
      try BrokenInvariant.unless(piece.pointee.live[place >> 6] >> UInt64(place & 63) & 1 == 1, "\(id) is not live")
      let items = records.items(Int(slot))
      for (attribute, group) in zip(groupAttributes, groups) {
        let range = (0..<records.room).map { items[$0] }.first { $0.low > 0 && Int($0.attribute) == attribute }
        for row in 0...group.cells {
          let isIn = piece.pointee.row(group.first + row)[place >> 6] >> UInt64(place & 63) & 1 == 1
          let admits = range.map { row > 0 && group.cell($0.low) < row && row <= group.cell($0.high) + 1 } ?? true
          try BrokenInvariant.unless(isIn == admits, "row \(row) of attribute \(attribute) is wrong about \(id)")
        }
      }
    }
    let live = rows.reduce(0) { sum, piece in
      (0..<piece.pointee.words).reduce(sum) { $0 + piece.pointee.live[$1].nonzeroBitCount }
    }
    try BrokenInvariant.unless(live == count, "\(live) slots are live for \(count) subscriptions")
    try exact.checkInvariants()
    try leftOut.checkInvariants()
    try attributes.check(against: slots.indices) { constraints(of: $0) }
  }
}
