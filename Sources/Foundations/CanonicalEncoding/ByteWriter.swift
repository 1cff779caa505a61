/// Bytes that grow at their end; made once and emptied again and again, so that encoding allocates nothing.
public struct ByteWriter: ~Copyable {
  @usableFromInline var start: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int

  @usableFromInline var filled = 0

  /// Bytes written.
  @inlinable public var count: Int { filled }

  /// An empty writer.
  public init() {
    capacity = 256
    start = .allocate(byteCount: 256, alignment: 8)
  }

  deinit { start.deallocate() }

  /// The bytes, valid until the next change.
  @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Forgets all bytes and keeps the room for more.
  @inlinable public mutating func removeAll() { filled = 0 }

  /// Appends one byte.
  @inlinable @inline(__always)
  public mutating func write(byte: UInt8) {
    if count == capacity { grow(toHold: 1) }
    start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    filled = count &+ 1
  }

  /// Appends a number in groups of seven bits, the lowest first, each but the last with its high bit set: 1...10 bytes.
  @inlinable
  public mutating func write(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      write(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    write(byte: UInt8(truncatingIfNeeded: rest))
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func write(raw bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    if count &+ bytes.count > capacity { grow(toHold: bytes.count) }
    (start + count).copyMemory(from: source, byteCount: bytes.count)
    filled = count &+ bytes.count
  }

  /// Appends a value.
  @inlinable @inline(__always)
  public mutating func write(_ value: some Canonical) { value.encode(into: &self) }

  /// Appends what `body` writes element by element, with the elements' encodings in the order of their bytes.
  ///
  /// - Complexity: O(n²) for elements of one byte each, which are sorted in place; otherwise O(n log n) comparisons, and
  ///   each element is written a second time to be sorted.
  @inlinable
  public mutating func writeSorted<Elements: Collection>(
    _ elements: Elements, _ write: (Elements.Element, inout ByteWriter) -> Void
  ) {
    self.write(varint: UInt64(elements.count))
    let first = count
    var length = -1
    var areAlike = true
    for element in elements {
      let before = count
      write(element, &self)
      if length < 0 { length = count &- before } else if count &- before != length { areAlike = false }
    }
    guard count > first else { return }
    if areAlike, length == 1 {
      sortBytes(from: first)
    } else if elements.count > 1 {
      removeLast(from: first)
      writeBySorting(elements, write)
    }
  }

  /// Insertion sort of single bytes: most sets in models are small sets of small numbers.
  @inlinable
  mutating func sortBytes(from first: Int) {
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    var next = first &+ 1
    while next < count {
      let byte = bytes[next]
      var place = next
      while place > first, bytes[place &- 1] > byte {
        bytes[place] = bytes[place &- 1]
        place &-= 1
      }
      bytes[place] = byte
      next &+= 1
    }
  }

  @usableFromInline
  mutating func writeBySorting<Elements: Collection>(
    _ elements: Elements, _ write: (Elements.Element, inout ByteWriter) -> Void
  ) {
    var apart = ByteWriter()
    var ends: [Int] = []
    ends.reserveCapacity(elements.count)
    for element in elements {
      write(element, &apart)
      ends.append(apart.count)
    }
    let bytes = apart.bytes
    let pieces = ends.indices.map { bytes[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]] }
    for piece in pieces.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      self.write(raw: UnsafeRawBufferPointer(rebasing: piece))
    }
  }

  @inlinable mutating func removeLast(from position: Int) { filled = position }

  @usableFromInline mutating func grow(toHold more: Int) {
    let larger = max(capacity * 2, count + more)
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
    fresh.copyMemory(from: start, byteCount: count)
    start.deallocate()
    (start, capacity) = (fresh, larger)
  }
}
