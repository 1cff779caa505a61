import Synchronization

/// An atomic number that shares no cache line with anything else, so that whoever writes it disturbs only those who read it.
///
/// Must be deallocated by whoever made it, after all others have left it; until then it is Sendable, for what it points to is atomic.
@usableFromInline
struct LoneWord: @unchecked Sendable, Equatable {
  @usableFromInline let place: UnsafePointer<Atomic<UInt64>>

  init(_ value: UInt64) {
    let place = CacheLines.allocate(Atomic<UInt64>.self)
    place.initialize(to: Atomic(value))
    self.place = UnsafePointer(place)
  }

  func deallocate() { UnsafeMutableRawPointer(mutating: place).deallocate() }
}

/// Memory that shares no cache line with anything else.
enum CacheLines {
  /// Two lines, since processors fetch them in pairs.
  static let size = 128

  static func allocate<Value: ~Copyable>(_: Value.Type, count: Int = 1) -> UnsafeMutablePointer<Value> {
    let bytes = (count * MemoryLayout<Value>.stride + size - 1) / size * size
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: size)
      .bindMemory(to: Value.self, capacity: count)
  }
}
