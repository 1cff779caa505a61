import CanonicalEncoding

/// States in a row: a column of keys and, unless the keys are the states, the bytes of all of them in one piece.
@usableFromInline
struct StateRows<State: ModelState>: ~Copyable {
  @usableFromInline var keys = GrowingBuffer<UInt64>()
  /// Where the bytes of each row end; empty for packed states.
  @usableFromInline var ends = GrowingBuffer<Int>()
  @usableFromInline var content = GrowingBuffer<UInt8>()

  @usableFromInline init() {}

  @inlinable var count: Int { keys.count }

  /// Bytes taken, those of spare room included.
  @inlinable var bytes: Int { keys.bytes + ends.bytes + content.bytes }

  @inlinable @inline(__always)
  mutating func append(key: UInt64, bytes: UnsafeRawBufferPointer) {
    keys.append(key)
    if !State.isPacked {
      content.append(contentsOf: bytes.assumingMemoryBound(to: UInt8.self))
      ends.append(content.count)
    }
  }

  /// Makes room for so many rows, which ``put(key:bytes:at:_:)`` fills.
  @inlinable
  mutating func extend(by rows: Int, bytes: Int) {
    keys.extend(by: rows)
    if !State.isPacked {
      ends.extend(by: rows)
      content.extend(by: bytes)
    }
  }

  /// Fills a row whose bytes begin at `byte`; different rows may be filled at the same time.
  @inlinable @inline(__always)
  func put(key: UInt64, bytes: UnsafeRawBufferPointer, at row: Int, _ byte: Int) {
    keys.start[row] = key
    if !State.isPacked, let source = bytes.baseAddress {
      UnsafeMutableRawPointer(content.start + byte).copyMemory(from: source, byteCount: bytes.count)
      ends.start[row] = byte &+ bytes.count
    }
  }

  /// The bytes of a row, valid until the next change; none for packed states.
  @inlinable @inline(__always)
  func bytes(of row: Int) -> UnsafeRawBufferPointer {
    if State.isPacked { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let first = row == 0 ? 0 : ends[row &- 1]
    return UnsafeRawBufferPointer(start: content.start + first, count: ends[row] &- first)
  }

  /// The state of a row.
  ///
  /// - Throws: ``MalformedBytes`` when the state does not read what it wrote.
  @inlinable @inline(__always)
  func state(of row: Int) throws(MalformedBytes) -> State {
    try State.restored(key: keys[row], bytes: bytes(of: row))
  }

  @inlinable
  mutating func removeAll() {
    keys.count = 0
    ends.count = 0
    content.count = 0
  }

  @inlinable
  mutating func removeLast() {
    keys.count &-= 1
    if !State.isPacked {
      ends.count &-= 1
      content.count = ends.count == 0 ? 0 : ends[ends.count &- 1]
    }
  }
}
