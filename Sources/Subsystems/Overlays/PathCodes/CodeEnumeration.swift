/// All codes of a given size, for exhaustive checks on small networks.
public enum CodeEnumeration {
  /// The different codes that joins can reach from the code of single symbols, for each number of words up to `words`,
  /// beginning with the number of vertices. A join splits any word that has no shorter neighbour.
  public static func reachable(over graph: RegularDigraph, upTo words: Int) -> [(words: Int, codes: [PathCode])] {
    layers(over: graph, upTo: words) { code, leaf in code.mayBeSplit(leaf) }
  }

  /// All complete prefix codes, balanced or not, for each number of words up to `words`.
  public static func complete(over graph: RegularDigraph, upTo words: Int) -> [(words: Int, codes: [PathCode])] {
    layers(over: graph, upTo: words) { _, _ in true }
  }

  private static func layers(
    over graph: RegularDigraph, upTo words: Int, mayBeSplit: (PathCode, PathCode.Leaf) -> Bool
  ) -> [(words: Int, codes: [PathCode])] {
    var layer = [PathCode(over: graph)]
    var result: [(words: Int, codes: [PathCode])] = []
    while let size = layer.first?.count, size <= words {
      result.append((size, layer))
      var seen: Set<[PathWord]> = []
      var next: [PathCode] = []
      for code in layer {
        for leaf in code.leaves where mayBeSplit(code, leaf) {
          var larger = code
          larger.split(leaf)
          if seen.insert(larger.leaves.map(\.word)).inserted { next.append(larger) }
        }
      }
      layer = next
    }
    return result
  }
}
