extension Block {
  /// A block without subscriptions.
  static func make(bucket: UInt64, number: UInt32, entries: Int) -> Block {
    let layout = Layout(entries: entries, columns: 0, lanes: 4, isWide: false)
    let block = Block(.allocate(byteCount: layout.size, alignment: 16))
    block.header.initialize(to: Header(entryCapacity: UInt32(entries), number: number, bucket: bucket))
    return block
  }

  /// The same in memory with room for more; the old memory is gone.
  func grown(entries: Int, columns: Int, lanes: Int, isWide: Bool) -> Block {
    let layout = Layout(entries: entries, columns: columns, lanes: lanes, isWide: isWide)
    let block = Block(.allocate(byteCount: layout.size, alignment: 16))
    var header = self.header.pointee
    let old = header
    header.entryCapacity = UInt32(entries)
    header.columnCapacity = UInt32(columns)
    header.laneCapacity = UInt8(lanes)
    header.isWide = isWide
    block.header.initialize(to: header)
    block.entries.update(from: self.entries, count: Int(old.entryCount))
    block.columnAttributes.update(from: columnAttributes, count: Int(old.columnCount))
    copyColumns(to: block)
    block.names.update(from: names, count: Int(old.laneCapacity))
    memory.deallocate()
    return block
  }

  private func copyColumns(to block: Block) {
    let (old, new) = (layout, block.layout)
    let (count, lanes) = (Int(header.pointee.columnCount), Int(header.pointee.laneCapacity))
    guard count > 0 else { return }
    let oldChunks = (lanes + Self.chunk - 1) / Self.chunk
    let newChunks = (Int(block.header.pointee.laneCapacity) + Self.chunk - 1) / Self.chunk
    if header.pointee.isWide == block.header.pointee.isWide {
      for chunk in 0..<oldChunks {
        (block.memory + new.columns + chunk * new.chunkSize).copyMemory(
          from: memory + old.columns + chunk * old.chunkSize, byteCount: count * old.columnSize)
      }
    } else {
      for column in 0..<count {
        for lane in 0..<oldChunks * Self.chunk {
          let range = codes(column, lane)
          block.setCodes(column, lane, low: range?.low ?? 0, high: range?.high ?? .max)
        }
      }
    }
    for column in 0..<count {
      for lane in oldChunks * Self.chunk..<newChunks * Self.chunk { block.setCodes(column, lane, low: 0, high: .max) }
    }
  }

  /// What a lane asks in a column; nil if it does not care.
  func codes(_ column: Int, _ lane: Int) -> (low: UInt16, high: UInt16)? {
    let (layout, place) = (layout, lane % Self.chunk)
    let chunk = memory + layout.columns + lane / Self.chunk * layout.chunkSize + column * layout.columnSize
    let (low, high): (UInt16, UInt16)
    if header.pointee.isWide {
      let codes = chunk.assumingMemoryBound(to: UInt16.self)
      (low, high) = (codes[place], codes[place + Self.chunk])
    } else {
      let codes = chunk.assumingMemoryBound(to: UInt8.self)
      let last = codes[place + Self.chunk]
      (low, high) = (UInt16(codes[place]), last == .max ? .max : UInt16(last))
    }
    return low == 0 ? nil : (low, high)
  }

  private func setCodes(_ column: Int, _ lane: Int, low: UInt16, high: UInt16) {
    let (layout, place) = (layout, lane % Self.chunk)
    let chunk = memory + layout.columns + lane / Self.chunk * layout.chunkSize + column * layout.columnSize
    if header.pointee.isWide {
      let codes = chunk.assumingMemoryBound(to: UInt16.self)
      (codes[place], codes[place + Self.chunk]) = (low, high)
    } else {
      let codes = chunk.assumingMemoryBound(to: UInt8.self)
      codes[place] = UInt8(truncatingIfNeeded: low)
      codes[place + Self.chunk] = UInt8(truncatingIfNeeded: min(high, 255))
    }
  }

  /// How much an attribute needs where it has no column yet.
  enum Fit {
    case column(Int)
    case entry(Int)
    case newEntry
    /// More different constraints than a column would take the room of.
    case newColumn
  }

  /// Where the constraint of a further lane goes.
  func fit(_ range: CodedRange) -> Fit {
    let attributes = columnAttributes
    for column in 0..<Int(header.pointee.columnCount) where attributes[column] == range.attribute {
      return .column(column)
    }
    var different = 0
    let entries = entries
    for index in 0..<Int(header.pointee.entryCount) where entries[index].range.attribute == range.attribute {
      if entries[index].range == range { return .entry(index) }
      different += 1
    }
    let columnSize = max(Int(header.pointee.laneCapacity), Self.chunk) * (header.pointee.isWide ? 4 : 2)
    return (different + 1) * MemoryLayout<Entry>.stride > columnSize ? .newColumn : .newEntry
  }

  /// Adds a lane's constraint where ``fit(_:)`` said; there is room for it.
  func add(_ range: CodedRange, lane: Int, _ fit: Fit) {
    switch fit {
    case .column(let column): setCodes(column, lane, low: range.low, high: range.high)
    case .entry(let index): entries[index].lanes |= 1 << UInt64(lane)
    case .newEntry:
      entries[Int(header.pointee.entryCount)] = Entry(range: range, lanes: 1 << UInt64(lane))
      header.pointee.entryCount += 1
    case .newColumn: setCodes(makeColumn(range.attribute), lane, low: range.low, high: range.high)
    }
  }

  /// Turns the entries of an attribute into a column.
  private func makeColumn(_ attribute: UInt16) -> Int {
    let column = Int(header.pointee.columnCount)
    header.pointee.columnCount += 1
    columnAttributes[column] = attribute
    for lane in 0..<max(Int(header.pointee.laneCapacity), Self.chunk) { setCodes(column, lane, low: 0, high: .max) }
    let entries = entries
    var kept = 0
    for index in 0..<Int(header.pointee.entryCount) {
      let entry = entries[index]
      guard entry.range.attribute == attribute else {
        entries[kept] = entry
        kept += 1
        continue
      }
      var lanes = entry.lanes
      while lanes != 0 {
        setCodes(column, lanes.trailingZeroBitCount, low: entry.range.low, high: entry.range.high)
        lanes &= lanes &- 1
      }
    }
    header.pointee.entryCount = UInt32(kept)
    return column
  }

  /// Takes a lane out, and drops entries and columns that nobody needs any more.
  func remove(lane: Int) {
    let mask: UInt64 = 1 << UInt64(lane)
    let entries = entries
    var count = Int(header.pointee.entryCount)
    var index = 0
    while index < count {
      entries[index].lanes &= ~mask
      if entries[index].lanes == 0 {
        count -= 1
        entries[index] = entries[count]
      } else {
        index += 1
      }
    }
    header.pointee.entryCount = UInt32(count)
    header.pointee.live &= ~mask
    header.pointee.lossy &= ~mask
    var column = 0
    while column < Int(header.pointee.columnCount) {
      guard codes(column, lane) != nil else {
        column += 1
        continue
      }
      setCodes(column, lane, low: 0, high: .max)
      if hasUsers(column) { column += 1 } else { drop(column) }
    }
  }

  private func hasUsers(_ column: Int) -> Bool {
    var lanes = header.pointee.live
    while lanes != 0 {
      if codes(column, lanes.trailingZeroBitCount) != nil { return true }
      lanes &= lanes &- 1
    }
    return false
  }

  /// Puts the last column in the place of one.
  private func drop(_ column: Int) {
    let last = Int(header.pointee.columnCount) - 1
    if column < last {
      columnAttributes[column] = columnAttributes[last]
      for lane in 0..<max(Int(header.pointee.laneCapacity), Self.chunk) {
        let range = codes(last, lane)
        setCodes(column, lane, low: range?.low ?? 0, high: range?.high ?? .max)
      }
    }
    header.pointee.columnCount = UInt32(last)
  }

  /// The constraints of a lane, in no order.
  func ranges(of lane: Int) -> [CodedRange] {
    var ranges: [CodedRange] = []
    ranges.reserveCapacity(8)
    let entries = entries
    for index in 0..<Int(header.pointee.entryCount) where entries[index].lanes >> UInt64(lane) & 1 == 1 {
      ranges.append(entries[index].range)
    }
    for column in 0..<Int(header.pointee.columnCount) {
      guard let codes = codes(column, lane) else { continue }
      ranges.append(CodedRange(attribute: columnAttributes[column], low: codes.low, high: codes.high))
    }
    return ranges
  }
}
