/// The edge rule: U -> V when V is comparable with U less its first symbol, that is, one is a prefix of the other.
///
/// A word of a single symbol has an edge to every word that begins with an out-neighbour of that symbol. The
/// functions call `body` for each neighbour, in lexicographic order, until it returns false, and return whether it
/// never did. A word can be its own neighbour where the base graph has loops.
extension PathCode {
  /// Visits the words that `leaf` has an edge to.
  @discardableResult
  @inlinable public func forEachOutNeighbour(of leaf: Leaf, _ body: (Leaf) -> Bool) -> Bool {
    guard leaf.length == 1 else { return forEachLeaf(comparableWith: graph.droppingFirst(of: leaf.word), body) }
    let symbol = Int(truncatingIfNeeded: leaf.word.bits)
    for digit in 0..<graph.degree {
      let vertex = graph.successor(of: symbol, by: digit)
      guard forEachLeaf(below: UInt32(vertex), word: graph.word(vertex), body) else { return false }
    }
    return true
  }

  /// Visits the words that have an edge to `leaf`.
  @discardableResult
  @inlinable public func forEachInNeighbour(of leaf: Leaf, _ body: (Leaf) -> Bool) -> Bool {
    let symbol = graph.first(of: leaf.word)
    for position in 0..<graph.degree {
      let before = Int(graph.tails[symbol * graph.degree + position])
      guard forEachLeaf(comparableWith: graph.prepending(before, to: leaf.word), body) else { return false }
    }
    return true
  }

  /// The words that `leaf` has an edge to, in lexicographic order.
  public func outNeighbours(of leaf: Leaf) -> [Leaf] {
    var result: [Leaf] = []
    forEachOutNeighbour(of: leaf) {
      result.append($0)
      return true
    }
    return result
  }

  /// The words that have an edge to `leaf`, in lexicographic order.
  public func inNeighbours(of leaf: Leaf) -> [Leaf] {
    var result: [Leaf] = []
    forEachInNeighbour(of: leaf) {
      result.append($0)
      return true
    }
    return result
  }

  /// Whether every edge joins words whose lengths differ by at most one: the *neighbourhood invariant*.
  public var isBalanced: Bool {
    forEachLeaf { leaf in forEachOutNeighbour(of: leaf) { abs($0.length - leaf.length) <= 1 } }
  }

  /// Whether no neighbour of `leaf` is shorter, so that splitting it keeps the neighbourhood invariant.
  ///
  /// The responsible node of a distributed line graph is one for which this holds (TKDE 2012, definition 1).
  public func mayBeSplit(_ leaf: Leaf) -> Bool {
    forEachInNeighbour(of: leaf) { $0.length >= leaf.length }
      && forEachOutNeighbour(of: leaf) { $0.length >= leaf.length }
  }

  @inlinable func forEachLeaf(comparableWith word: PathWord, _ body: (Leaf) -> Bool) -> Bool {
    let (slot, depth) = descend(along: word)
    return forEachLeaf(below: slot, word: graph.prefix(of: word, depth), body)
  }
}
