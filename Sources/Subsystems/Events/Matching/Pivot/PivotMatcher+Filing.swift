extension PivotMatcher {
  /// The number of an attribute; a new one has one cell.
  mutating func number(of attribute: UInt32) -> Int {
    let number = numbers.numbering(attribute)
    if number == statistics.count {
      statistics.append(AttributeStatistics())
      addRow()
    }
    return number
  }

  private mutating func addRow() {
    cells.append()
    buckets.append()
    buckets.fill(buckets.count - 1, count: 1, with: RecordBucket())
  }

  /// Chooses the pivot of what is pending, which lies in the order of attributes, and files it.
  mutating func file(_ id: SubscriptionID) {
    guard let pivot = choosePivot() else {
      entries[id.index] = Entry(pivot: Entry.always, place: UInt32(always.count))
      always.append(id)
      return
    }
    arrange(pivot)
    let isNarrow = pending.allSatisfy { InlineRecord.isNarrow($0.constraint) }
    let shape = InlineRecord.Shape(count: pending.count, isWide: !isNarrow)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: shape.size) { words in
      let record = InlineRecord(words: words.baseAddress!)
      record.name = id.number
      record.shape = shape
      for index in pending.indices { record.write(pending[index].constraint, at: index) }
      place(record)
    }
    let attribute = Int(pending[pending.count - 1].constraint.attribute)
    if cells.note(attribute: attribute) { learnCells(of: attribute) }
  }

  /// The index of the pivot among what is pending, if anything is; and how likely each constraint is to be met.
  private mutating func choosePivot() -> Int? {
    var (best, leastScore) = (Int?.none, Double.infinity)
    for index in pending.indices {
      let constraint = pending[index].constraint
      let statistics = statistics[Int(constraint.attribute)]
      let popularity = Double(statistics.popularity)
      let chance = popularity * statistics.selectivity(from: constraint.low, to: constraint.high)
      pending[index].chance = chance
      let score =
        switch policy {
        case .leastPopular: popularity
        case .leastPopularSelective: chance
        case .mostPopular: -popularity
        }
      if score < leastScore { (best, leastScore) = (index, score) }
    }
    return best
  }

  /// Moves the pivot to the end, since it is met wherever its range covers the cell; of the others the least likely to
  /// be met comes first.
  private mutating func arrange(_ pivot: Int) {
    let chosen = pending.remove(at: pivot)
    pending.sort { ($0.chance, $0.constraint.attribute) < ($1.chance, $1.constraint.attribute) }
    pending.append(chosen)
  }

  /// Copies a record into the bucket of each cell that its last constraint touches, and notes where.
  private mutating func place(_ record: InlineRecord) {
    var shape = record.shape
    let pivot = record.constraint(shape.count - 1)
    let attribute = Int(pivot.attribute)
    let range = cells.cells(from: pivot.low, to: pivot.high, attribute: attribute)
    var entry = Entry(pivot: pivot.attribute, first: UInt8(range.lowerBound), last: UInt8(range.upperBound), place: 0)
    if range.count > 1 { entry.place = places.take(range.count) }
    for cell in range {
      shape.skipsLast = cells.isCovered(cell, from: pivot.low, to: pivot.high, attribute: attribute)
      record.shape = shape
      let place = buckets[buckets.first(of: attribute) + cell].add(record)
      if range.count > 1 { places[entry.place, cell - range.lowerBound] = place } else { entry.place = place }
    }
    entries[Int(record.name)] = entry
  }

  /// Where the record lies in one of its cells.
  func place(of entry: Entry, in cell: Int) -> UInt32 {
    entry.first == entry.last ? entry.place : places[entry.place, cell - Int(entry.first)]
  }

  /// The record as it lies in one of its cells.
  func record(of entry: Entry, in cell: Int) -> InlineRecord {
    buckets[buckets.first(of: Int(entry.pivot)) + cell].record(at: place(of: entry, in: cell))
  }

  /// Removes the record from the cells where it was put.
  mutating func takeOut(_ entry: Entry) {
    let record = record(of: entry, in: Int(entry.first))
    for index in 0..<record.shape.count { statistics[Int(record.constraint(index).attribute)].popularity -= 1 }
    for cell in entry.cells {
      let bucket = buckets.first(of: Int(entry.pivot)) + cell
      if buckets[bucket].remove(at: place(of: entry, in: cell)) { noteMoves(in: bucket, cell) }
    }
    if entry.first != entry.last { places.giveBack(entry.place, length: entry.cells.count) }
  }

  private mutating func noteMoves(in bucket: Int, _ cell: Int) {
    buckets[bucket].forEach { record, place in
      let name = Int(record.name)
      if entries[name].first == entries[name].last {
        entries[name].place = place
      } else {
        places[entries[name].place, cell - Int(entries[name].first)] = place
      }
    }
  }

  /// Visits each record once that lies under an attribute.
  func forEachRecord(under attribute: Int, _ visit: (InlineRecord) throws -> Void) rethrows {
    for (cell, bucket) in buckets.range(of: attribute).enumerated() {
      try buckets[bucket].forEach { record, _ in
        if entries[Int(record.name)].first == cell { try visit(record) }
      }
    }
  }

  /// Learns the cells of an attribute from the pivots that are filed there; if they have changed, files these anew.
  private mutating func learnCells(of attribute: Int) {
    var ends: [CellMap.Ends] = []
    forEachRecord(under: attribute) { record in
      let pivot = record.constraint(record.shape.count - 1)
      ends.append(CellMap.Ends(pivot.low, pivot.high))
    }
    guard cells.learn(ends, attribute: attribute) else { return }
    var records: [UInt32] = []
    save(under: attribute, to: &records)
    for bucket in buckets.range(of: attribute) { buckets[bucket].removeAll() }
    buckets.fill(attribute, count: cells.cells(of: attribute), with: RecordBucket())
    records.withUnsafeMutableBufferPointer { words in
      var offset = 0
      while offset < words.count {
        let record = InlineRecord(words: words.baseAddress! + offset)
        let old = entries[Int(record.name)]
        if old.first != old.last { places.giveBack(old.place, length: old.cells.count) }
        place(record)
        offset += record.shape.size
      }
    }
  }

  private func save(under attribute: Int, to words: inout [UInt32]) {
    forEachRecord(under: attribute) { record in
      words.append(contentsOf: UnsafeBufferPointer(start: record.words, count: record.shape.size))
    }
  }

  /// Files all subscriptions anew, each under the pivot that it would have by the present popularity.
  public mutating func rebuild() {
    var records: [UInt32] = []
    for attribute in statistics.indices { save(under: attribute, to: &records) }
    for bucket in buckets.elements.indices { buckets[bucket].removeAll() }
    cells = CellMap()
    buckets = FlatRows()
    places = PlaceLists()
    for _ in statistics.indices { addRow() }
    records.withUnsafeMutableBufferPointer { words in
      var offsets: [(name: UInt32, offset: Int)] = []
      var offset = 0
      while offset < words.count {
        let record = InlineRecord(words: words.baseAddress! + offset)
        offsets.append((record.name, offset))
        offset += record.shape.size
      }
      offsets.sort { $0.name < $1.name }
      for (name, offset) in offsets {
        let record = InlineRecord(words: words.baseAddress! + offset)
        pending = (0..<record.shape.count).map { Pending(constraint: record.constraint($0)) }
        pending.sort {
          numbers.attributes[Int($0.constraint.attribute)] < numbers.attributes[Int($1.constraint.attribute)]
        }
        file(SubscriptionID(unchecked: name))
      }
    }
  }
}
