/// Numbers keys from 0 in the order in which they first come, so that pairs of things index flat tables.
///
/// Open addressing with a fixed mixer, at most half full. Keys stay for good.
struct DenseKeys: Sendable {
  private struct Slot: Sendable {
    var key: UInt64 = 0
    /// -1 where there is no key.
    var number: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: 8)

  /// The keys that have a number.
  private(set) var count = 0

  var bytes: Int { slots.capacity * MemoryLayout<Slot>.stride }

  /// The number of a key; -1 if it has none.
  func number(of key: UInt64) -> Int { Int(slots[place(of: key)].number) }

  /// The number of a key, the next one if it has none yet.
  mutating func number(assigning key: UInt64) -> Int {
    var place = place(of: key)
    if slots[place].number >= 0 { return Int(slots[place].number) }
    if 2 * count >= slots.count {
      grow()
      place = self.place(of: key)
    }
    slots[place] = Slot(key: key, number: Int32(count))
    count += 1
    return count - 1
  }

  /// Where a key is, or the empty slot where it would be.
  private func place(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - mask.trailingOnes))
    while slots[place].number >= 0, slots[place].key != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: 2 * old.count)
    for slot in old where slot.number >= 0 { slots[place(of: slot.key)] = slot }
  }

  func checkInvariants() throws {
    var isTaken = [Bool](repeating: false, count: count)
    for slot in slots where slot.number >= 0 {
      try BrokenInvariant.unless(number(of: slot.key) == Int(slot.number), "key \(slot.key) is not found")
      try BrokenInvariant.unless(
        Int(slot.number) < count && !isTaken[Int(slot.number)], "number \(slot.number) is not given once")
      isTaken[Int(slot.number)] = true
    }
    try BrokenInvariant.unless(isTaken.allSatisfy(\.self), "a number has no key")
  }
}

extension Int {
  /// The ones at the low end: of a mask, its length.
  fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
