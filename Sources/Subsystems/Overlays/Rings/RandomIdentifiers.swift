import Randomness

/// Node identifiers of overlays that draw them at random.
enum RandomIdentifiers {
  /// `count` different 64-bit identifiers in ascending order; the rare duplicates are drawn again.
  static func sorted(count: Int, using generator: inout Xoshiro256StarStar) -> [UInt64] {
    var identifiers: [UInt64] = []
    identifiers.reserveCapacity(count)
    while identifiers.count < count {
      for _ in identifiers.count..<count { identifiers.append(generator.next()) }
      identifiers.sortAndRemoveRepetitions()
    }
    return identifiers
  }
}
