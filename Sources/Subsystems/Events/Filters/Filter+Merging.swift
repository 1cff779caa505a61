extension Filter {
  /// The filter that exactly those events meet that meet this one or `other`; nil if there is none among conjunctions of ranges.
  ///
  /// There is one if one of the two covers the other, or if they differ in the range of a single attribute and these ranges overlap or touch:
  /// over integers, 1...3 and 4...6 are 1...6.
  public func merged(with other: Filter) -> Filter? {
    if covers(other) { return self }
    if other.covers(self) { return other }
    guard constraints.count == other.constraints.count else { return nil }
    var difference: Int?
    for index in constraints.indices where constraints[index] != other.constraints[index] {
      guard difference == nil, constraints[index].attribute == other.constraints[index].attribute else { return nil }
      difference = index
    }
    guard let difference, constraints[difference].touches(other.constraints[difference]) else { return nil }
    var merged = constraints
    merged[difference] = constraints[difference].hull(with: other.constraints[difference])
    return Filter(merged)
  }

  /// The narrowest filter that covers both: the attributes of both, each with the narrowest range that holds both ranges. Other events may
  /// meet it too: an imperfect merge.
  public func enclosing(_ other: Filter) -> Filter {
    var common: [Constraint] = []
    var place = 0
    for constraint in constraints {
      while place < other.constraints.count, other.constraints[place].attribute < constraint.attribute { place += 1 }
      guard place < other.constraints.count else { break }
      if other.constraints[place].attribute == constraint.attribute {
        common.append(constraint.hull(with: other.constraints[place]))
      }
    }
    return Filter(common)
  }

  /// An imperfect merge that lets little through that nobody wants: ``enclosing(_:)`` of filters that speak of the same attributes and overlap;
  /// nil for others that have no perfect merge.
  public func mergedImperfectly(with other: Filter) -> Filter? {
    if let perfect = merged(with: other) { return perfect }
    guard overlaps(other), constraints.map(\.attribute) == other.constraints.map(\.attribute) else { return nil }
    return enclosing(other)
  }
}

extension Constraint {
  /// Whether the two ranges, of one attribute, make one range together.
  fileprivate func touches(_ other: Constraint) -> Bool {
    let (gapStart, gapEnd) = (min(high, other.high), max(low, other.low))
    return gapEnd <= gapStart || gapEnd == gapStart &+ 1
  }

  fileprivate func hull(with other: Constraint) -> Constraint {
    Constraint(attribute, min(low, other.low), max(high, other.high))
  }
}

extension [Filter] {
  /// Those that no other one covers, ascending, each once: together they cover what all of these cover, and no fewer do.
  ///
  /// Takes time in proportion to the square of their number.
  public var minimalCover: [Filter] {
    var cover: [Filter] = []
    for filter in sorted() where !cover.cover(filter) {
      cover.removeAll { filter.covers($0) }
      cover.append(filter)
    }
    return cover
  }

  /// The filters, ascending, in which each of these was merged with another one by `merge` where that could be, one after the other. Other
  /// orders may lead to other filters.
  public func merging(by merge: (Filter, Filter) -> Filter?) -> [Filter] {
    var merged: [Filter] = []
    for filter in sorted() { merged.add(filter, merging: merge) }
    return merged
  }

  /// Puts a filter into an ascending list of which none covers another one and no two can be merged, and leaves it so.
  ///
  /// Takes time in proportion to their number for each merge.
  mutating func add(_ filter: Filter, merging merge: (Filter, Filter) -> Filter?) {
    var filter = filter
    while !cover(filter) {
      removeAll { filter.covers($0) }
      var merged: Filter?
      let place = firstIndex { other in
        merged = merge(other, filter)
        return merged != nil
      }
      guard let place, let merged else { return insertAscending(filter) }
      remove(at: place)
      filter = merged
    }
  }

  /// Whether one of them covers a filter.
  @inlinable func cover(_ filter: Filter) -> Bool { contains { $0.covers(filter) } }

  /// Whether an event meets one of them.
  @inlinable func match(_ event: [AttributeValue]) -> Bool {
    for filter in self where filter.matches(event) { return true }
    return false
  }

  /// Whether an ascending list has a filter.
  func hasAscending(_ filter: Filter) -> Bool {
    let place = place(of: filter)
    return place < count && self[place] == filter
  }

  /// Puts a filter into an ascending list, unless it is there.
  mutating func insertAscending(_ filter: Filter) {
    let place = place(of: filter)
    if place == count || self[place] != filter { insert(filter, at: place) }
  }

  /// Takes a filter out of an ascending list; false if it is not there.
  mutating func removeAscending(_ filter: Filter) -> Bool {
    let place = place(of: filter)
    guard place < count, self[place] == filter else { return false }
    remove(at: place)
    return true
  }

  private func place(of filter: Filter) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < filter { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
