/// The constraints of each subscription in codes, at a fixed place, so that a candidate costs one cache line. Unused places admit every code.
///
/// Records of one size: of five or of ten constraints. What does not fit in is held against the event itself.
struct CandidateRecords: ~Copyable {
  /// Half of a cache line, or a whole one.
  private(set) var stride = 32
  private var capacity = 0
  private var memory: UnsafeMutableRawPointer = .allocate(byteCount: 64, alignment: 64)

  static let most = 10

  init() {}

  deinit { memory.deallocate() }

  var bytes: Int { capacity * stride }

  /// The constraints that a record has room for.
  var room: Int { stride == 32 ? 5 : 10 }

  @inline(__always) func items(_ slot: Int) -> UnsafeMutablePointer<CodedRange> {
    (memory + slot &* stride).assumingMemoryBound(to: CodedRange.self)
  }

  @inline(__always) func address(_ slot: Int) -> UnsafeMutableRawPointer { memory + slot &* stride }

  mutating func reserve(_ slots: Int, constraints: Int) {
    let newStride = constraints > 5 ? 64 : stride
    guard slots > capacity || newStride != stride else { return }
    let newCapacity = slots > capacity ? max(64, slots + slots / 4) : capacity
    let new = UnsafeMutableRawPointer.allocate(byteCount: newCapacity * newStride, alignment: 64)
    let room = newStride == 32 ? 5 : 10
    for slot in 0..<newCapacity {
      let items = (new + slot * newStride).assumingMemoryBound(to: CodedRange.self)
      for index in 0..<room {
        items[index] =
          slot < capacity && index < self.room ? self.items(slot)[index] : CodedRange()
      }
    }
    memory.deallocate()
    (memory, capacity, stride) = (new, newCapacity, newStride)
  }
}
