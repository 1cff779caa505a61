extension [UInt64] {
  /// The index of the first element of an ascending array that is not below `value`; `count` if there is none. Logarithmic.
  @inlinable func firstIndex(from value: UInt64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) >> 1
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Sorts the array and leaves one of each value.
  mutating func sortAndRemoveRepetitions() {
    sort()
    var kept = 0
    // By index: an iterator would hold on to the elements, and the first write would copy them all.
    for index in indices where kept == 0 || self[kept - 1] != self[index] {
      self[kept] = self[index]
      kept += 1
    }
    removeLast(count - kept)
  }
}
