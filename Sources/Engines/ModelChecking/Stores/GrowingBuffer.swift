/// A flat column of trivial values that grows at its end, without reference counts, copies on write or bounds checks.
@usableFromInline
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var count = 0

  @usableFromInline init(capacity: Int = 64) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  @usableFromInline deinit { start.deallocate() }

  @inlinable
  subscript(index: Int) -> Element {
    @inline(__always) get { start[index] }
    @inline(__always) set { start[index] = newValue }
  }

  @inlinable @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(toHold: 1) }
    start[count] = element
    count &+= 1
  }

  @inlinable
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress else { return }
    if count &+ elements.count > capacity { grow(toHold: elements.count) }
    (start + count).update(from: source, count: elements.count)
    count &+= elements.count
  }

  /// Appends so many elements of no particular value, to be written through `start`.
  @inlinable mutating func extend(by more: Int) {
    reserve(more)
    count &+= more
  }

  /// Makes room for so many more.
  @inlinable mutating func reserve(_ more: Int) { if count &+ more > capacity { grow(toHold: more) } }

  /// Bytes taken, those of spare room included.
  @inlinable var bytes: Int { capacity * MemoryLayout<Element>.stride }

  @inlinable var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  /// By half, so that a large column wastes little.
  @usableFromInline
  mutating func grow(toHold more: Int) {
    let larger = Swift.max(capacity + capacity / 2, count + more)
    let fresh = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    fresh.update(from: start, count: count)
    start.deallocate()
    (start, capacity) = (fresh, larger)
  }
}
