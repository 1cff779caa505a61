import CProcessor
import CanonicalEncoding

/// The set of the states themselves: their bytes one after another, found by their keys, compared byte by byte.
@usableFromInline
struct ByteTable: ~Copyable {
  /// Number of the state plus one, or 0 where there is none.
  var slots: UnsafeMutablePointer<UInt32>
  var capacity = 256
  var ends = GrowingBuffer<Int>()
  var content = GrowingBuffer<UInt8>()
  let sharedBits: UInt64

  init(sharedBits: Int) {
    self.sharedBits = UInt64(sharedBits)
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: 0, count: 256)
  }

  func prefetch(_ key: UInt64) { ivce_prefetch(slots + home(of: key)) }

  @usableFromInline deinit { slots.deallocate() }

  mutating func insert(_ key: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var slot = home(of: key)
    while slots[slot] != 0 {
      if holds(Int(slots[slot]) &- 1, bytes) { return false }
      slot = slot &+ 1 == capacity ? 0 : slot &+ 1
    }
    content.append(contentsOf: bytes.assumingMemoryBound(to: UInt8.self))
    ends.append(content.count)
    slots[slot] = UInt32(truncatingIfNeeded: ends.count)
    if ends.count &* 4 >= capacity &* 3 { grow() }
    return true
  }

  func state(_ number: Int) -> UnsafeRawBufferPointer {
    let first = number == 0 ? 0 : ends[number &- 1]
    return UnsafeRawBufferPointer(start: content.start + first, count: ends[number] &- first)
  }

  func holds(_ number: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let other = state(number)
    guard other.count == bytes.count else { return false }
    for index in 0..<bytes.count where other[index] != bytes[index] { return false }
    return true
  }

  func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &<< sharedBits).multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high)
  }

  var bytes: Int { capacity * MemoryLayout<UInt32>.stride + ends.bytes + content.bytes }

  mutating func grow() {
    slots.deallocate()
    capacity += capacity / 2
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
    for number in 0..<ends.count {
      var slot = home(of: Fingerprint.of(state(number)))
      while slots[slot] != 0 { slot = slot + 1 == capacity ? 0 : slot + 1 }
      slots[slot] = UInt32(truncatingIfNeeded: number + 1)
    }
  }
}
