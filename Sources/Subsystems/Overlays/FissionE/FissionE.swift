import ExactNumbers
import Foundation
import Randomness

/// FissionE (Li, Lu, Wu, INFOCOM 2005): a constant-degree overlay on Kautz graphs of base 2.
///
/// Peers carry Kautz strings that form a complete prefix code; the owner of an object is the peer whose identifier
/// begins the object's. In-degree is exactly 2, out-degree 1...4, and a route from U takes |U| hops less the overlap
/// of U and the object's identifier.
///
/// Peers are kept sorted by Kautz rank. The out-neighbours of U = u1...ub are the words under u2...ub, which stand
/// side by side, and by the neighbourhood invariant there are five ways in which they can be divided. So a hop needs
/// one 32-bit word a peer: the first out-neighbour, and which of the five. The message carries the symbols of the
/// object's identifier that are still to be consumed; no hop looks at an identifier or searches.
public struct FissionE: Overlay {
  /// The base graph, K(2,1).
  public static let graph = RegularDigraph.kautz(2)

  /// Identifiers of the peers in lexicographic order: kept aside, read where a lookup begins.
  public let identifiers: SortedCode

  /// Per peer: the number of its first out-neighbour and how the out-neighbours are divided. See `Fan`.
  @usableFromInline package var fans: [UInt32]

  /// Why a code cannot be laid out for routing.
  public enum Fault: Error, CustomStringConvertible {
    /// The neighbourhood invariant does not hold at this peer.
    case unbalanced(String)
    /// An identifier is longer than the layout allows.
    case identifierTooLong(limit: Int)

    /// One sentence.
    public var description: String {
      switch self {
      case .unbalanced(let peer): "the neighbours of peer \(peer) differ from it by more than one symbol"
      case .identifierTooLong(let limit): "a peer's identifier has more than \(limit) symbols"
      }
    }
  }

  /// The largest network that the layout can number.
  public static let maximumNodes = Int(Fan.indexMask)

  /// A network of `nodes` peers (3 or more) that joined one after another from a seed. Expected time O(N log N).
  public init(nodes: Int, seed: Seed) throws {
    precondition((3...Self.maximumNodes).contains(nodes), "FissionE has 3 peers or more")
    var code = PathCode(over: Self.graph, reservingLeaves: nodes)
    var generator = seed.stream("overlay.fissione.joins")
    code.grow(toLeaves: nodes, using: &generator)
    try self.init(code)
  }

  /// Lays out the peers of a code over K(2,1). Linear.
  public init(_ code: PathCode) throws(Fault) {
    precondition(code.graph == Self.graph, "FissionE is a code over K(2,1)")
    guard let identifiers = SortedCode(code) else {
      throw .identifierTooLong(limit: SortedCode.resolution(for: Self.graph))
    }
    self.identifiers = identifiers
    self.fans = try Fan.all(of: identifiers)
  }

  /// The number of peers.
  @inlinable public var nodeCount: Int { fans.count }

  /// The identifier of a peer.
  public func identifier(of node: NodeIndex) -> KautzString { identifiers.word(at: node).kautzString }

  /// A random object identifier of 100 symbols.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> KautzString {
    KautzString.random(length: KautzHash.objectLength, using: &generator)
  }

  /// The peer whose identifier begins `key`, which must have at least as many symbols as the longest identifier and
  /// may have any length from 62. Logarithmic.
  public func owner(of key: KautzString) -> NodeIndex { identifiers.index(prefixing: PathWord(key)) }

  /// Visits the out-neighbours, at most 4.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    if Fan.isSingle(fans[node]) {
      for other in 0..<nodeCount where identifier(of: other).first != identifier(of: node).first { body(other) }
    } else {
      let first = Fan.first(fans[node])
      for other in first..<first + Fan.width(fans[node]) { body(other) }
    }
  }

  /// Shares by identifier length.
  public var keyShares: KeyShares? { KeyShares(lengths: identifiers.histogram, over: Self.graph) }

  /// "Diameter < 2 log2 N" (abstract of the INFOCOM 2005 paper).
  public var claimedHopBound: HopBound? {
    HopBound(hops: 2 * log2(Double(nodeCount)), isStrict: true, formula: "2 log2 N")
  }

  /// 4 bytes a peer for hops; identifiers, 9 bytes a peer, aside.
  public var footprint: OverlayFootprint {
    OverlayFootprint(hopPath: fans.count * MemoryLayout<UInt32>.stride, aside: identifiers.bytes)
  }

  /// Bytes that building a network of `nodes` peers takes at its peak: the trie, then the layout beside it.
  public static func estimatedBytes(nodes: Int) -> Int { nodes * (2 * 4 + 4 + 9 + 9) }
}

/// How the out-neighbours of a peer U = u1...ub are divided, packed in 32 bits with the number of the first of them.
///
/// With P = u2...ub, the five ways are: P itself; or its two extensions, each of which may be split once more. Bits
/// 0...26: the first neighbour. Bit 27, 28: whether the smaller, the larger extension is split. Bit 29: whether P is
/// extended at all. Bit 30: U has a single symbol, and its neighbours are two runs (only in networks of up to five
/// peers).
@usableFromInline
enum Fan {
  @usableFromInline static let indexMask: UInt32 = 1 << 27 - 1
  @usableFromInline static let single: UInt32 = 1 << 30

  @inlinable static func first(_ fan: UInt32) -> Int { Int(fan & indexMask) }
  @inlinable static func splitsSmaller(_ fan: UInt32) -> UInt32 { fan &>> 27 & 1 }
  @inlinable static func splits(_ fan: UInt32, half: UInt32) -> UInt32 { fan &>> (27 &+ half) & 1 }
  @inlinable static func isExtended(_ fan: UInt32) -> UInt32 { fan &>> 29 & 1 }
  @inlinable static func isSingle(_ fan: UInt32) -> Bool { fan & single != 0 }

  static func width(_ fan: UInt32) -> Int {
    Int(1 + isExtended(fan) + splits(fan, half: 0) + splits(fan, half: 1))
  }

  /// The fans of all peers, in one sweep for each first symbol: within one, suffixes ascend as identifiers do.
  static func all(of identifiers: SortedCode) throws(FissionE.Fault) -> [UInt32] {
    let graph = identifiers.graph
    var fans: [UInt32] = []
    fans.reserveCapacity(identifiers.count)
    var firstSymbol = -1
    var cursor = 0
    for peer in 0..<identifiers.count {
      let word = identifiers.word(at: peer)
      guard word.length > 1 else {
        fans.append(single)
        continue
      }
      if graph.first(of: word) != firstSymbol {
        firstSymbol = graph.first(of: word)
        cursor = 0
      }
      let suffix = graph.droppingFirst(of: word)
      let shift = UInt64(truncatingIfNeeded: graph.digitBits * (identifiers.resolution - suffix.length))
      let start = UInt64(truncatingIfNeeded: suffix.bits) &<< shift
      while cursor + 1 < identifiers.count, identifiers.starts[cursor + 1] <= start { cursor += 1 }
      guard let shape = shape(of: suffix.length, at: cursor, in: identifiers) else {
        throw .unbalanced(word.kautzString.description)
      }
      fans.append(UInt32(cursor) | shape)
    }
    return fans
  }

  /// The division of the words under a suffix of `length` symbols whose first is at `cursor`; nil when it is none of
  /// five.
  private static func shape(of length: Int, at cursor: Int, in identifiers: SortedCode) -> UInt32? {
    func isSplit(_ index: Int) -> UInt32? {
      switch identifiers.length(at: index) - length {
      case 1: 0
      case 2: 1
      default: nil
      }
    }
    if identifiers.length(at: cursor) == length { return 0 }
    guard let smaller = isSplit(cursor) else { return nil }
    let second = cursor + 1 + Int(smaller)
    guard second < identifiers.count, let larger = isSplit(second) else { return nil }
    return 1 << 29 | larger << 28 | smaller << 27
  }
}
