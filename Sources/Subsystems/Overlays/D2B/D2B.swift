import ExactNumbers
import Randomness

/// D2B (Fraigniaud, Gauron, 2003): a de Bruijn graph whose nodes carry binary identifiers of different lengths.
///
/// It is FissionE over the de Bruijn graph and without the rule that keeps neighbours balanced: newcomers split whatever zone they meet.
/// Identifiers form a complete prefix code, U -> V is an edge when V is comparable with U less its first bit, and the owner of a key is
/// the node whose identifier begins it. What the missing rule costs shows in the table: long identifiers and large degrees.
public struct D2B: Overlay {
  /// The base graph, B(2,1).
  public static let graph = RegularDigraph.deBruijn(2)

  /// Identifiers in lexicographic order.
  public let identifiers: SortedCode

  /// The out-neighbours of a node, which stand side by side.
  @frozen
  @usableFromInline
  package struct Fan: BitwiseCopyable, Sendable {
    @usableFromInline package var first: UInt32
    @usableFromInline package var count: UInt32
  }

  @usableFromInline package var fans: [Fan]

  /// Why a code cannot be laid out for routing.
  public struct Fault: Error, CustomStringConvertible {
    /// One sentence.
    public let description = "a node's identifier has more than \(SortedCode.resolution(for: D2B.graph)) bits"
  }

  /// A network of `nodes` nodes (2 or more) that joined one after another from a seed. Expected time O(N log N).
  public init(nodes: Int, seed: Seed) throws {
    precondition((2..<Int(UInt32.max)).contains(nodes), "D2B has 2 nodes or more")
    var code = PathCode(over: Self.graph, reservingLeaves: nodes)
    var generator = seed.stream("overlay.d2b.joins")
    code.grow(toLeaves: nodes, rule: BalanceRule(walk: .none), using: &generator)
    try self.init(code)
  }

  /// Lays out the nodes of a code over B(2,1). Time O(N log N).
  public init(_ code: PathCode) throws(Fault) {
    precondition(code.graph == Self.graph, "D2B is a code over B(2,1)")
    guard let identifiers = SortedCode(code) else { throw Fault() }
    self.identifiers = identifiers
    fans = (0..<identifiers.count).map { Self.fan(of: identifiers.word(at: $0), in: identifiers) }
  }

  /// The words comparable with one less its first bit; all words for one of a single bit.
  private static func fan(of word: PathWord, in identifiers: SortedCode) -> Fan {
    guard word.length > 1 else { return Fan(first: 0, count: UInt32(identifiers.count)) }
    let suffix = graph.droppingFirst(of: word)
    let shift = UInt64(identifiers.resolution - suffix.length)
    let start = UInt64(truncatingIfNeeded: suffix.bits) << shift
    let first = identifiers.index(ofPathAt: start)
    let last = identifiers.index(ofPathAt: start | (1 << shift - 1))
    return Fan(first: UInt32(first), count: UInt32(last - first + 1))
  }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { fans.count }

  /// A random key: the first 63 bits of it.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() >> 1 }

  /// The node whose identifier begins `key`, a path of 63 bits. Logarithmic.
  public func owner(of key: UInt64) -> NodeIndex { identifiers.index(ofPathAt: key) }

  /// Visits the out-neighbours.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    let first = Int(fans[node].first)
    for other in first..<first + Int(fans[node].count) where other != node { body(other) }
  }

  /// Shares by identifier length.
  public var keyShares: KeyShares? { KeyShares(lengths: identifiers.histogram, over: Self.graph) }

  /// Everything: a hop tells its neighbours apart by their identifiers.
  public var footprint: OverlayFootprint {
    OverlayFootprint(hopPath: fans.count * MemoryLayout<Fan>.stride + identifiers.bytes, aside: 0)
  }

  /// Bytes that building a network of `nodes` nodes takes at its peak: the trie, then the layout beside it.
  public static func estimatedBytes(nodes: Int) -> Int { nodes * (2 * 4 + 8 + 9 + 9) }
}
