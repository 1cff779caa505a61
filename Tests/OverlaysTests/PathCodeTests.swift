import ExactNumbers
import Overlays
import Randomness
import Testing

@Suite("Path codes")
struct PathCodeTests {
  static let graphs: [RegularDigraph] = (2...4).flatMap { [RegularDigraph.kautz($0), .deBruijn($0)] }

  @Test("packed words agree with lists of vertices", arguments: graphs)
  func words(graph: RegularDigraph) throws {
    var generator = Seed(21).stream(graph.name)
    for length in [1, 2, 3, 9, graph.maximumWordLength - 1] {
      for _ in 0..<20 {
        let word = graph.randomWord(length: length, using: &generator)
        let vertices = graph.vertices(of: word)
        #expect(vertices.count == length && graph.word(through: vertices) == word)
        let reversed = graph.reversed
        #expect(reversed.vertices(of: graph.reversal(of: word, in: reversed)) == vertices.reversed())
        if length > 1 {
          #expect(graph.vertices(of: graph.droppingFirst(of: word)) == Array(vertices.dropFirst()))
          #expect(graph.vertices(of: graph.prefix(of: word, length - 1)) == vertices.dropLast())
        }
        for before in graph.predecessors(of: vertices[0]) where length < graph.maximumWordLength {
          #expect(graph.vertices(of: graph.prepending(before, to: word)) == [before] + vertices)
        }
        let other = graph.randomWord(length: 1 + generator.below(6), using: &generator)
        let expected = (0...min(length, other.length)).last { count in
          vertices.suffix(count).elementsEqual(graph.vertices(of: other).prefix(count))
        }
        #expect(graph.overlap(suffixOf: word, prefixOf: other) == expected)
      }
    }
  }

  @Test("neighbours are those of the edge rule read literally", arguments: graphs)
  func edgeRule(graph: RegularDigraph) {
    var generator = Seed(22).stream(graph.name)
    for leaves in [graph.vertexCount, graph.vertexCount + 3, 40, 90] {
      var code = PathCode(over: graph)
      code.grow(toLeaves: leaves, using: &generator)
      let words = code.leaves.map { graph.vertices(of: $0.word) }
      func comparable(_ a: some Sequence<Int>, _ b: [Int]) -> Bool { zip(a, b).allSatisfy(==) }
      func isEdge(_ from: [Int], _ to: [Int]) -> Bool {
        from.count == 1
          ? graph.digit(from: from[0], to: to[0]) != nil : comparable(from.dropFirst(), to)
      }
      for (leaf, word) in zip(code.leaves, words) {
        let out = code.outNeighbours(of: leaf).map { graph.vertices(of: $0.word) }
        #expect(out == words.filter { isEdge(word, $0) })
        let incoming = code.inNeighbours(of: leaf).map { graph.vertices(of: $0.word) }
        #expect(incoming == words.filter { isEdge($0, word) })
        #expect(code.mayBeSplit(leaf) == (out + incoming).allSatisfy { $0.count >= word.count })
      }
      #expect(code.isBalanced)
    }
  }

  @Test("splits and merges undo one another; codes are rebuilt from their words", arguments: graphs)
  func splitAndMerge(graph: RegularDigraph) throws {
    var generator = Seed(23).stream(graph.name)
    var code = PathCode(over: graph)
    code.grow(toLeaves: 60, using: &generator)
    let before = code
    for leaf in before.leaves {
      let children = code.split(leaf)
      #expect(children.count == graph.degree && code.count == before.count + graph.degree - 1)
      #expect(code.leaves(extending: leaf.word) == children)
      code.merge(into: leaf.word)
      #expect(code == before)
    }
    let words = before.leaves.map(\.word)
    #expect(PathCode(over: graph, words: words.reversed()) == before)
    #expect(PathCode(over: graph, words: words.dropLast()) == nil)
    #expect(PathCode(over: graph, words: words + [words[0]]) == nil)
    let total = KeyShares(lengths: words.map { (length: $0.length, words: 1) }, over: graph).total
    #expect(total == Rational(1, 1))
  }

  @Test("codes that joins reach, and all complete codes")
  func enumeration() {
    let reachable = CodeEnumeration.reachable(over: .kautz(2), upTo: 12)
    #expect(reachable.map(\.words) == Array(3...12))
    #expect(reachable.dropFirst().map(\.codes.count) == [3, 3, 1, 6, 15, 20, 21, 30, 43])
    #expect(reachable.allSatisfy { $0.codes.allSatisfy(\.isBalanced) })

    let complete = CodeEnumeration.complete(over: .kautz(2), upTo: 9)
    #expect(complete.dropFirst().map(\.codes.count) == [3, 9, 28, 90, 297, 1001])
    #expect(complete.dropFirst().map { $0.codes.count { $0.isBalanced } } == [3, 3, 1, 6, 15, 20])
    // Up to nine peers, what joins reach is exactly what is balanced.
    for (all, joined) in zip(complete, reachable) {
      #expect(
        Set(all.codes.filter(\.isBalanced).map { $0.leaves.map(\.word) })
          == Set(joined.codes.map { $0.leaves.map(\.word) }))
    }
  }

  @Test("the example of four peers")
  func example() throws {
    var code = PathCode(over: .kautz(2))
    code.split(code.leaves[0])
    func neighbours(_ text: String) throws -> [String] {
      let string = try #require(KautzString(text))
      let leaf = try #require(code.leaf(prefixing: PathWord(string)))
      return code.outNeighbours(of: leaf).map { $0.word.kautzString.description }
    }
    #expect(try neighbours("01") == ["1"])
    #expect(try neighbours("02") == ["2"])
    #expect(try neighbours("1") == ["01", "02", "2"])
    #expect(try neighbours("2") == ["01", "02", "1"])
    #expect(code.leaves.filter { code.mayBeSplit($0) }.map { $0.word.kautzString.description } == ["1", "2"])
  }

  @Test("base graphs are checked")
  func baseGraphs() throws {
    #expect(throws: RegularDigraph.Fault.vertexCount(1)) { try RegularDigraph(name: "", adjacency: [[0]]) }
    #expect(throws: RegularDigraph.Fault.unknownVertex(from: 0, to: 2)) {
      try RegularDigraph(name: "", adjacency: [[1, 2], [0, 1]])
    }
    #expect(throws: RegularDigraph.Fault.parallelEdge(from: 1, to: 0)) {
      try RegularDigraph(name: "", adjacency: [[0, 1], [0, 0]])
    }
    #expect(throws: RegularDigraph.Fault.notRegular(vertex: 0)) {
      try RegularDigraph(name: "", adjacency: [[1], [0]])
    }
    #expect(throws: RegularDigraph.Fault.notRegular(vertex: 0)) {
      try RegularDigraph(name: "", adjacency: [[1, 2], [1, 2], [0, 1]])
    }
    #expect(throws: RegularDigraph.Fault.notConnected(from: 0, to: 2)) {
      try RegularDigraph(name: "", adjacency: [[0, 1], [0, 1], [2, 3], [2, 3]])
    }
    let kautz = KautzGraph(base: 2, length: 2)
    let larger = try RegularDigraph(name: "K(2,2)", adjacency: kautz.nodes.indices.map(kautz.successors))
    #expect(larger.diameter == 2 && larger.degree == 2)
    #expect(larger.reversed.reversed == larger && larger.reversed != larger)
  }
}
