/// The constraints that each slot needs, in a byte each: counting is as fast as the tables that it jumps about in are
/// small.
struct Needs: Sendable {
  /// What stands for more than a byte holds, and for needs that are never met.
  static let large = UInt8.max

  private(set) var bytes: [UInt8] = []
  /// The needs of slots whose byte is `large`, if they can be met.
  private(set) var exact: [UInt32: UInt32] = [:]

  /// What a slot needs; nil if that is never met.
  subscript(slot: UInt32) -> UInt32? {
    get { bytes[Int(slot)] < Self.large ? UInt32(bytes[Int(slot)]) : exact[slot] }
    set {
      while bytes.count <= slot { bytes.append(Self.large) }
      if let need = newValue, need < UInt32(Self.large) {
        bytes[Int(slot)] = UInt8(need)
      } else {
        bytes[Int(slot)] = Self.large
        exact[slot] = newValue
      }
    }
  }
}

/// The counting of one event.
struct Tally {
  let counters: UnsafeMutablePointer<UInt32>
  let needs: UnsafePointer<UInt8>
  let exactNeeds: [UInt32: UInt32]
  let names: UnsafePointer<SubscriptionID>
  /// The counter's word at nought.
  let nought: UInt32
  /// The constraints that were counted or tested.
  var work = 0

  /// Counts one for a slot, and appends its name if that was the last that it needed.
  @inline(__always)
  func count(_ slot: UInt32, to matches: inout [SubscriptionID]) {
    let counter = max(counters[Int(slot)], nought) &+ 1
    counters[Int(slot)] = counter
    if counter &- nought >= UInt32(needs[Int(slot)]) && isComplete(slot, counter &- nought) {
      matches.append(names[Int(slot)])
    }
  }

  /// Whether a count that is not less than the byte is just what the slot needs.
  @inline(__always)
  private func isComplete(_ slot: UInt32, _ count: UInt32) -> Bool {
    needs[Int(slot)] < Needs.large || isExact(slot, count)
  }

  @inline(never)
  private func isExact(_ slot: UInt32, _ count: UInt32) -> Bool { exactNeeds[slot] == count }

  /// Counts one for each of some slots.
  @inline(__always)
  mutating func count(_ slots: UnsafeBufferPointer<UInt32>, to matches: inout [SubscriptionID]) {
    work &+= slots.count
    for slot in slots { count(slot, to: &matches) }
  }
}
