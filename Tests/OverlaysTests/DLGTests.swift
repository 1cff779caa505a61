import ExactNumbers
import Overlays
import Randomness
import Testing

@Suite("Distributed line graphs")
struct DLGTests {
  /// What an independent prototype measured near 800 nodes.
  struct Row: Sendable, CustomTestStringConvertible {
    let base: RegularDigraph, nodes: Int, inDegree: Int, lengths: ClosedRange<Int>, diameter: Int, mean: Double,
      bound: Double
    var testDescription: String { base.name }
  }

  static let table = [
    Row(base: .kautz(2), nodes: 800, inDegree: 4, lengths: 8...10, diameter: 10, mean: 7.976, bound: 20.1),
    Row(base: .kautz(3), nodes: 800, inDegree: 9, lengths: 5...7, diameter: 7, mean: 5.407, bound: 13.6),
    Row(base: .kautz(4), nodes: 800, inDegree: 16, lengths: 4...6, diameter: 6, mean: 4.464, bound: 11.3),
    Row(base: .deBruijn(2), nodes: 800, inDegree: 4, lengths: 8...11, diameter: 11, mean: 8.137, bound: 21.3),
    Row(base: .deBruijn(4), nodes: 802, inDegree: 16, lengths: 4...6, diameter: 6, mean: 4.504, bound: 11.6),
  ]

  @Test("the measured table within its statistical error", arguments: table)
  func measuredTable(row: Row) throws {
    var code = PathCode(over: row.base.reversed)
    var generator = Seed(51).stream(row.base.name)
    code.grow(toLeaves: row.nodes, using: &generator)
    let overlay = try DLG(base: row.base, code: code)
    #expect(overlay.graphNodeCount < row.nodes + row.base.degree && overlay.graphNodeCount >= row.nodes)

    for node in 0..<overlay.graphNodeCount {
      #expect(Set(overlay.graphSuccessors(of: node)).count == row.base.degree)
    }
    let inDegrees = overlay.graphInDegrees
    #expect(inDegrees.min() == 1 && (inDegrees.max() ?? 0) <= row.inDegree)
    #expect((inDegrees.max() ?? 0) > row.inDegree - row.base.degree)
    let histogram = overlay.labels.histogram
    #expect(abs((histogram.first?.length ?? 0) - row.lengths.lowerBound) <= 1)
    #expect(abs((histogram.last?.length ?? 0) - row.lengths.upperBound) <= 1)

    // Distances in the graph, loops left out.
    let distances = (0..<overlay.nodeCount).flatMap { overlay.distances(from: $0).compactMap { $0 } }
    #expect(distances.count == overlay.nodeCount * overlay.nodeCount)
    let mean = Double(distances.reduce(0, +)) / Double(overlay.nodeCount * (overlay.nodeCount - 1))
    #expect(abs(mean - row.mean) < 0.12, "mean distance \(mean)")
    #expect(abs((distances.max() ?? 0) - row.diameter) <= 1)
    let bound = try #require(overlay.claimedHopBound)
    #expect(abs(bound.hops - row.bound) < 0.06)
    #expect(bound.holds(maximum: distances.max() ?? 0))
    #expect(overlay.keyShares?.total == Rational(1, 1))
  }

  @Test("definition 1 exceeds the published in-degree bound for d = 3")
  func inDegreeDiscrepancy() {
    var graph = LineGraph(base: .kautz(3))
    for vertex in 0..<3 { graph.replace([vertex]) }
    #expect(graph.predecessors[[3], default: []].count == 9)
  }

  @Test("the example of K(2,1), node by node")
  func example() {
    var graph = LineGraph(base: .kautz(2))
    func edges() -> [String: Set<String>] {
      Dictionary(
        uniqueKeysWithValues: graph.labels.map { label in
          (
            label.map(String.init).joined(),
            Set(graph.successors[label, default: []].map { $0.map(String.init).joined() })
          )
        })
    }
    graph.replace([0])
    #expect(edges() == ["1": ["2", "10"], "2": ["1", "20"], "10": ["1", "2"], "20": ["1", "2"]])
    graph.replace([1])
    #expect(
      edges() == ["2": ["20", "21"], "10": ["2", "01"], "20": ["2", "01"], "21": ["2", "10"], "01": ["2", "10"]])
    graph.replace([2])
    #expect(
      edges() == [
        "01": ["10", "12"], "02": ["20", "21"], "10": ["01", "02"], "12": ["20", "21"], "20": ["01", "02"],
        "21": ["10", "12"],
      ])
  }

  @Test("a loop stays a loop, at one of the new nodes")
  func loop() {
    var graph = LineGraph(base: .deBruijn(2))
    graph.replace([0])
    #expect(graph.successors[[0, 0]] == [[0, 0], [1]])
    #expect(graph.successors[[1, 0]] == [[0, 0], [1]])
    #expect(graph.successors[[1]] == [[1, 0], [1]])
  }

  @Test("duality with FissionE at 300 nodes: all 600 edges")
  func duality() throws {
    var code = PathCode(over: RegularDigraph.kautz(2).reversed)
    var generator = Seed(52).stream("splits")
    var fissionCode = PathCode(over: FissionE.graph)
    while code.count < 300 {
      let (leaf, _) = code.splittableLeaf(from: code.randomLeaf(using: &generator), using: &generator)
      code.split(leaf)
      let twin = try #require(fissionCode.leaf(prefixing: leaf.word))
      fissionCode.split(twin)
    }
    let lineGraph = try DLG(base: .kautz(2), code: code)
    let fissione = try FissionE(fissionCode)
    var turned: Set<[Int]> = []
    for node in 0..<300 { for head in lineGraph.graphSuccessors(of: node) { turned.insert([head, node]) } }
    var edges: Set<[Int]> = []
    for peer in 0..<300 { fissione.forEachNeighbour(of: peer) { edges.insert([peer, $0]) } }
    #expect(edges.count == 600 && turned == edges)
    for node in 0..<300 {
      let label = RegularDigraph.kautz(2).vertices(of: lineGraph.label(of: node))
      #expect(label == fissione.identifier(of: node).symbols.reversed())
    }
  }

  @Test("peers host siblings, and every key has one peer", arguments: PathCodeTests.graphs)
  func hosting(base: RegularDigraph) throws {
    for peers in [1, 2, 3, 4, 5, 8, 30, 500] {
      let overlay = try DLG(base: base, nodes: peers, seed: 53)
      #expect(overlay.nodeCount == peers)
      #expect(overlay.keyShares?.total == Rational(1, 1) && overlay.keyShares?.nodes == peers)
      var next = 0
      for peer in 0..<peers {
        let nodes = overlay.graphNodes(of: peer)
        #expect(nodes.lowerBound == next && !nodes.isEmpty && nodes.allSatisfy { overlay.host(of: $0) == peer })
        next = nodes.upperBound
      }
      #expect(next == overlay.graphNodeCount)
      if base.degree == 2 && peers >= base.vertexCount { #expect(overlay.graphNodeCount == peers) }
    }
  }

  @Test("any regular digraph serves: a ring of chords, where routes need connecting paths")
  func otherBase() throws {
    let ring = try RegularDigraph(name: "C7(1,2)", adjacency: (0..<7).map { [($0 + 1) % 7, ($0 + 2) % 7] })
    #expect(ring.diameter == 3)
    for nodes in [7, 8, 20, 300] {
      let overlay = try DLG(base: ring, nodes: nodes, seed: 54)
      var generator = Seed(55).stream("lookups")
      let batch = overlay.randomLookups(500, using: &generator)
      overlay.lookUp(batch) { number, route in
        #expect(route.node == overlay.owner(of: batch.keys[number]))
        #expect(route.hops <= overlay.longestLabel + ring.diameter)
      }
      for number in 0..<100 {
        let path = overlay.path(from: batch.starts[number], to: batch.keys[number])
        #expect(zip(path, path.dropFirst()).allSatisfy { overlay.neighbours(of: $0).contains($1) })
      }
    }
  }

  @Test("no route passes the owner of its key", arguments: PathCodeTests.graphs)
  func stopsAtOwner(base: RegularDigraph) throws {
    for nodes in [3, 5, 10, 30, 300] {
      let overlay = try DLG(base: base, nodes: nodes, seed: 56)
      var generator = Seed(57).stream("lookups")
      for _ in 0..<2_000 {
        let key = overlay.randomKey(using: &generator)
        let path = overlay.path(from: generator.below(nodes), to: key)
        #expect(path.firstIndex(of: overlay.owner(of: key)) == path.count - 1)
      }
    }
  }

  @Test(
    "line graphs shrink as they grow: merges by the code are merges by the definition", arguments: PathCodeTests.graphs)
  func merging(base: RegularDigraph) throws {
    var generator = Seed(58).stream(base.name)
    var literal = LineGraph(base: base)
    var code = PathCode(over: base.reversed)
    func label(_ word: PathWord) -> LineGraph.Label { code.graph.vertices(of: word).reversed() }
    for target in [30, base.vertexCount, 60, 10, 40, base.vertexCount] {
      while code.count < target {
        let (leaf, _) = code.splittableLeaf(from: code.randomLeaf(using: &generator), using: &generator)
        literal.replace(label(leaf.word))
        code.split(leaf)
      }
      while code.count > max(target, base.vertexCount) {
        let (parent, _) = try #require(code.mergeableParent(from: code.randomLeaf(using: &generator)))
        let merged = literal.merge(into: label(parent))
        #expect(merged)
        code.merge(into: parent)
        #expect(code.isBalanced)
      }
      let overlay = try DLG(base: base, code: code)
      let labels = (0..<overlay.graphNodeCount).map { base.vertices(of: overlay.label(of: $0)) }
      #expect(Set(labels) == Set(literal.labels))
      for (node, label) in labels.enumerated() {
        #expect(Set(overlay.graphSuccessors(of: node).map { labels[$0] }) == literal.successors[label])
      }
    }
    #expect(code == PathCode(over: base.reversed))
    #expect(code.mergeableParent(from: code.leaves[0]) == nil)
  }

  @Test("what a message cannot carry is refused by name")
  func wideBase() throws {
    let ring = try RegularDigraph(name: "C256(1,2)", adjacency: (0..<256).map { [($0 + 1) % 256, ($0 + 2) % 256] })
    #expect(throws: DLG.Fault.self) { try DLG(base: ring, nodes: 300, seed: 1) }
    do {
      _ = try DLG(base: ring, nodes: 300, seed: 1)
    } catch let fault as DLG.Fault {
      #expect(fault.description.contains("130 steps") || fault.description.contains("a message carries 128"))
    }
  }
}
