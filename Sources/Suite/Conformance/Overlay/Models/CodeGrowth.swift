import ModelChecking
import Overlays

/// All FissionE networks that joins can lead to, up to a number of peers: every peer that has no shorter neighbour may be split.
public struct CodeGrowth: Model {
  /// The largest network.
  public let peers: Int

  /// Whether a peer with a shorter neighbour is never split.
  public let asksNeighbours: Bool

  /// Networks of up to so many peers.
  public init(peers: Int, asksNeighbours: Bool = true) {
    self.peers = peers
    self.asksNeighbours = asksNeighbours
  }

  /// Three peers.
  public var initialStates: [CodeState] { [CodeState(PathCode(over: FissionE.graph))] }

  /// One split.
  public func forEachSuccessor(of state: CodeState, _ visit: (CodeState.Change, CodeState) -> Bool) {
    let code = state.code
    guard code.count < peers else { return }
    for leaf in code.leaves where !asksNeighbours || code.mayBeSplit(leaf) {
      guard visit(.split(leaf.word), CodeState(code.splitting(leaf))) else { return }
    }
  }

  /// P2 and P12 of every network, and the first half of P13.
  public var properties: [ModelProperty<CodeState>] {
    [
      .always("neighbours differ by one symbol at most") { $0.code.isBalanced },
      .always("splits commute") { state in
        let code = state.code
        let eligible = code.leaves.filter(code.mayBeSplit)
        return eligible.allSatisfy { one in eligible.allSatisfy { one == $0 || commute(one, $0, in: code) } }
      },
      .always("is the line graph of K(2,1) turned round") { !$0.code.isBalanced || isDual($0.code) },
    ]
  }

  /// The identifiers.
  public func fields(of state: CodeState) -> [StateField] { state.fields }

  /// Whether both may be split one after the other, and the order does not matter.
  private func commute(_ one: PathCode.Leaf, _ other: PathCode.Leaf, in code: PathCode) -> Bool {
    let (first, second) = (code.splitting(one), code.splitting(other))
    guard let later = first.leaf(prefixing: other.word), let earlier = second.leaf(prefixing: one.word),
      first.mayBeSplit(later), second.mayBeSplit(earlier)
    else { return false }
    return first.splitting(later) == second.splitting(earlier)
  }

  /// Whether the nodes and edges of the line graph that is grown literally by definition 1, read backwards and turned round, are these.
  private func isDual(_ code: PathCode) -> Bool {
    var graph = LineGraph(base: FissionE.graph)
    // Each step replaces a node none of whose neighbours is shorter, and the shortest that are too short have none.
    while let short = graph.labels.filter({ label in !code.leaves.contains { labels($0) == label } })
      .min(by: { $0.count < $1.count })
    {
      guard graph.isResponsible(short) else { return false }
      graph.replace(short)
      if graph.labels.count > code.count { return false }
    }
    return code.leaves.allSatisfy { leaf in
      graph.predecessors[labels(leaf)] == Set(code.outNeighbours(of: leaf).map(labels))
    }
  }

  private func labels(_ leaf: PathCode.Leaf) -> LineGraph.Label { FissionE.graph.vertices(of: leaf.word).reversed() }
}

extension PathCode {
  /// The code in which a word has been split.
  func splitting(_ leaf: Leaf) -> PathCode {
    var larger = self
    larger.split(leaf)
    return larger
  }
}
