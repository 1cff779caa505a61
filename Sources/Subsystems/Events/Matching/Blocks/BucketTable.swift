import CProcessor
import Randomness

/// The first block of each bucket, in an open-addressing table: one cache line a look.
struct BucketTable: ~Copyable {
  struct Slot {
    /// The bucket's key plus one; 0 where there is none.
    var key: UInt64
    var first: UnsafeMutableRawPointer?
  }

  private(set) var slots: UnsafeMutablePointer<Slot>
  private(set) var mask: Int
  private var used = 0

  init() {
    mask = 63
    slots = .allocate(capacity: 64)
    slots.initialize(repeating: Slot(key: 0, first: nil), count: 64)
  }

  deinit { slots.deallocate() }

  var bytes: Int { (mask + 1) * MemoryLayout<Slot>.stride }

  @inline(__always) func home(of bucket: UInt64) -> Int {
    Int(truncatingIfNeeded: SplitMix64.mixed(bucket)) & mask
  }

  @inline(__always) func prefetch(_ home: Int) { ivce_prefetch(slots + home) }

  /// The first block of a bucket, looked for from its home on.
  @inline(__always) func first(_ bucket: UInt64, home: Int) -> UnsafeMutableRawPointer? {
    var place = home
    while slots[place].key != 0 {
      if slots[place].key == bucket &+ 1 { return slots[place].first }
      place = (place &+ 1) & mask
    }
    return nil
  }

  @inline(__always) func first(_ bucket: UInt64) -> UnsafeMutableRawPointer? { first(bucket, home: home(of: bucket)) }

  /// Says which block comes first; a bucket that has become empty keeps its slot until the table grows.
  mutating func set(_ bucket: UInt64, first: UnsafeMutableRawPointer?) {
    var place = home(of: bucket)
    while slots[place].key != 0, slots[place].key != bucket &+ 1 { place = (place + 1) & mask }
    if slots[place].key == 0 {
      guard first != nil else { return }
      slots[place] = Slot(key: bucket &+ 1, first: first)
      used += 1
      if 2 * used > mask { grow() }
    } else {
      slots[place].first = first
    }
  }

  private mutating func grow() {
    let (old, count) = (slots, mask + 1)
    let live = (0..<count).count { old[$0].first != nil }
    var capacity = 64
    while capacity < 4 * live { capacity *= 2 }
    mask = capacity - 1
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot(key: 0, first: nil), count: capacity)
    used = 0
    for place in 0..<count where old[place].first != nil {
      var new = home(of: old[place].key &- 1)
      while slots[new].key != 0 { new = (new + 1) & mask }
      slots[new] = old[place]
      used += 1
    }
    old.deallocate()
  }
}
