import ExactNumbers

extension KeyShares {
  /// The shares of the words of a code: a word of length l is the beginning of 1/(n d^(l-1)) of all paths, where n
  /// and d are the vertices and the degree of the base graph.
  ///
  /// They sum to 1 exactly when the code is complete and prefix-free.
  public init(lengths: some Sequence<(length: Int, words: Int)>, over graph: RegularDigraph) {
    self.init(
      groups: lengths.map { (share: graph.shareOfWord(length: $0.length), nodes: $0.words) })
  }
}

extension RegularDigraph {
  /// The probability that a random infinite path begins with a given word of this length.
  func shareOfWord(length: Int) -> Rational {
    Rational(1, BigInt(vertexCount) * BigInt(degree).power(length - 1))
  }
}
