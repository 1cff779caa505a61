/// Words in a row that grow, with memory of their own: an array without reference counting, for a matcher that holds
/// very many of them.
///
/// Whoever holds it gives its memory back in the end. Copies are the same buffer, not another.
struct WordBuffer: BitwiseCopyable, @unchecked Sendable {
  // Unchecked: it belongs to a matcher that is its only owner, and reading does not change it.

  private var memory: UnsafeMutablePointer<UInt32>?
  private(set) var wordCount: UInt32 = 0
  private var room: UInt32 = 0

  var count: Int { Int(wordCount) }

  var bytes: Int { Int(room) * 4 }

  /// The words, until the buffer grows next.
  var words: UnsafeMutableBufferPointer<UInt32> {
    @inline(__always) get { UnsafeMutableBufferPointer(start: memory, count: Int(wordCount)) }
  }

  /// Where a word lies, until the buffer grows next.
  @inline(__always)
  func pointer(_ index: UInt32) -> UnsafeMutablePointer<UInt32> { memory! + Int(index) }

  @inline(__always)
  mutating func append(_ word: UInt32) {
    let index = extend(by: 1)
    pointer(index)[0] = word
  }

  /// Adds so many words, which hold anything; returns the index of the first.
  @inline(__always)
  mutating func extend(by words: Int) -> UInt32 {
    if words > Int(room - wordCount) { grow(by: words) }
    let first = wordCount
    wordCount += UInt32(truncatingIfNeeded: words)
    return first
  }

  @inline(never)
  private mutating func grow(by words: Int) {
    precondition(count + words <= 1 << 31, "a buffer has up to 2^31 words")
    // Half as much again, or a quarter of what is large. Two words less than a multiple of four is what allocators
    // waste least on.
    let wanted = max(count + words, count + count / (count < 4_096 ? 2 : 4))
    reserve(((wanted + 1) | 3) - 1)
  }

  private mutating func reserve(_ words: Int) {
    let new = UnsafeMutablePointer<UInt32>.allocate(capacity: words)
    if let memory {
      new.update(from: memory, count: count)
      memory.deallocate()
    }
    memory = new
    room = UInt32(words)
  }

  /// Cuts off all words from an index on; room that is much too large is given back.
  mutating func truncate(to count: Int) {
    wordCount = UInt32(count)
    if count == 0 { giveBack() } else if count < Int(room) / 2 { reserve(count) }
  }

  /// Gives back the memory.
  mutating func giveBack() {
    memory?.deallocate()
    self = WordBuffer()
  }
}
