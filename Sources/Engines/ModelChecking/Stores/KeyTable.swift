import CProcessor
import CanonicalEncoding

/// The set of keys seen so far, in an open-addressing table.
///
/// The place of a key in the table is the key itself, scaled, so that it does not depend on the process. The table grows by
/// half when three quarters are taken: 11 to 16 bytes a state.
@usableFromInline
struct KeyTable: ~Copyable {
  @usableFromInline var count = 0
  @usableFromInline var capacity: Int
  @usableFromInline var limit: Int
  @usableFromInline var slots: UnsafeMutablePointer<UInt64>
  @usableFromInline let sharedBits: UInt64
  /// The key 0 marks an empty slot; whether it is in the set is kept apart.
  @usableFromInline var containsZero = false

  @usableFromInline init(sharedBits: Int) {
    capacity = 256
    limit = 192
    slots = Self.empty(256)
    self.sharedBits = UInt64(sharedBits)
  }

  @usableFromInline deinit { slots.deallocate() }

  /// Adds a key; false when it was there.
  @inlinable @inline(__always)
  mutating func insert(_ key: UInt64) -> Bool {
    if key == 0 { return insertZero() }
    var slot = home(of: key)
    while true {
      let found = slots[slot]
      if found == key { return false }
      if found == 0 { break }
      slot &+= 1
      if slot == capacity { slot = 0 }
    }
    slots[slot] = key
    count &+= 1
    if count == limit { grow() }
    return true
  }

  @inlinable @inline(__always)
  func prefetch(_ key: UInt64) { ivce_prefetch(slots + home(of: key)) }

  @inlinable @inline(__always)
  func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &<< sharedBits).multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high)
  }

  @usableFromInline var bytes: Int { capacity * MemoryLayout<UInt64>.stride }

  @usableFromInline mutating func insertZero() -> Bool {
    if containsZero { return false }
    containsZero = true
    return true
  }

  @usableFromInline mutating func grow() {
    let (old, oldCapacity) = (slots, capacity)
    capacity = oldCapacity + oldCapacity / 2
    limit = capacity / 4 * 3
    slots = Self.empty(capacity)
    for index in 0..<oldCapacity where old[index] != 0 {
      var slot = home(of: old[index])
      while slots[slot] != 0 { slot = slot + 1 == capacity ? 0 : slot + 1 }
      slots[slot] = old[index]
    }
    old.deallocate()
  }

  private static func empty(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
    return slots
  }
}
