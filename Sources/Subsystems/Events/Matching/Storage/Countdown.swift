/// Counters of a byte each that start at what is needed and stand at zero where all of it has been met.
struct Countdown: Sendable {
  private(set) var counters: [UInt8] = []

  /// Sets the first counters; later ones keep what they had.
  mutating func start(_ needs: Span<UInt8>) {
    if counters.count < needs.count {
      counters.append(contentsOf: repeatElement(0, count: needs.count - counters.count))
    }
    counters.withUnsafeMutableBufferPointer { counters in
      needs.withUnsafeBufferPointer { _ = counters.update(fromContentsOf: $0) }
    }
  }

  /// Counts down, once for each place that is named. For speed it is not looked whether places are below the number of
  /// needs.
  @inline(__always) mutating func meet(_ places: Span<UInt32>) {
    var counters = counters.mutableSpan
    for index in places.indices { counters[unchecked: Int(places[unchecked: index])] &-= 1 }
  }

  /// Counts one place down by 1, or by 0.
  @inline(__always) mutating func meet(_ place: UInt32, by amount: UInt8) { counters[Int(place)] &-= amount }

  /// The first zero from a place on, before `end`; `end` if there is none. Looks at eight bytes at a time.
  func firstZero(from place: Int, to end: Int) -> Int {
    counters.withUnsafeBytes { bytes in
      var place = place
      while place + 8 <= end {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        if zeros != 0 { return place + zeros.trailingZeroBitCount / 8 }
        place += 8
      }
      while place < end, bytes[place] != 0 { place += 1 }
      return place
    }
  }
}
