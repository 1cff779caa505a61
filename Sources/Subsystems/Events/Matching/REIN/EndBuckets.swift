/// Buckets of range ends: the ends, and whose they are.
struct EndBuckets: Sendable {
  private(set) var lists = PackedLists<OwnedValueColumns>()

  var bytes: Int { lists.bytes }

  mutating func addBuckets(upTo count: Int) { lists.addLists(upTo: count) }

  mutating func append(_ end: Int64, of owner: UInt32, to bucket: Int) {
    lists.append(OwnedValue(value: end, owner: owner), to: bucket)
  }

  mutating func remove(_ owner: UInt32, from bucket: Int) {
    guard let place = lists.columns.owners.all.span.firstPlace(of: owner, in: lists.range(of: bucket)) else {
      preconditionFailure("an end is removed from its bucket")
    }
    lists.remove(at: place, from: bucket)
  }

  /// Puts the buckets into the order of their numbers.
  mutating func pack() { lists.pack() }

  /// Marks the owners of all ends in some buckets, and returns how many there are.
  func markAll(_ buckets: Range<Int>, in marked: inout MutableSpan<UInt64>) -> Int {
    let (blocks, owners) = (lists.blocks.span, lists.columns.owners.all.span)
    var count = 0
    for bucket in buckets {
      let range = blocks[bucket].range
      for index in range { marked.mark(owners[unchecked: index]) }
      count += range.count
    }
    return count
  }

  /// Marks the owners of the ends in a bucket that are above a value, and returns how many ends were looked at.
  func markAbove(_ value: Int64, _ bucket: Int, in marked: inout MutableSpan<UInt64>) -> Int {
    let (ends, owners) = (lists.columns.values.all.span, lists.columns.owners.all.span)
    let range = lists.range(of: bucket)
    for index in range where ends[unchecked: index] > value { marked.mark(owners[unchecked: index]) }
    return range.count
  }

  /// Marks the owners of the ends in a bucket that are below a value, and returns how many ends were looked at.
  func markBelow(_ value: Int64, _ bucket: Int, in marked: inout MutableSpan<UInt64>) -> Int {
    let (ends, owners) = (lists.columns.values.all.span, lists.columns.owners.all.span)
    let range = lists.range(of: bucket)
    for index in range where ends[unchecked: index] < value { marked.mark(owners[unchecked: index]) }
    return range.count
  }
}

extension MutableSpan<UInt64> {
  /// Sets a bit. For speed it is not looked whether there is such a bit.
  @inline(__always) fileprivate mutating func mark(_ bit: UInt32) {
    self[unchecked: Int(bit >> 6)] |= 1 << UInt64(bit & 63)
  }
}
