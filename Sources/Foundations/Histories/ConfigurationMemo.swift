/// The configurations that a search has met: which operations were placed, and the state they led to.
///
/// From equal configurations the same orders go on, so each is searched once (Lowe 2017, "Testing for linearizability").
/// Keys of varying length lie one after the other in one array; an open-addressing table holds their numbers. Keys are
/// compared in full: a chance collision could hide an order.
@usableFromInline
struct ConfigurationMemo {
  /// For each key the fingerprint, a word of the set's `low` and the state, then the words of the set.
  @usableFromInline var arena: [UInt64] = []
  /// Where each key ends.
  @usableFromInline var ends: [Int] = []
  /// Number of a key, from 1; 0 where free. The count is a power of two.
  @usableFromInline var slots: [UInt32] = Array(repeating: 0, count: 64)

  /// The empty memo.
  @inlinable
  init() {}

  /// How many configurations have been met.
  @inlinable
  var count: Int { ends.count }

  /// Adds a configuration; false if it was there. O(length of the key) on average.
  @inlinable
  mutating func insert(_ placed: borrowing PlacedOperations, state: UInt32) -> Bool {
    let fingerprint = placed.fingerprint ^ mixed(~UInt64(state))
    let start = arena.count
    arena.append(fingerprint)
    arena.append(UInt64(placed.low) << 32 | UInt64(state))
    placed.appendKey(to: &arena)

    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: fingerprint) & mask
    while slots[slot] != 0 {
      if isKey(Int(slots[slot]) - 1, equalToWordsFrom: start) {
        arena.removeLast(arena.count - start)
        return false
      }
      slot = (slot + 1) & mask
    }
    ends.append(arena.count)
    slots[slot] = UInt32(ends.count)
    if ends.count * 2 > slots.count {
      grow()
    }
    return true
  }

  @inlinable
  func isKey(_ key: Int, equalToWordsFrom start: Int) -> Bool {
    let first = key == 0 ? 0 : ends[key - 1]
    let length = ends[key] - first
    guard arena[first] == arena[start], length == arena.count - start else {
      return false
    }
    for offset in 1..<length where arena[first + offset] != arena[start + offset] {
      return false
    }
    return true
  }

  @inlinable
  mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    var first = 0
    for key in ends.indices {
      var slot = Int(truncatingIfNeeded: arena[first]) & mask
      while slots[slot] != 0 {
        slot = (slot + 1) & mask
      }
      slots[slot] = UInt32(key + 1)
      first = ends[key]
    }
  }
}
