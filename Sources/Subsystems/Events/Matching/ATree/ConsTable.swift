/// Numbers of things that exist once, found by what they are: the table of hash consing.
///
/// Open addressing with linear probing; a slot holds the upper half of a thing's hash and its number, so that few
/// things are compared that are not equal, and none is hashed again when the table grows or one is removed. Hashes come
/// from the caller, who mixes them by a fixed function.
package struct ConsTable: Sendable {
  private var slots: [UInt64]
  package private(set) var count = 0

  private static var empty: UInt64 { .max }

  package init() { slots = [Self.empty, Self.empty] }

  package var bytes: Int { slots.capacity * MemoryLayout<UInt64>.stride }

  /// The first slot to look in: the upper bits of a hash.
  private func home(_ word: UInt64) -> Int { Int(word >> UInt64(64 - slots.count.trailingZeroBitCount)) }

  /// The number of the thing of this hash that is the one sought.
  @inline(__always)
  package func find(hash: UInt64, where isSought: (UInt32) -> Bool) -> UInt32? {
    var slot = home(hash)
    while slots[slot] != Self.empty {
      let number = UInt32(truncatingIfNeeded: slots[slot])
      if slots[slot] >> 32 == hash >> 32, isSought(number) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a thing that is not in it.
  ///
  /// - Parameter number: below `UInt32.max`.
  package mutating func insert(_ number: UInt32, hash: UInt64) {
    count += 1
    if count * 4 > slots.count * 3 { enlarge() }
    enter(hash & ~0xFFFF_FFFF | UInt64(number))
  }

  private mutating func enter(_ word: UInt64) {
    var slot = home(word)
    while slots[slot] != Self.empty { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = word
  }

  private mutating func enlarge() {
    let old = slots
    precondition(old.count < 1 << 32, "a table holds fewer than 2^32 things")
    slots = [UInt64](repeating: Self.empty, count: old.count * 2)
    for word in old where word != Self.empty { enter(word) }
  }

  /// Removes a thing that is in it; those after it that were kept from their home by it move up.
  package mutating func remove(_ number: UInt32, hash: UInt64) {
    let last = slots.count - 1
    var gap = home(hash)
    while UInt32(truncatingIfNeeded: slots[gap]) != number {
      precondition(slots[gap] != Self.empty, "what is removed is in the table")
      gap = (gap + 1) & last
    }
    count -= 1
    var slot = gap
    while true {
      slot = (slot + 1) & last
      if slots[slot] == Self.empty { break }
      if (slot - home(slots[slot])) & last >= (slot - gap) & last {
        slots[gap] = slots[slot]
        gap = slot
      }
    }
    slots[gap] = Self.empty
  }
}
