/// The timers that are set, a list for each node.
///
/// Events of timers that were cancelled or set anew stay in the queue: they are told by their order, which is not the timer's any more.
@usableFromInline
struct TimerTable<Timer: Hashable> {
  @usableFromInline
  struct Entry {
    @usableFromInline var timer: Timer
    /// The order of the event that is valid.
    @usableFromInline var order: UInt64
    /// The node's next entry; `none` at the end of the list.
    @usableFromInline var next: UInt32

    @inlinable init(timer: Timer, order: UInt64, next: UInt32) {
      self.timer = timer
      self.order = order
      self.next = next
    }
  }

  @usableFromInline static var none: UInt32 { .max }

  @usableFromInline var entries = Slots<Entry>()
  @usableFromInline var heads: [UInt32] = []

  @inlinable init() {}

  @inlinable mutating func addNode() { heads.append(Self.none) }

  /// The place of a timer that is set; nil if it is not.
  @inlinable
  func slot(of timer: Timer, node: Int) -> UInt32? {
    var slot = heads[node]
    while slot != Self.none, let entry = entries.values[Int(slot)] {
      if entry.timer == timer { return slot }
      slot = entry.next
    }
    return nil
  }

  /// The place of a timer, which is made if it is not set.
  @inlinable
  mutating func claim(_ timer: Timer, node: Int) -> UInt32 {
    if let slot = slot(of: timer, node: node) { return slot }
    let slot = entries.insert(Entry(timer: timer, order: .max, next: heads[node]))
    heads[node] = slot
    return slot
  }

  /// Says which event is the timer's.
  @inlinable mutating func set(_ slot: UInt32, order: UInt64) { entries.values[Int(slot)]?.order = order }

  /// Takes a timer that goes off out of the list; nil if the event is no longer its own.
  @inlinable
  mutating func fire(_ slot: UInt32, order: UInt64, node: Int) -> Timer? {
    guard let entry = entries.values[Int(slot)], entry.order == order else { return nil }
    remove(slot, node: node)
    return entry.timer
  }

  @inlinable
  mutating func cancel(_ timer: Timer, node: Int) {
    if let slot = slot(of: timer, node: node) { remove(slot, node: node) }
  }

  @inlinable
  mutating func removeAll(node: Int) {
    while heads[node] != Self.none { remove(heads[node], node: node) }
  }

  @inlinable
  mutating func remove(_ slot: UInt32, node: Int) {
    guard let entry = entries.remove(slot) else { return }
    if heads[node] == slot {
      heads[node] = entry.next
      return
    }
    var before = heads[node]
    while before != Self.none, let other = entries.values[Int(before)] {
      if other.next == slot {
        entries.values[Int(before)]?.next = entry.next
        return
      }
      before = other.next
    }
  }
}
