extension Array where Element: BitwiseCopyable {
  /// Sorts by a key, stably, digit by digit of the keys' differences to the least: as fast as copying when keys lie
  /// close together.
  @inline(__always)
  mutating func sortByDigits(of key: (Element) -> UInt64) {
    guard count > Self.fewest else { return sortByInsertion(of: key) }
    var (least, greatest) = (UInt64.max, UInt64.min)
    for element in self { (least, greatest) = (Swift.min(least, key(element)), Swift.max(greatest, key(element))) }
    var other = self
    var shift = 0
    while shift < UInt64.bitWidth && (greatest - least) >> shift > 0 {
      moveByDigit(to: &other) { Int(truncatingIfNeeded: (key($0) - least) >> shift) & (Self.digits - 1) }
      swap(&self, &other)
      shift += Self.digits.trailingZeroBitCount
    }
  }

  private static var fewest: Int { 48 }
  private static var digits: Int { 1 << 10 }

  @inline(__always)
  private func moveByDigit(to other: inout Self, _ digit: (Element) -> Int) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.digits) { places in
      places.initialize(repeating: 0)
      for element in self { places[digit(element)] += 1 }
      var place = 0
      for value in places.indices { (places[value], place) = (place, place + places[value]) }
      for element in self {
        let value = digit(element)
        other[places[value]] = element
        places[value] += 1
      }
    }
  }

  @inline(__always)
  private mutating func sortByInsertion(of key: (Element) -> UInt64) {
    for index in indices.dropFirst() {
      let element = self[index]
      var place = index
      while place > 0 && key(self[place - 1]) > key(element) {
        self[place] = self[place - 1]
        place -= 1
      }
      self[place] = element
    }
  }
}
