/// What is to happen, and when: a heap in which every parent has four children, so that it is flat and children share cache lines.
///
/// Events of the same moment happen in the order in which they were scheduled, which makes simulations repeatable.
@usableFromInline
struct EventQueue {
  /// What kind of event it is, in the lowest bits of its number.
  @usableFromInline enum Kind: UInt64 { case start, message, timer, request, crash, restart }

  @usableFromInline
  struct Event: BitwiseCopyable {
    /// Nanoseconds since the beginning.
    @usableFromInline let time: Int64
    /// The number of the event, counted as they are scheduled, times 8, and the kind.
    @usableFromInline let order: UInt64
    @usableFromInline let node: UInt32
    /// Where the rest of it is kept.
    @usableFromInline let slot: UInt32

    @inlinable init(time: Int64, order: UInt64, node: UInt32, slot: UInt32) {
      self.time = time
      self.order = order
      self.node = node
      self.slot = slot
    }

    @inlinable var kind: Kind { Kind(rawValue: order & 7) ?? .start }

    @inlinable static func < (left: Event, right: Event) -> Bool {
      left.time != right.time ? left.time < right.time : left.order < right.order
    }
  }

  @usableFromInline var heap: [Event] = []
  @usableFromInline var scheduled: UInt64 = 0

  @inlinable init() {}

  /// The time of the next event; nil when nothing is to happen.
  @inlinable var nextTime: Int64? { heap.first?.time }

  /// Schedules an event and returns its order.
  @inlinable
  @discardableResult
  mutating func schedule(_ kind: Kind, at time: Int64, node: UInt32, slot: UInt32) -> UInt64 {
    let order = scheduled << 3 | kind.rawValue
    scheduled &+= 1
    let event = Event(time: time, order: order, node: node, slot: slot)
    heap.append(event)
    heap.withUnsafeMutableBufferPointer { heap in
      var place = heap.count &- 1
      while place > 0 {
        let parent = (place &- 1) &>> 2
        guard event < heap[parent] else { break }
        heap[place] = heap[parent]
        place = parent
      }
      heap[place] = event
    }
    return order
  }

  /// Takes the next event away.
  @inlinable
  mutating func removeNext() -> Event? {
    guard let last = heap.popLast() else { return nil }
    guard let next = heap.first else { return last }
    heap.withUnsafeMutableBufferPointer { heap in
      let count = heap.count
      var place = 0
      while true {
        let first = place &<< 2 &+ 1
        guard first < count else { break }
        var least = first
        let end = min(first &+ 4, count)
        var child = first &+ 1
        while child < end {
          if heap[child] < heap[least] { least = child }
          child &+= 1
        }
        guard heap[least] < last else { break }
        heap[place] = heap[least]
        place = least
      }
      heap[place] = last
    }
    return next
  }
}
