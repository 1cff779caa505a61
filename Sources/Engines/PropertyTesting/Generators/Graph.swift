/// A directed graph without multiple edges on the nodes `0 ..< nodeCount`, as generated for tests of what walks on graphs.
public struct Graph: Hashable, Sendable, CustomStringConvertible {
  /// An edge from one node to another.
  public struct Edge: Hashable, Sendable {
    /// Where it begins.
    public let from: Int
    /// Where it leads.
    public let to: Int
  }

  /// The number of nodes.
  public let nodeCount: Int

  /// The edges, ordered by where they begin and then by where they lead. A graph without directions has each edge both ways.
  public let edges: [Edge]

  /// The out-neighbours of each node.
  public var successors: [[Int]] {
    var successors = Array(repeating: [Int](), count: nodeCount)
    for edge in edges { successors[edge.from].append(edge.to) }
    return successors
  }

  /// For instance `3 nodes: 0>1 1>2`.
  public var description: String {
    "\(nodeCount) nodes:" + edges.map { " \($0.from)>\($0.to)" }.joined()
  }

  init(nodeCount: Int, edges: some Sequence<Edge>) {
    self.nodeCount = nodeCount
    self.edges = Set(edges).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }
}

extension Generator<Graph> {
  /// Directed graphs of so many nodes, loops allowed.
  ///
  /// - Precondition: node counts are not negative.
  public static func digraph(nodes: ClosedRange<Int>) -> Generator {
    graph(nodes: nodes) { source, count throws(Rejection) in
      var edges: [Graph.Edge] = []
      let bound = count == 0 ? 0 : count * min(count, 1 << 20)
      let ends = Generator<(Int, Int)>.tuple(.integer(in: 0...max(count - 1, 0)), .integer(in: 0...max(count - 1, 0)))
      for (from, to) in try source.draw(.array(of: ends, count: 0...bound)) {
        edges.append(Graph.Edge(from: from, to: to))
      }
      return edges
    }
  }

  /// Trees of so many nodes, edges leading from each node to its children, which have larger numbers.
  ///
  /// - Precondition: a tree has a node.
  public static func tree(nodes: ClosedRange<Int>) -> Generator {
    precondition(nodes.lowerBound > 0, "a tree has a node")
    return graph(nodes: nodes) { source, count throws(Rejection) in
      var edges: [Graph.Edge] = []
      for node in 1..<max(count, 1) { edges.append(Graph.Edge(from: try source.below(node), to: node)) }
      return edges
    }
  }

  /// Connected graphs without directions: each edge is there both ways.
  ///
  /// - Precondition: a connected graph has a node.
  public static func connected(nodes: ClosedRange<Int>) -> Generator {
    precondition(nodes.lowerBound > 0, "a connected graph has a node")
    return graph(nodes: nodes) { source, count throws(Rejection) in
      var edges: [Graph.Edge] = []
      for node in 1..<max(count, 1) { edges.append(Graph.Edge(from: try source.below(node), to: node)) }
      let ends = Generator<(Int, Int)>.tuple(.integer(in: 0...count - 1), .integer(in: 0...count - 1))
      for (from, to) in try source.draw(.array(of: ends)) where from != to {
        edges.append(Graph.Edge(from: from, to: to))
      }
      return edges + edges.map { Graph.Edge(from: $0.to, to: $0.from) }
    }
  }

  private static func graph(
    nodes: ClosedRange<Int>,
    edges: @escaping @Sendable (inout Source, Int) throws(Rejection) -> [Graph.Edge]
  ) -> Generator {
    precondition(nodes.lowerBound >= 0, "a graph has no fewer than 0 nodes")
    return Generator(label: 0x6772_6170, isSpan: true) { source throws(Rejection) in
      // As many as a collection would have elements; one choice each, so that single nodes are dropped.
      let count = try source.draw(.array(of: .constant(0), count: nodes)).count
      return Graph(nodeCount: count, edges: try edges(&source, count))
    }
  }
}
