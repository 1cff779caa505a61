import ExactNumbers

/// The Kautz graph K(d, k), small enough to hold: every string of length k, and exact figures over all pairs.
///
/// Node numbers are lexicographic ranks.
public struct KautzGraph: Sendable {
  /// The base d: in-degree and out-degree of every node.
  public let base: Int

  /// The length k of the strings, which is also the diameter.
  public let length: Int

  /// All strings in lexicographic order.
  public let nodes: [ExactKautzString]

  /// Builds K(base, length). Meant for graphs of up to a few thousand nodes.
  public init(base: Int, length: Int) {
    guard let count = Int(exactly: ExactKautzString.count(base: base, length: length)), count <= 1 << 20 else {
      preconditionFailure("a Kautz graph of more than a million nodes is not enumerated")
    }
    self.base = base
    self.length = length
    self.nodes = (0..<count).map { ExactKautzString(base: base, rank: BigInt($0), length: length) }
  }

  /// The numbers of the nodes that the edges of `node` lead to.
  public func successors(of node: Int) -> [Int] {
    nodes[node].outNeighbours.map(number)
  }

  /// The largest and the mean distance over ordered pairs of different nodes, by the overlap of their strings.
  public var distances: (diameter: Int, mean: Rational) {
    var diameter = 0
    var total = 0
    for source in nodes {
      for target in nodes where target != source {
        let distance = length - source.overlap(with: target)
        diameter = max(diameter, distance)
        total += distance
      }
    }
    return (diameter, Rational(BigInt(total), BigInt(nodes.count * (nodes.count - 1))))
  }

  /// The largest over the mean number of long paths that cross an edge, and that pass through a node on the way, over
  /// all ordered pairs of different nodes.
  public var longPathLoad: (edge: Rational, node: Rational) {
    var edgeLoad: [[Int]: Int] = [:]
    var nodeLoad = [Int](repeating: 0, count: nodes.count)
    for source in nodes {
      for target in nodes where target != source {
        let path = source.longPath(to: target).map(number)
        for (from, to) in zip(path, path.dropFirst()) { edgeLoad[[from, to], default: 0] += 1 }
        for node in path.dropFirst().dropLast() { nodeLoad[node] += 1 }
      }
    }
    return (
      Self.maximumOverMean(Array(edgeLoad.values), count: nodes.count * base),
      Self.maximumOverMean(nodeLoad, count: nodes.count)
    )
  }

  private func number(of string: ExactKautzString) -> Int {
    guard let number = Int(exactly: string.rank) else { preconditionFailure("an enumerated string has a small rank") }
    return number
  }

  private static func maximumOverMean(_ loads: [Int], count: Int) -> Rational {
    Rational(BigInt((loads.max() ?? 0) * count), BigInt(loads.reduce(0, +)))
  }
}
