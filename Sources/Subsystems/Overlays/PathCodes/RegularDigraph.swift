/// A strongly connected digraph whose vertices all have the same number of edges in and out: the base of a path code.
///
/// Out-neighbours are numbered in ascending order; the position of an edge among those of its tail is the *digit* by
/// which a path takes it. A path is then its first vertex and one digit a step. Loops are allowed, parallel edges are
/// not.
public struct RegularDigraph: Sendable, Hashable {
  /// A short name such as `K(2,1)`.
  public let name: String

  /// The number of vertices, 2...256.
  public let vertexCount: Int

  /// Edges out of, and into, each vertex: at least 2.
  public let degree: Int

  /// The longest shortest path between two vertices.
  public let diameter: Int

  /// Bits that a digit takes in a packed path.
  @usableFromInline let digitBits: Int

  /// Bits that a vertex takes in a packed path.
  @usableFromInline let vertexBits: Int

  /// Heads of edges, `degree` a vertex, ascending.
  @usableFromInline let heads: [UInt16]

  /// Tails of edges, `degree` a vertex, ascending.
  @usableFromInline let tails: [UInt16]

  /// Digit of the edge from v to w at `v * vertexCount + w`; 255 where there is none.
  @usableFromInline let digits: [UInt8]

  /// Why an adjacency list does not describe a base graph.
  public enum Fault: Error, Equatable, CustomStringConvertible {
    /// Fewer than 2 or more than 256 vertices.
    case vertexCount(Int)
    /// An edge leads to a vertex that does not exist.
    case unknownVertex(from: Int, to: Int)
    /// An edge is listed twice.
    case parallelEdge(from: Int, to: Int)
    /// In- or out-degrees differ, or are below 2.
    case notRegular(vertex: Int)
    /// A vertex cannot be reached from another.
    case notConnected(from: Int, to: Int)

    /// One sentence.
    public var description: String {
      switch self {
      case .vertexCount(let count): "a base graph has 2 to 256 vertices, not \(count)"
      case .unknownVertex(let from, let to): "the edge \(from) -> \(to) leads out of the graph"
      case .parallelEdge(let from, let to): "the edge \(from) -> \(to) is listed twice"
      case .notRegular(let vertex): "vertex \(vertex) differs in degree: all need the same, 2 to 255, in and out"
      case .notConnected(let from, let to): "no path leads from vertex \(from) to vertex \(to)"
      }
    }
  }

  /// Checks an adjacency list, `adjacency[v]` naming the heads of v's edges in any order.
  public init(name: String, adjacency: [[Int]]) throws(Fault) {
    let count = adjacency.count
    guard (2...256).contains(count) else { throw .vertexCount(count) }
    let degree = adjacency[0].count
    var incoming = [[Int]](repeating: [], count: count)
    for (vertex, edges) in adjacency.enumerated() {
      for head in edges where !(0..<count).contains(head) { throw .unknownVertex(from: vertex, to: head) }
      let sorted = edges.sorted()
      for (edge, next) in zip(sorted, sorted.dropFirst()) where edge == next {
        throw .parallelEdge(from: vertex, to: edge)
      }
      guard edges.count == degree, (2...255).contains(degree) else { throw .notRegular(vertex: vertex) }
      for head in edges { incoming[head].append(vertex) }
    }
    for (vertex, edges) in incoming.enumerated() where edges.count != degree { throw .notRegular(vertex: vertex) }

    var diameter = 0
    for source in 0..<count {
      let distances = Self.distances(from: source, in: adjacency)
      for (target, distance) in distances.enumerated() {
        guard let distance else { throw .notConnected(from: source, to: target) }
        diameter = max(diameter, distance)
      }
    }

    var digits = [UInt8](repeating: 255, count: count * count)
    for (vertex, edges) in adjacency.enumerated() {
      for (digit, head) in edges.sorted().enumerated() { digits[vertex * count + head] = UInt8(digit) }
    }
    self.name = name
    self.vertexCount = count
    self.degree = degree
    self.diameter = diameter
    self.digitBits = Self.bits(for: degree)
    self.vertexBits = Self.bits(for: count)
    self.heads = adjacency.flatMap { $0.sorted().map(UInt16.init) }
    self.tails = incoming.flatMap { $0.sorted().map(UInt16.init) }
    self.digits = digits
  }

  /// The Kautz graph K(d, 1): d + 1 vertices, an edge between any two different ones. Base degree d in 2...16.
  public static func kautz(_ degree: Int) -> RegularDigraph {
    precondition((2...16).contains(degree), "Kautz base graphs have degree 2 to 16")
    return checked("K(\(degree),1)", (0...degree).map { vertex in (0...degree).filter { $0 != vertex } })
  }

  /// The de Bruijn graph B(d, 1): d vertices, an edge from every one to every one, itself included. Degree d in 2...16.
  public static func deBruijn(_ degree: Int) -> RegularDigraph {
    precondition((2...16).contains(degree), "de Bruijn base graphs have degree 2 to 16")
    return checked("B(\(degree),1)", (0..<degree).map { _ in Array(0..<degree) })
  }

  /// The same vertices with every edge turned round.
  public var reversed: RegularDigraph {
    Self.checked(name + " reversed", (0..<vertexCount).map { predecessors(of: $0).map { $0 } })
  }

  /// The out-neighbours of `vertex` in ascending order.
  public func successors(of vertex: Int) -> [Int] {
    heads[vertex * degree..<(vertex + 1) * degree].map(Int.init)
  }

  /// The in-neighbours of `vertex` in ascending order.
  public func predecessors(of vertex: Int) -> [Int] {
    tails[vertex * degree..<(vertex + 1) * degree].map(Int.init)
  }

  /// The out-neighbour of `vertex` by `digit`.
  @inlinable public func successor(of vertex: Int, by digit: Int) -> Int { Int(heads[vertex * degree + digit]) }

  /// The digit of the edge `from -> to`; nil when there is none.
  @inlinable public func digit(from: Int, to: Int) -> Int? {
    let digit = digits[from * vertexCount + to]
    return digit == 255 ? nil : Int(digit)
  }

  /// A shortest path `from -> ... -> to`, both ends included; ties go to the smaller vertices.
  public func shortestPath(from: Int, to: Int) -> [Int] {
    let towards = Self.distances(from: to, in: (0..<vertexCount).map(predecessors))
    var path = [from]
    while path[path.count - 1] != to {
      let here = path[path.count - 1]
      guard
        let left = towards[here],
        let next = successors(of: here).first(where: { towards[$0].map { $0 < left } ?? false })
      else { preconditionFailure("a base graph is strongly connected") }
      path.append(next)
    }
    return path
  }

  private static func checked(_ name: String, _ adjacency: [[Int]]) -> RegularDigraph {
    do {
      return try RegularDigraph(name: name, adjacency: adjacency)
    } catch {
      preconditionFailure("\(name): \(error)")
    }
  }

  private static func bits(for count: Int) -> Int { Int.bitWidth - (count - 1).leadingZeroBitCount }

  private static func distances(from source: Int, in adjacency: [[Int]]) -> [Int?] {
    var distances = [Int?](repeating: nil, count: adjacency.count)
    distances[source] = 0
    var queue = [source]
    var head = 0
    while head < queue.count {
      let vertex = queue[head]
      head += 1
      for next in adjacency[vertex] where distances[next] == nil {
        distances[next] = (distances[vertex] ?? 0) + 1
        queue.append(next)
      }
    }
    return distances
  }
}

extension RegularDigraph {
  /// Equal when vertices and edges are; the name does not matter.
  public static func == (left: RegularDigraph, right: RegularDigraph) -> Bool {
    left.vertexCount == right.vertexCount && left.heads == right.heads
  }

  /// Feeds vertices and edges.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(vertexCount)
    hasher.combine(heads)
  }
}
