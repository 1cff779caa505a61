import Randomness

/// A complete prefix code over the paths of a regular digraph: every infinite path begins with exactly one of its
/// words.
///
/// One engine serves two overlays. FissionE is the code over K(2,1): peers are words, and U -> V is an edge when V is
/// comparable with U less its first symbol. A distributed line graph of G is the code over G reversed, with words read
/// backwards and edges turned round: FissionE grows at the tail, the line graph at the head.
///
/// Kept as a trie in one flat array: a slot holds the number of its first child, children stand side by side, 0 marks a
/// word of the code (no child can stand at 0, where a root does).
public struct PathCode: Sendable {
  /// The base graph, whose vertices are the words of length 1.
  public let graph: RegularDigraph

  /// The number of words.
  public private(set) var count: Int

  @usableFromInline var firstChild: [UInt32]
  private var freeBlocks: [UInt32] = []

  /// A word of the code together with its place in the trie.
  public struct Leaf: Hashable, Sendable {
    /// The place in the trie: stable until the word is split or merged.
    public let slot: UInt32

    /// The word.
    public let word: PathWord

    /// The number of symbols of the word.
    @inlinable public var length: Int { word.length }

    @inlinable init(slot: UInt32, word: PathWord) {
      self.slot = slot
      self.word = word
    }
  }

  /// The code of all words of length 1.
  public init(over graph: RegularDigraph, reservingLeaves leaves: Int = 0) {
    self.graph = graph
    self.count = graph.vertexCount
    self.firstChild = [UInt32](repeating: 0, count: graph.vertexCount)
    firstChild.reserveCapacity(graph.vertexCount + max(0, leaves) / (graph.degree - 1) * graph.degree)
  }

  /// The code with exactly these words; nil when they do not form a complete prefix code.
  public init?(over graph: RegularDigraph, words: some Sequence<PathWord>) {
    self.init(over: graph)
    let words = Array(words)
    for word in words.sorted(by: { $0.length < $1.length }) {
      while let leaf = leaf(prefixing: word), leaf.length < word.length { split(leaf) }
      guard leaf(prefixing: word)?.word == word else { return nil }
    }
    guard count == Set(words).count, words.count == count, words.allSatisfy({ leaf(prefixing: $0)?.word == $0 }) else {
      return nil
    }
  }

  @inlinable func isLeaf(_ slot: UInt32) -> Bool { firstChild[Int(slot)] == 0 }

  /// The word that `word` begins with; nil when `word` is shorter than all words it could begin with.
  @inlinable public func leaf(prefixing word: PathWord) -> Leaf? {
    let (slot, depth) = descend(along: word)
    return isLeaf(slot) ? Leaf(slot: slot, word: graph.prefix(of: word, depth)) : nil
  }

  /// A word of the code with the probability that a random infinite path begins with it.
  @inlinable public func randomLeaf(using generator: inout some RandomNumberGenerator) -> Leaf {
    var slot = UInt32(truncatingIfNeeded: generator.below(graph.vertexCount))
    var word = graph.word(Int(slot))
    // One draw feeds 64 binary choices; other degrees draw each digit exactly.
    var bits: UInt64 = 0
    var left = 0
    while !isLeaf(slot) {
      let digit: Int
      if graph.degree == 2 {
        if left == 0 { (bits, left) = (generator.next(), 64) }
        digit = Int(truncatingIfNeeded: bits & 1)
        bits >>= 1
        left -= 1
      } else {
        digit = generator.below(graph.degree)
      }
      slot = firstChild[Int(slot)] &+ UInt32(truncatingIfNeeded: digit)
      word = graph.child(of: word, by: digit)
    }
    return Leaf(slot: slot, word: word)
  }

  /// Calls `body` for each word in lexicographic order until it returns false; returns whether it never did.
  @discardableResult
  @inlinable public func forEachLeaf(_ body: (Leaf) -> Bool) -> Bool {
    for vertex in 0..<graph.vertexCount {
      guard forEachLeaf(below: UInt32(vertex), word: graph.word(vertex), body) else { return false }
    }
    return true
  }

  /// All words in lexicographic order.
  public var leaves: [Leaf] {
    var result: [Leaf] = []
    result.reserveCapacity(count)
    forEachLeaf {
      result.append($0)
      return true
    }
    return result
  }

  /// Replaces a word by its extensions by one symbol, which are returned in lexicographic order.
  ///
  /// The word's slot stays with the trie as their parent. Whether the split keeps the code balanced is the caller's
  /// business: see ``mayBeSplit(_:)``.
  @discardableResult
  public mutating func split(_ leaf: Leaf) -> [Leaf] {
    precondition(isLeaf(leaf.slot), "only a word of the code can be split")
    precondition(leaf.length < graph.maximumWordLength, "the word is as long as a packed path can be")
    let base: UInt32
    if let free = freeBlocks.popLast() {
      base = free
    } else {
      base = UInt32(firstChild.count)
      firstChild.append(contentsOf: repeatElement(0, count: graph.degree))
    }
    firstChild[Int(leaf.slot)] = base
    count += graph.degree - 1
    return children(of: leaf.slot, word: leaf.word)
  }

  /// Replaces the extensions of a word, all of which must be words of the code, by the word itself.
  @discardableResult
  public mutating func merge(into parent: PathWord) -> Leaf {
    let (slot, depth) = descend(along: parent)
    precondition(depth == parent.length && !isLeaf(slot), "nothing to merge: the word is in the code or beyond it")
    precondition(children(of: slot, word: parent).allSatisfy { isLeaf($0.slot) }, "a sibling has been split further")
    freeBlocks.append(firstChild[Int(slot)])
    firstChild[Int(slot)] = 0
    count -= graph.degree - 1
    return Leaf(slot: slot, word: parent)
  }

  /// The words that begin with `word` and are longer than it, in lexicographic order; empty if it or a prefix is a
  /// word.
  public func leaves(extending word: PathWord) -> [Leaf] {
    let (slot, depth) = descend(along: word)
    guard depth == word.length, !isLeaf(slot) else { return [] }
    var result: [Leaf] = []
    forEachLeaf(below: slot, word: word) {
      result.append($0)
      return true
    }
    return result
  }

  /// Follows `word` from its root until it ends or a word of the code is met.
  @inlinable func descend(along word: PathWord) -> (slot: UInt32, depth: Int) {
    var slot = UInt32(truncatingIfNeeded: graph.first(of: word))
    var depth = 1
    while depth < word.length {
      let child = firstChild[Int(slot)]
      if child == 0 { break }
      slot = child &+ UInt32(truncatingIfNeeded: graph.digit(of: word, at: depth))
      depth += 1
    }
    return (slot, depth)
  }

  @discardableResult
  @inlinable func forEachLeaf(below slot: UInt32, word: PathWord, _ body: (Leaf) -> Bool) -> Bool {
    let child = firstChild[Int(slot)]
    if child == 0 { return body(Leaf(slot: slot, word: word)) }
    for digit in 0..<graph.degree {
      let next = child &+ UInt32(truncatingIfNeeded: digit)
      guard forEachLeaf(below: next, word: graph.child(of: word, by: digit), body) else { return false }
    }
    return true
  }

  private func children(of slot: UInt32, word: PathWord) -> [Leaf] {
    (0..<graph.degree).map {
      Leaf(slot: firstChild[Int(slot)] + UInt32($0), word: graph.child(of: word, by: $0))
    }
  }
}

extension PathCode: Equatable {
  /// Equal when they have the same words over the same graph; slots do not matter.
  public static func == (left: PathCode, right: PathCode) -> Bool {
    left.graph == right.graph && left.count == right.count && left.leaves.map(\.word) == right.leaves.map(\.word)
  }
}
