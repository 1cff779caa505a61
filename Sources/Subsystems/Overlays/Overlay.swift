import Randomness

/// A node of an overlay: its position in the overlay's own order, `0 ..< nodeCount`.
public typealias NodeIndex = Int

/// A finished structured overlay: all nodes of the network, laid out for routing.
///
/// Every implementation in the suite, and every one that a user brings, stands behind this protocol; laws, workloads
/// and tables know nothing else. Definitions that the tables depend on:
///
/// - A **hop** is one message to another node on the way to the owner. A local answer is 0 hops; the hop to the owner counts.
///   For iterative lookups, hops is the length of the referral chain from the start to the owner.
/// - The **owner** of a key is the node that the overlay's own rule names; ties go to the smaller index.
public protocol Overlay: Sendable {
  /// A point of the overlay's key space.
  associatedtype Key: Sendable

  /// What a lookup carries from node to node.
  associatedtype Route: OverlayRoute

  /// The number of nodes (peers), at least 1.
  var nodeCount: Int { get }

  /// A key drawn uniformly from the key space.
  func randomKey(using generator: inout Xoshiro256StarStar) -> Key

  /// The node that owns `key`, found from the complete node list and not by routing.
  func owner(of key: Key) -> NodeIndex

  /// A lookup of `key` that stands at `node` and has sent nothing yet.
  func begin(from node: NodeIndex, to key: Key) -> Route

  /// Takes the lookup one step further, and returns false when it was already finished.
  func advance(_ route: inout Route) -> Bool

  /// What a lookup of `key` that starts at `node` passes on its way.
  func trace(from node: NodeIndex, to key: Key) -> LookupTrace

  /// Calls `body` once for each node other than `node` that `node` has a link to, in ascending order.
  func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void)

  /// How a lookup travels, which decides what a hop costs in latency.
  var lookupStyle: LookupStyle { get }

  /// The exact share of the key space that each node owns, grouped; nil when the implementation cannot tell.
  var keyShares: KeyShares? { get }

  /// The bound on hops that the overlay's source claims for this network; nil when it names no constant.
  var claimedHopBound: HopBound? { get }

  /// Everything that routing can touch, and what is kept aside, in bytes.
  var footprint: OverlayFootprint { get }

  /// The nodes of the graph that messages travel: more than ``nodeCount`` where one node hosts several of them.
  var graphNodeCount: Int { get }

  /// What a reader of a table should know about this network beyond its figures, one sentence each.
  var remarks: [String] { get }
}

extension Overlay {
  /// Follows `advance` and records where the lookup stood.
  @inlinable
  public func trace(from node: NodeIndex, to key: Key) -> LookupTrace {
    var route = begin(from: node, to: key)
    var nodes = [route.node]
    while advance(&route) {
      if route.node != nodes[nodes.count - 1] { nodes.append(route.node) }
    }
    return LookupTrace(path: nodes)
  }

  /// The nodes of the route from `node` to the owner of `key`, both included.
  public func path(from node: NodeIndex, to key: Key) -> [NodeIndex] { trace(from: node, to: key).path }

  /// Recursive, as most structured overlays are described.
  public var lookupStyle: LookupStyle { .recursive }

  /// Unknown unless an implementation says otherwise.
  public var keyShares: KeyShares? { nil }

  /// None unless an implementation says otherwise.
  public var claimedHopBound: HopBound? { nil }

  /// As many as there are nodes.
  public var graphNodeCount: Int { nodeCount }

  /// None unless an implementation says otherwise.
  public var remarks: [String] { [] }

  /// The distinct nodes that `node` knows, in ascending order.
  public func neighbours(of node: NodeIndex) -> [NodeIndex] {
    var result: [NodeIndex] = []
    forEachNeighbour(of: node) { result.append($0) }
    return result
  }
}

/// The state of one lookup: a few machine words that a message could carry.
public protocol OverlayRoute: BitwiseCopyable, Sendable {
  /// The node that holds the message (recursive), or the closest node that has answered (iterative).
  var node: NodeIndex { get }

  /// Hops from the start to ``node``.
  var hops: Int { get }

  /// Nodes that were asked so far, the start not included. Equal to ``hops`` unless the lookup is iterative.
  var contacted: Int { get }
}

extension OverlayRoute {
  /// As many as hops.
  @inlinable public var contacted: Int { hops }
}

/// How a lookup travels.
public enum LookupStyle: Sendable {
  /// Each node forwards the message to the next: a hop costs the one-way delay between the two.
  case recursive
  /// The start asks every node itself: a hop costs a round trip between the start and the asked node.
  case iterative
}

/// The nodes that took part in one lookup.
public struct LookupTrace: Sendable, Equatable {
  /// From the start to the owner: the holders of the message, or the chain of referrals of an iterative lookup.
  public let path: [NodeIndex]

  /// The nodes that an iterative lookup asked, those asked at the same time together; empty for a recursive one.
  public let rounds: [[NodeIndex]]

  /// Makes a trace.
  public init(path: [NodeIndex], rounds: [[NodeIndex]] = []) {
    self.path = path
    self.rounds = rounds
  }
}

/// A published bound on the number of hops of any route.
public struct HopBound: Sendable, Equatable {
  /// The bound's value for this network, in hops.
  public let hops: Double

  /// Whether a route of exactly that many hops breaks the claim.
  public let isStrict: Bool

  /// The formula as one would write it, such as `2 log2 N`.
  public let formula: String

  /// Makes a bound from its value and its formula.
  public init(hops: Double, isStrict: Bool, formula: String) {
    self.hops = hops
    self.isStrict = isStrict
    self.formula = formula
  }

  /// Whether a longest route of `maximum` hops keeps the bound.
  public func holds(maximum: Int) -> Bool {
    isStrict ? Double(maximum) < hops : Double(maximum) <= hops
  }
}

/// The memory that a finished overlay occupies, in bytes for the whole network.
public struct OverlayFootprint: Sendable, Equatable {
  /// Everything that the forwarding of a message can touch.
  public let hopPath: Int

  /// Identifiers and tables kept aside: read where a lookup starts or where owners are checked, never by a hop.
  public let aside: Int

  /// Makes a footprint.
  public init(hopPath: Int, aside: Int) {
    self.hopPath = hopPath
    self.aside = aside
  }
}
