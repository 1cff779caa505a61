import ExactNumbers
import Foundation
import Randomness

/// A distributed line graph (Zhang, Liu, Li, Lu, ICDCS 2008; TKDE 2012): an overlay grown from any regular digraph G0
/// by line-graph steps at one node at a time.
///
/// Nodes are labelled with paths of G0; the owner of a long path is the node whose label is its suffix. Every node
/// has exactly one out-edge for each symbol that may follow its label, so a hop is one table look-up by the next
/// symbol of the key. The labels read backwards are a complete prefix code over G0 reversed, with the edges of
/// ``PathCode`` turned round.
///
/// With d = 2 peers are nodes. With d > 2 a step makes more nodes than peers arrive, and peers host several: routing
/// runs on graph nodes, and a step between two nodes of one peer is no hop. Labels, owner rule and hosting are our
/// reconstruction from definition 1 of the TKDE paper.
public struct DLG: Overlay {
  /// The base graph G0.
  public let base: RegularDigraph

  /// Labels read backwards, in lexicographic order: kept aside, read where a lookup begins.
  public let labels: SortedCode

  /// The length of the longest label, which routes need to know. In a deployment it is gossiped, or bounded by the
  /// claimed diameter.
  public let longestLabel: Int

  /// The length of the shortest label.
  @usableFromInline let shortestLabel: Int

  /// The number of peers.
  public let nodeCount: Int

  /// Out-edges of graph nodes: `degree` a node, by digit of the symbol that follows.
  @usableFromInline package var next: [UInt32]

  /// The peer of each graph node; empty when each peer hosts one node.
  @usableFromInline let hosts: [UInt32]

  /// The first graph node of each peer, and the number of nodes at the end; empty when each peer hosts one node.
  @usableFromInline let firstNode: [UInt32]

  /// Why a line graph cannot be laid out for routing.
  public enum Fault: Error, CustomStringConvertible {
    /// A label is longer than the layout allows.
    case labelTooLong(limit: Int)
    /// A route through the base graph and along the longest label has more steps than a message can carry.
    case routeTooLong(steps: Int, limit: Int)
    /// A node lacks its one out-edge for a symbol: a neighbour's label is too long.
    case unbalanced(label: String)

    /// One sentence.
    public var description: String {
      switch self {
      case .labelTooLong(let limit): "a label has more than \(limit) symbols"
      case .routeTooLong(let steps, let limit): "routes can have \(steps) steps, but a message carries \(limit)"
      case .unbalanced(let label): "node \(label) has no single out-neighbour for one of the symbols that may follow"
      }
    }
  }

  /// A network of `nodes` peers that joined one after another from a seed. Expected time O(N log N).
  public init(base: RegularDigraph, nodes: Int, seed: Seed) throws {
    precondition(nodes >= 1, "a network has a peer or more")
    var hosted = HostedCode(over: base.reversed, peers: nodes, reservingLeaves: nodes)
    var generator = seed.stream("overlay.dlg.joins")
    hosted.grow(toPeers: nodes, using: &generator)
    try self.init(
      base: base, code: hosted.code, hosts: hosted.code.count == nodes ? [] : hosted.hosts, peers: nodes)
  }

  /// Lays out the line graph whose labels, read backwards, are the words of a code over `base` reversed; one peer a
  /// node.
  public init(base: RegularDigraph, code: PathCode) throws(Fault) {
    try self.init(base: base, code: code, hosts: [], peers: code.count)
  }

  private init(base: RegularDigraph, code: PathCode, hosts: [UInt32], peers: Int) throws(Fault) {
    let reversed = code.graph
    precondition(reversed.heads == base.tails, "labels read backwards are paths of the reversed base graph")
    guard let labels = SortedCode(code) else { throw .labelTooLong(limit: SortedCode.resolution(for: reversed)) }
    guard (labels.longest + base.diameter) * base.digitBits <= 128 else {
      throw .routeTooLong(steps: labels.longest + base.diameter, limit: 128 / base.digitBits)
    }
    var next: [UInt32] = []
    next.reserveCapacity(labels.count * base.degree)
    for node in 0..<labels.count {
      let label = labels.word(at: node)
      for symbol in base.successors(of: reversed.first(of: label)) {
        let extended = reversed.prepending(symbol, to: label)
        guard let index = labels.index(ofPrefixOf: extended) else {
          throw .unbalanced(label: base.text(of: reversed.reversal(of: label, in: base)))
        }
        next.append(UInt32(truncatingIfNeeded: index))
      }
    }
    self.base = base
    self.labels = labels
    self.longestLabel = labels.longest
    self.shortestLabel = labels.shortest
    self.nodeCount = peers
    self.next = next
    self.hosts = hosts
    var firstNode: [UInt32] = []
    for (node, peer) in hosts.enumerated() where firstNode.count == Int(peer) { firstNode.append(UInt32(node)) }
    self.firstNode = hosts.isEmpty ? [] : firstNode + [UInt32(labels.count)]
  }

  /// The number of nodes of the line graph, at least ``nodeCount``.
  public var graphNodeCount: Int { labels.count }

  /// The graph nodes that a peer hosts.
  public func graphNodes(of peer: NodeIndex) -> Range<Int> {
    firstNode.isEmpty ? peer..<peer + 1 : Int(firstNode[peer])..<Int(firstNode[peer + 1])
  }

  /// The peer that hosts a graph node.
  @inlinable public func host(of graphNode: Int) -> NodeIndex { hosts.isEmpty ? graphNode : Int(hosts[graphNode]) }

  /// The label of a graph node: a path of the base graph.
  public func label(of graphNode: Int) -> PathWord {
    labels.graph.reversal(of: labels.word(at: graphNode), in: base)
  }

  /// The out-neighbours of a graph node, one for each symbol that may follow its label, in the order of the symbols.
  public func graphSuccessors(of graphNode: Int) -> [Int] {
    next[graphNode * base.degree..<(graphNode + 1) * base.degree].map(Int.init)
  }

  /// The number of edges into each graph node.
  public var graphInDegrees: [Int] {
    var degrees = [Int](repeating: 0, count: graphNodeCount)
    for head in next { degrees[Int(head)] += 1 }
    return degrees
  }

  /// A random long path of the base graph.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> Key {
    Key(path: base.randomWord(length: labels.resolution, using: &generator), of: base, reversed: labels.graph)
  }

  /// The peer whose label is a suffix of the path. Logarithmic.
  public func owner(of key: Key) -> NodeIndex { host(of: labels.index(prefixing: key.backwards)) }

  /// Visits the peers that host out-neighbours of this peer's nodes.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    let nodes = graphNodes(of: node)
    let peers = Set(next[nodes.lowerBound * base.degree..<nodes.upperBound * base.degree].map { host(of: Int($0)) })
    for peer in peers.sorted() where peer != node { body(peer) }
  }

  /// Shares by label length, summed over the nodes of a peer.
  public var keyShares: KeyShares? {
    if hosts.isEmpty { return KeyShares(lengths: labels.histogram, over: labels.graph) }
    var groups: [[Int]: Int] = [:]
    for peer in 0..<nodeCount {
      let nodes = graphNodes(of: peer)
      groups[[labels.length(at: nodes.lowerBound), nodes.count], default: 0] += 1
    }
    return KeyShares(
      groups: groups.map { group, peers in
        (share: labels.graph.shareOfWord(length: group[0]) * Rational(BigInt(group[1]), 1), nodes: peers)
      })
  }

  /// "Diameter < 2 (log_d N - log_d N0 + D0 + 1)" (abstract of the ICDCS 2008 paper), N counting graph nodes.
  public var claimedHopBound: HopBound? {
    let growth = log2(Double(graphNodeCount) / Double(base.vertexCount)) / log2(Double(base.degree))
    return HopBound(
      hops: 2 * (growth + Double(base.diameter) + 1), isStrict: true, formula: "2 (log_d N - log_d N0 + D0 + 1)")
  }

  /// The in-degree of the graph beside the bound that definition 1 implies and the one that its source states.
  public var remarks: [String] {
    let largest = graphInDegrees.max() ?? 0
    func judged(_ bound: Int) -> String { largest <= bound ? "within" : "BEYOND" }
    let (square, double) = (base.degree * base.degree, 2 * base.degree)
    return [
      "in-degree in the graph of \(graphNodeCount) nodes up to \(largest), \(judged(square)) d^2 = \(square), "
        + "\(judged(double)) the 2d = \(double) of the ICDCS 2008 abstract"
    ]
  }

  /// 4 d bytes a graph node for hops, and 4 more where peers host several; labels aside.
  public var footprint: OverlayFootprint {
    let word = MemoryLayout<UInt32>.stride
    return OverlayFootprint(
      hopPath: (next.count + hosts.count) * word, aside: labels.bytes + firstNode.count * word)
  }

  /// Bytes that building a network of `nodes` peers takes at its peak: trie, labels, out-edges, hosts.
  public static func estimatedBytes(base: RegularDigraph, nodes: Int) -> Int {
    let graphNodes = base.degree == 2 ? nodes : 2 * nodes
    return graphNodes * (2 * 5 + 9 + 4 * base.degree + 8) + nodes * 4
  }
}

extension SortedCode {
  /// The position of the word that a path begins with; nil when the path is shorter than every word that begins as it
  /// does.
  func index(ofPrefixOf path: PathWord) -> Int? {
    guard path.length <= resolution else { return index(prefixing: path) }
    let shift = UInt64(truncatingIfNeeded: graph.digitBits * (resolution - path.length))
    let index = index(ofPathAt: UInt64(truncatingIfNeeded: path.bits) &<< shift)
    return length(at: index) <= path.length ? index : nil
  }
}
