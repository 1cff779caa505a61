/// Blocks of words in one flat array, of sizes in steps of a quarter to a fifth; a block that is given back is taken
/// again for its size.
///
/// Free blocks of a size form a list through their first words. Nothing moves by itself, so that a block's offset stays
/// good; what an owner copies into a larger block it must find again on its own.
struct BlockArena<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
  /// A place in the array and its size.
  struct Block: BitwiseCopyable, Sendable, Equatable {
    var offset: UInt32
    var sizeClass: UInt8

    /// No block: of size 0.
    static var none: Block { Block(offset: 0, sizeClass: .max) }

    /// The words that it holds: 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, ...
    @inline(__always)
    var size: Int { self == .none ? 0 : (4 + Int(sizeClass & 3)) << Int(sizeClass >> 2) }
  }

  private(set) var words: [Word] = []
  private var free: [Block] = []

  var bytes: Int { words.capacity * MemoryLayout<Word>.stride + free.capacity * MemoryLayout<Block>.stride }

  /// The smallest class of blocks of at least `count` words.
  static func sizeClass(for count: Int) -> UInt8 {
    guard count > 4 else { return 0 }
    let last = count - 1
    let doublings = Int.bitWidth - last.leadingZeroBitCount - 3
    return UInt8(4 * doublings + last >> doublings - 3)
  }

  /// A block of at least `count` words, which is more than none. What is in it is undefined.
  mutating func allocate(_ count: Int) -> Block {
    var block = Block(offset: 0, sizeClass: Self.sizeClass(for: count))
    while free.count <= block.sizeClass { free.append(.none) }
    let top = free[Int(block.sizeClass)]
    if top != .none {
      let next = words[Int(top.offset)]
      free[Int(block.sizeClass)] =
        next == Word.max ? .none : Block(offset: UInt32(truncatingIfNeeded: next), sizeClass: block.sizeClass)
      return top
    }
    precondition(words.count + block.size < UInt32.max, "an arena holds fewer than 2^32 words")
    block.offset = UInt32(words.count)
    words.append(contentsOf: repeatElement(0, count: block.size))
    return block
  }

  /// Gives a block back.
  mutating func release(_ block: Block) {
    guard block != .none else { return }
    let top = free[Int(block.sizeClass)]
    words[Int(block.offset)] = top == .none ? Word.max : Word(top.offset)
    free[Int(block.sizeClass)] = block
  }

  /// Brings the first `used` words of a block into one of at least `count`, and gives the old one back.
  mutating func resize(_ block: inout Block, used: Int, to count: Int) {
    let larger = allocate(count)
    words.withUnsafeMutableBufferPointer { words in
      for index in 0..<used { words[Int(larger.offset) + index] = words[Int(block.offset) + index] }
    }
    release(block)
    block = larger
  }

  @inline(__always)
  subscript(index: Int) -> Word {
    get { words[index] }
    set { words[index] = newValue }
  }

  /// Copies words to a place in a block.
  mutating func write(_ source: UnsafeBufferPointer<Word>, at offset: Int) {
    words.withUnsafeMutableBufferPointer { words in
      precondition(offset + source.count <= words.count)
      for index in source.indices { words[offset + index] = source[index] }
    }
  }

  /// Moves words to a lower place.
  mutating func moveDown(from source: Int, to target: Int, count: Int) {
    words.withUnsafeMutableBufferPointer { words in
      precondition(target <= source && source + count <= words.count)
      for index in 0..<count { words[target + index] = words[source + index] }
    }
  }

  /// Looks whether the blocks in use and the free ones cover the array, each word once.
  func checkInvariants(blocksInUse: [Block]) throws {
    var blocks = blocksInUse.filter { $0 != .none }
    for top in free {
      var block = top
      while block != .none {
        blocks.append(block)
        try BrokenInvariant.unless(blocks.count <= words.count, "a list of free blocks has no end")
        let next = words[Int(block.offset)]
        block = next == Word.max ? .none : Block(offset: UInt32(truncatingIfNeeded: next), sizeClass: block.sizeClass)
      }
    }
    blocks.sort { $0.offset < $1.offset }
    var end = 0
    for block in blocks {
      try BrokenInvariant.unless(Int(block.offset) == end, "a block begins at \(block.offset), not at \(end)")
      end += block.size
    }
    try BrokenInvariant.unless(end == words.count, "\(words.count - end) words belong to no block")
  }
}
