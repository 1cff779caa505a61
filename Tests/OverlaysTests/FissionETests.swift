import ExactNumbers
import Overlays
import Randomness
import Testing

@Suite("FissionE")
struct FissionETests {
  /// What an independent prototype measured with random joins. Lengths, degrees and extremes depend on the seed by at
  /// most a symbol or a hop.
  struct Row: Sendable, CustomTestStringConvertible {
    let nodes: Int, lengths: ClosedRange<Int>, meanLength: Double?, meanHops: Double, maxHops: Int
    let distance: (mean: Double, diameter: Int)?
    var testDescription: String { "N = \(nodes)" }
  }

  static let table = [
    Row(nodes: 256, lengths: 7...8, meanLength: 7.500, meanHops: 6.306, maxHops: 8, distance: (6.336, 8)),
    Row(nodes: 1024, lengths: 8...11, meanLength: 9.506, meanHops: 8.297, maxHops: 11, distance: (8.304, 11)),
    Row(nodes: 2048, lengths: 9...12, meanLength: 10.504, meanHops: 9.289, maxHops: 12, distance: (9.293, 12)),
    Row(nodes: 4096, lengths: 10...13, meanLength: 11.507, meanHops: 10.283, maxHops: 13, distance: nil),
    Row(nodes: 16_384, lengths: 12...15, meanLength: 13.506, meanHops: 12.281, maxHops: 15, distance: nil),
    Row(nodes: 100_000, lengths: 15...18, meanLength: nil, meanHops: 14.884, maxHops: 18, distance: nil),
    Row(nodes: 1_000_000, lengths: 18...21, meanLength: nil, meanHops: 18.217, maxHops: 21, distance: nil),
  ]

  @Test("the measured table within its statistical error", arguments: table)
  func measuredTable(row: Row) throws {
    let overlay = try FissionE(nodes: row.nodes, seed: 31)
    let histogram = overlay.identifiers.histogram
    // A seed moves the extremes by a symbol at most; the table shows one seed.
    #expect(abs((histogram.first?.length ?? 0) - row.lengths.lowerBound) <= 1)
    #expect(abs((histogram.last?.length ?? 0) - row.lengths.upperBound) <= 1)
    let meanLength = histogram.reduce(0.0) { $0 + Double($1.length * $1.words) } / Double(row.nodes)
    if let expected = row.meanLength { #expect(abs(meanLength - expected) < 0.02, "mean length \(meanLength)") }

    var generator = Seed(32).stream("lookups")
    let batch = overlay.randomLookups(40_000, using: &generator)
    var hops = 0
    var longest = 0
    var wrong = 0
    overlay.lookUp(batch) { number, route in
      hops += route.hops
      longest = max(longest, route.hops)
      if route.node != overlay.owner(of: batch.keys[number]) { wrong += 1 }
    }
    #expect(wrong == 0)
    // One network differs from another by about 0.01, and 40,000 lookups add a standard error of 0.006.
    let meanHops = Double(hops) / 40_000
    #expect(abs(meanHops - row.meanHops) < 0.045, "mean hops \(meanHops)")
    #expect(abs(longest - row.maxHops) <= 1, "longest route \(longest)")
    #expect(overlay.claimedHopBound?.holds(maximum: longest) == true)

    if let distance = row.distance {
      let distances = (0..<row.nodes).flatMap { overlay.distances(from: $0).compactMap { $0 } }
      #expect(distances.count == row.nodes * row.nodes)
      let mean = Double(distances.reduce(0, +)) / Double(row.nodes * (row.nodes - 1))
      #expect(abs(mean - distance.mean) < 0.03, "mean distance \(mean)")
      #expect(abs((distances.max() ?? 0) - distance.diameter) <= 1)
    }
  }

  @Test("degrees and shares at every small size")
  func degrees() throws {
    for nodes in 3...200 {
      let overlay = try FissionE(nodes: nodes, seed: Seed(UInt64(nodes)))
      var incoming = [Int](repeating: 0, count: nodes)
      for peer in 0..<nodes {
        let neighbours = overlay.neighbours(of: peer)
        #expect((1...4).contains(neighbours.count))
        for neighbour in neighbours { incoming[neighbour] += 1 }
      }
      #expect(incoming.allSatisfy { $0 == 2 })
      #expect(overlay.keyShares?.total == Rational(1, 1))
      #expect(overlay.keyShares?.nodes == nodes)
    }
  }

  @Test("the whole of K(2,6) as a network is the Kautz graph")
  func staticKautzGraph() throws {
    let graph = KautzGraph(base: 2, length: 6)
    let words = graph.nodes.map { string in PathWord(bits: UInt128(exactly: string.rank) ?? 0, length: 6) }
    let code = try #require(PathCode(over: FissionE.graph, words: words))
    let overlay = try FissionE(code)
    for node in graph.nodes.indices {
      #expect(overlay.neighbours(of: node) == graph.successors(of: node).sorted())
      let last = graph.nodes[node].symbols[5]
      let key = try #require(KautzString(symbols: graph.nodes[node].symbols + (0..<94).map { (last + 1 + $0 % 2) % 3 }))
      #expect(overlay.owner(of: key) == node)
    }
  }

  @Test("unbalanced codes are refused, not mislaid")
  func unbalanced() throws {
    var code = PathCode(over: FissionE.graph)
    for _ in 0..<3 { code.split(code.leaves[0]) }
    #expect(!code.isBalanced)
    #expect(throws: FissionE.Fault.self) { try FissionE(code) }
    for _ in 0..<60 { code.split(code.leaves[0]) }
    #expect(throws: FissionE.Fault.self) { try FissionE(code) }
  }

  @Test("the same seed builds the same network")
  func deterministic() throws {
    let one = try FissionE(nodes: 5_000, seed: 3)
    let same = try FissionE(nodes: 5_000, seed: 3)
    let other = try FissionE(nodes: 5_000, seed: 4)
    #expect((0..<5_000).allSatisfy { one.identifier(of: $0) == same.identifier(of: $0) })
    #expect((0..<5_000).contains { one.identifier(of: $0) != other.identifier(of: $0) })
  }
}
