/// The set of states seen so far, as words in an open-addressing table.
///
/// Words are mixed by a bijection, so that membership is exact and the place in the table does not depend on the process.
/// It grows by half when three quarters are taken: 11 to 16 bytes a state.
@usableFromInline
struct StateTable: ~Copyable {
  @usableFromInline var count = 0
  @usableFromInline var capacity: Int
  @usableFromInline var slots: UnsafeMutablePointer<UInt64>
  /// The mixed word 0 marks an empty slot; whether the state that mixes to it is in the set is kept apart.
  @usableFromInline var containsZero = false

  @usableFromInline init(capacity: Int = 1 << 12) {
    self.capacity = capacity
    slots = Self.empty(capacity)
  }

  @usableFromInline deinit { slots.deallocate() }

  /// Adds a state; false when it was there.
  @inlinable
  mutating func insert(_ bits: UInt64) -> Bool {
    if count &* 4 >= capacity &* 3 { grow() }
    let key = Self.mixed(bits)
    if key == 0 {
      if containsZero { return false }
      containsZero = true
      count &+= 1
      return true
    }
    var slot = Self.home(of: key, in: capacity)
    while slots[slot] != 0 {
      if slots[slot] == key { return false }
      slot &+= 1
      if slot == capacity { slot = 0 }
    }
    slots[slot] = key
    count &+= 1
    return true
  }

  /// Bytes of the table as it stands.
  @usableFromInline var bytes: Int { capacity * MemoryLayout<UInt64>.stride }

  @usableFromInline mutating func grow() {
    let larger = capacity + capacity / 2
    let fresh = Self.empty(larger)
    for old in 0..<capacity where slots[old] != 0 {
      var slot = Self.home(of: slots[old], in: larger)
      while fresh[slot] != 0 { slot = slot + 1 == larger ? 0 : slot + 1 }
      fresh[slot] = slots[old]
    }
    slots.deallocate()
    (slots, capacity) = (fresh, larger)
  }

  private static func empty(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
    return slots
  }

  /// The finaliser of SplitMix64, a bijection on words.
  @inlinable
  static func mixed(_ bits: UInt64) -> UInt64 {
    var mixed = bits
    mixed = (mixed ^ mixed &>> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed &>> 31
  }

  @inlinable
  static func home(of key: UInt64, in capacity: Int) -> Int {
    Int(truncatingIfNeeded: key.multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high)
  }
}
