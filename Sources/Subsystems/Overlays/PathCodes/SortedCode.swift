/// The words of a finished code in lexicographic order, laid out for searching.
///
/// A word is kept as the first of the equally long paths of ``resolution`` symbols that begin with it, in 64 bits,
/// and its length: 9 bytes a word.
public struct SortedCode: Sendable {
  /// The base graph.
  public let graph: RegularDigraph

  /// The length of the paths that stand for word starts: the longest that pack into 64 bits.
  public let resolution: Int

  @usableFromInline let starts: [UInt64]
  @usableFromInline let lengths: [UInt8]

  /// Sorts the words of `code`; nil when one is longer than the resolution. Linear.
  public init?(_ code: PathCode) {
    let graph = code.graph
    let digitBits = graph.digitBits
    let resolution = Self.resolution(for: graph)
    var starts: [UInt64] = []
    var lengths: [UInt8] = []
    starts.reserveCapacity(code.count)
    lengths.reserveCapacity(code.count)
    let fits = code.forEachLeaf { leaf in
      guard leaf.length <= resolution else { return false }
      let shift = UInt64(truncatingIfNeeded: digitBits * (resolution - leaf.length))
      starts.append(UInt64(truncatingIfNeeded: leaf.word.bits) &<< shift)
      lengths.append(UInt8(truncatingIfNeeded: leaf.length))
      return true
    }
    guard fits else { return nil }
    self.graph = graph
    self.resolution = resolution
    self.starts = starts
    self.lengths = lengths
  }

  /// The longest path of `graph` that packs into 63 bits.
  public static func resolution(for graph: RegularDigraph) -> Int { (63 - graph.vertexBits) / graph.digitBits + 1 }

  /// The number of words.
  @inlinable public var count: Int { starts.count }

  /// The length of the longest word.
  public var longest: Int { Int(lengths.max() ?? 0) }

  /// The length of the shortest word.
  public var shortest: Int { Int(lengths.min() ?? 0) }

  /// Words by length, shortest first.
  public var histogram: [(length: Int, words: Int)] {
    var counts = [Int](repeating: 0, count: 256)
    for length in lengths { counts[Int(length)] += 1 }
    return counts.enumerated().compactMap { $0.element > 0 ? (length: $0.offset, words: $0.element) : nil }
  }

  /// The length of the word at `index`.
  @inlinable public func length(at index: Int) -> Int { Int(lengths[index]) }

  /// The word at `index`.
  @inlinable public func word(at index: Int) -> PathWord {
    let length = Int(lengths[index])
    let shift = UInt64(truncatingIfNeeded: graph.digitBits * (resolution - length))
    return PathWord(bits: UInt128(starts[index] &>> shift), length: length)
  }

  /// The position of the word that a path of at least ``resolution`` symbols begins with. Logarithmic.
  public func index(prefixing path: PathWord) -> Int {
    precondition(path.length >= resolution, "the path is too short to name its word")
    return index(ofPathAt: UInt64(truncatingIfNeeded: graph.prefix(of: path, resolution).bits))
  }

  /// The position of the word that owns the packed path `start` of ``resolution`` symbols.
  @inlinable func index(ofPathAt start: UInt64) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) >> 1
      if starts[middle] <= start { low = middle } else { high = middle }
    }
    return low
  }

  /// Bytes of the two tables.
  public var bytes: Int { starts.count * (MemoryLayout<UInt64>.stride + MemoryLayout<UInt8>.stride) }
}
