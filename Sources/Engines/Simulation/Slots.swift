/// Values that come and go, each in a place that stays its own: a place that is given up is the next to be given out.
@usableFromInline
struct Slots<Value> {
  @usableFromInline var values: [Value?] = []
  @usableFromInline var free: [UInt32] = []

  @inlinable init() {}

  /// Keeps a value.
  @inlinable
  mutating func insert(_ value: Value) -> UInt32 {
    if let slot = free.popLast() {
      values[Int(slot)] = value
      return slot
    }
    values.append(value)
    return UInt32(truncatingIfNeeded: values.count &- 1)
  }

  /// Gives a value back and its place up; nil if there is none.
  @inlinable
  mutating func remove(_ slot: UInt32) -> Value? {
    guard let value = values[Int(slot)] else { return nil }
    values[Int(slot)] = nil
    free.append(slot)
    return value
  }
}
