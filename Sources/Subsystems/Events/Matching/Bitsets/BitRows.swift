/// The bitmaps of some attributes over up to 32,768 subscriptions: for each attribute and cell of its values, those subscriptions that an event
/// with a value there does not refute. The first cell of each attribute stands for its absence.
///
/// A row of 32,768 bits is a page of memory, so that the rows of an event are read one page after another. Rows lie a cache line further apart
/// than they are long: inserting writes one word of very many rows, which would otherwise all compete for the same places of the cache.
struct BitRows: ~Copyable {
  typealias Word = UInt64

  /// Words of the longest rows.
  static let mostWords = 512

  /// Words of a row.
  private(set) var words: Int
  let rowCount: Int
  /// All rows, those of one attribute after another.
  private(set) var memory: UnsafeMutablePointer<Word>
  /// Which slots are taken.
  private(set) var live: UnsafeMutablePointer<Word>

  init(rows: Int, words: Int) {
    rowCount = rows
    self.words = words
    memory = Self.allocate(rows * (words + Self.gap), filledWith: .max)
    live = Self.allocate(words, filledWith: 0)
  }

  deinit {
    memory.deallocate()
    live.deallocate()
  }

  private static func allocate(_ words: Int, filledWith word: Word) -> UnsafeMutablePointer<Word> {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, words) * 8, alignment: 64)
    let pointer = memory.bindMemory(to: Word.self, capacity: words)
    pointer.initialize(repeating: word, count: words)
    return pointer
  }

  /// Words between two rows.
  private static let gap = 8

  @inline(__always) private var stride: Int { words &+ Self.gap }

  var bytes: Int { (rowCount * stride + words) * 8 }

  @inline(__always) func row(_ row: Int) -> UnsafeMutablePointer<Word> { memory + row &* stride }

  /// Makes rows twice as long.
  mutating func grow() {
    let (old, oldLive, oldWords, oldStride) = (memory, live, words, stride)
    words *= 2
    memory = Self.allocate(rowCount * stride, filledWith: .max)
    live = Self.allocate(words, filledWith: 0)
    for row in 0..<rowCount { (memory + row * stride).update(from: old + row * oldStride, count: oldWords) }
    live.update(from: oldLive, count: oldWords)
    old.deallocate()
    oldLive.deallocate()
  }

  /// Says whether a value in the cell of a row leaves a slot in.
  @inline(__always) func set(_ row: Int, _ slot: Int, _ admits: Bool) {
    let word = memory + (row &* stride &+ slot >> 6)
    let bit: Word = 1 << Word(slot & 63)
    if admits { word.pointee |= bit } else { word.pointee &= ~bit }
  }

  func setLive(_ slot: Int, _ isLive: Bool) {
    let bit: Word = 1 << Word(slot & 63)
    if isLive { live[slot >> 6] |= bit } else { live[slot >> 6] &= ~bit }
  }

  /// The slots that all of the rows leave in, as words from `result` on.
  @inline(__always)
  func intersect(_ rows: UnsafePointer<Int>, count: Int, into result: UnsafeMutablePointer<Word>) {
    let lanes = words / 4
    let result = UnsafeMutableRawPointer(result).assumingMemoryBound(to: SIMD4<Word>.self)
    var source = pointer(live)
    var row = 0
    while row &+ 4 <= count {
      let (a, b, c, d) = (wide(rows[row]), wide(rows[row &+ 1]), wide(rows[row &+ 2]), wide(rows[row &+ 3]))
      for lane in 0..<lanes { result[lane] = source[lane] & a[lane] & b[lane] & (c[lane] & d[lane]) }
      source = UnsafePointer(result)
      row &+= 4
    }
    while row < count {
      let a = wide(rows[row])
      for lane in 0..<lanes { result[lane] = source[lane] & a[lane] }
      source = UnsafePointer(result)
      row &+= 1
    }
    if count == 0 { for lane in 0..<lanes { result[lane] = source[lane] } }
  }

  @inline(__always) private func wide(_ index: Int) -> UnsafePointer<SIMD4<Word>> { pointer(row(index)) }

  @inline(__always) private func pointer(_ words: UnsafeMutablePointer<Word>) -> UnsafePointer<SIMD4<Word>> {
    UnsafePointer(UnsafeMutableRawPointer(words).assumingMemoryBound(to: SIMD4<Word>.self))
  }
}
