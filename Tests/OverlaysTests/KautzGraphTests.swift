import ExactNumbers
import Overlays
import Testing

@Suite("Kautz graphs")
struct KautzGraphTests {
  /// Nodes, diameter, exact mean distance, load of edges and of nodes under long paths: the specification's table.
  struct Expected: Sendable, CustomTestStringConvertible {
    let base: Int, length: Int, nodes: Int, diameter: Int
    let mean: (Int, Int)
    let edgeLoad: String, nodeLoad: String
    var testDescription: String { "K(\(base),\(length))" }
  }

  static let table = [
    Expected(base: 2, length: 2, nodes: 6, diameter: 2, mean: (8, 5), edgeLoad: "1.2500", nodeLoad: "1.0000"),
    Expected(base: 2, length: 3, nodes: 12, diameter: 3, mean: (51, 22), edgeLoad: "1.0847", nodeLoad: "1.0270"),
    Expected(base: 2, length: 4, nodes: 24, diameter: 4, mean: (287, 92), edgeLoad: "1.0445", nodeLoad: "1.0122"),
    Expected(base: 2, length: 5, nodes: 48, diameter: 5, mean: (1499, 376), edgeLoad: "1.0211", nodeLoad: "1.0036"),
    Expected(base: 2, length: 6, nodes: 96, diameter: 6, mean: (1863, 380), edgeLoad: "1.0106", nodeLoad: "1.0016"),
    Expected(base: 3, length: 2, nodes: 12, diameter: 2, mean: (19, 11), edgeLoad: "1.1053", nodeLoad: "1.0000"),
    Expected(base: 3, length: 3, nodes: 36, diameter: 3, mean: (271, 105), edgeLoad: "1.0277", nodeLoad: "1.0109"),
    Expected(base: 3, length: 4, nodes: 108, diameter: 4, mean: (3379, 963), edgeLoad: "1.0094", nodeLoad: "1.0026"),
    Expected(base: 4, length: 3, nodes: 80, diameter: 3, mean: (853, 316), edgeLoad: "1.0124", nodeLoad: "1.0053"),
  ]

  @Test("counts, diameter, mean distance and congestion", arguments: table)
  func figures(expected: Expected) {
    let graph = KautzGraph(base: expected.base, length: expected.length)
    #expect(graph.nodes.count == expected.nodes)
    let distances = graph.distances
    #expect(distances.diameter == expected.diameter)
    #expect(distances.mean == Rational(BigInt(expected.mean.0), BigInt(expected.mean.1)))
    let load = graph.longPathLoad
    #expect(load.edge.decimal(digits: 4) == expected.edgeLoad)
    #expect(load.node.decimal(digits: 4) == expected.nodeLoad)
  }

  @Test("the overlap distance is the breadth-first distance", arguments: [(2, 4), (3, 3), (4, 2)])
  func distanceIsShortest(base: Int, length: Int) {
    let graph = KautzGraph(base: base, length: length)
    for source in graph.nodes.indices {
      var distances = [source: 0]
      var layer = [source]
      while !layer.isEmpty {
        var next: [Int] = []
        for node in layer {
          for neighbour in graph.successors(of: node) where distances[neighbour] == nil {
            distances[neighbour] = (distances[node] ?? 0) + 1
            next.append(neighbour)
          }
        }
        layer = next
      }
      for target in graph.nodes.indices {
        let path = graph.nodes[source].shortPath(to: graph.nodes[target])
        #expect(path.count - 1 == distances[target])
        #expect(path.last == graph.nodes[target])
      }
    }
  }
}
