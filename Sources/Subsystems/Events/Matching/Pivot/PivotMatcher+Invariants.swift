extension PivotMatcher {
  /// Each subscription lies in just the cells of its recorded pivot, as a whole; popularity is what a count says; every
  /// value that meets a pivot leads to the subscription.
  public func checkInvariants() throws {
    try cells.checkInvariants()
    let live = entries.count { $0.pivot != Entry.none }
    try BrokenInvariant.unless(live == count, "\(count) subscriptions are counted, and \(live) are filed")
    try checkAlways()
    try checkPopularity()
    try checkEntries()
    try checkBuckets()
  }

  private func checkAlways() throws {
    for (place, id) in always.enumerated() {
      let entry = entries[id.index]
      try BrokenInvariant.unless(
        entry.pivot == Entry.always && entry.place == place, "\(id) is not where it is looked for")
    }
    try BrokenInvariant.unless(
      entries.count { $0.pivot == Entry.always } == always.count, "a subscription without constraints is lost")
  }

  private func checkPopularity() throws {
    var popularity = [Int](repeating: 0, count: statistics.count)
    for attribute in statistics.indices {
      forEachRecord(under: attribute) { record in
        for index in 0..<record.shape.count { popularity[Int(record.constraint(index).attribute)] += 1 }
      }
    }
    for (number, counted) in popularity.enumerated() {
      try BrokenInvariant.unless(
        counted == statistics[number].popularity,
        "attribute \(numbers.attributes[number]) has popularity \(counted), not \(statistics[number].popularity)")
    }
  }

  private func checkEntries() throws {
    for (name, entry) in entries.enumerated() where entry.pivot != Entry.none && entry.pivot != Entry.always {
      let attribute = Int(entry.pivot)
      let first = record(of: entry, in: Int(entry.first))
      let constraints = (0..<first.shape.count).map { first.constraint($0) }
      let pivot = constraints[constraints.count - 1]
      try BrokenInvariant.unless(Int(pivot.attribute) == attribute, "s\(name) does not end with its pivot")
      let touched = cells.cells(from: pivot.low, to: pivot.high, attribute: attribute)
      try BrokenInvariant.unless(touched == entry.cells, "s\(name) lies in cells \(entry.cells), not \(touched)")
      for cell in entry.cells {
        let record = record(of: entry, in: cell)
        try BrokenInvariant.unless(Int(record.name) == name, "s\(name) is not where it was put in cell \(cell)")
        try BrokenInvariant.unless(
          (0..<record.shape.count).map { record.constraint($0) } == constraints, "s\(name) is not the same in all cells"
        )
        let bounds = cells.bounds(of: cell, attribute: attribute)
        let isCovered = pivot.low <= bounds.low && bounds.high <= pivot.high
        try BrokenInvariant.unless(
          record.shape.skipsLast == isCovered, "the pivot of s\(name) is wrongly tested in cell \(cell)")
      }
      for value in [pivot.low, pivot.low / 2 + pivot.high / 2, pivot.high] where pivot.admits(value) {
        try BrokenInvariant.unless(
          entry.cells.contains(cells.cell(of: value, attribute: attribute)), "\(value) does not lead to s\(name)")
      }
    }
  }

  private func checkBuckets() throws {
    var copies = 0
    for attribute in statistics.indices {
      try BrokenInvariant.unless(
        buckets.range(of: attribute).count == cells.cells(of: attribute), "not every cell has a bucket")
      for bucket in buckets.range(of: attribute) {
        try buckets[bucket].checkInvariants()
        copies += Int(buckets[bucket].live)
      }
    }
    let recorded = entries.reduce(0) {
      $1.pivot == Entry.none || $1.pivot == Entry.always ? $0 : $0 + $1.cells.count
    }
    try BrokenInvariant.unless(copies == recorded, "\(copies) records lie in buckets, and \(recorded) are known")
  }

  /// The attribute under which a subscription is filed.
  package func pivot(of id: SubscriptionID) -> UInt32? {
    guard id.index < entries.count, entries[id.index].pivot < Entry.always else { return nil }
    return numbers.attributes[Int(entries[id.index].pivot)]
  }

  /// The live subscriptions that speak of an attribute.
  package func popularity(of attribute: UInt32) -> Int {
    let number = numbers.number(of: attribute)
    return number < 0 ? 0 : statistics[number].popularity
  }
}
