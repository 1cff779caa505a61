/// Definition 1 of the TKDE 2012 paper taken literally: a digraph with labelled nodes on which one node after another
/// is replaced by the line-graph nodes of its in-edges.
///
/// Slow and plain. It knows nothing of codes and tries, and so it judges ``DLG``.
public struct LineGraph: Sendable {
  /// A path of the base graph, first vertex first.
  public typealias Label = [Int]

  /// The out-neighbours of each node.
  public private(set) var successors: [Label: Set<Label>] = [:]

  /// The in-neighbours of each node.
  public private(set) var predecessors: [Label: Set<Label>] = [:]

  /// At which end a step attaches the new symbol. Only `.front` is right.
  package enum Attachment: Sendable { case front, back }

  private let attachment: Attachment

  /// The base graph itself: labels of one vertex.
  public init(base: RegularDigraph) { self.init(base: base, attachment: .front) }

  package init(base: RegularDigraph, attachment: Attachment) {
    self.attachment = attachment
    for vertex in 0..<base.vertexCount {
      successors[[vertex]] = Set(base.successors(of: vertex).map { [$0] })
      predecessors[[vertex]] = Set(base.predecessors(of: vertex).map { [$0] })
    }
  }

  /// The labels, sorted.
  public var labels: [Label] { successors.keys.sorted { $0.lexicographicallyPrecedes($1) } }

  /// Whether `node` may be replaced: no neighbour has a shorter label.
  public func isResponsible(_ node: Label) -> Bool {
    neighbours(of: node).allSatisfy { $0.count >= node.count }
  }

  /// Replaces `node` by one node u.v for each different symbol that in-neighbours u carry before the part they share
  /// with it, so that d nodes come for one. A loop at the node becomes edges from all of them to the one made of the
  /// loop.
  public mutating func replace(_ node: Label) {
    precondition(isResponsible(node), "a neighbour's label is shorter")
    let incoming = predecessors[node, default: []]
    let outgoing = successors[node, default: []]
    for neighbour in incoming { successors[neighbour]?.remove(node) }
    for neighbour in outgoing { predecessors[neighbour]?.remove(node) }
    successors[node] = nil
    predecessors[node] = nil

    let parts = incoming.map { (from: $0, part: part(of: node, from: $0)) }
    for (_, part) in parts where successors[part] == nil {
      successors[part] = []
      predecessors[part] = []
    }
    for (from, part) in parts where from != node { connect(from, part) }
    for part in Set(parts.map(\.part)) {
      for neighbour in outgoing where neighbour != node { connect(part, neighbour) }
      if incoming.contains(node) { connect(part, self.part(of: node, from: node)) }
    }
  }

  /// Puts `node` back in the place of the nodes that ``replace(_:)`` made of it, when no label next to them is longer than
  /// theirs; returns whether it did.
  public mutating func merge(into node: Label) -> Bool {
    let parts = successors.keys.filter { $0.count == node.count + 1 && $0.dropFirst().elementsEqual(node) }
    let around = parts.reduce(into: Set<Label>()) { $0.formUnion(neighbours(of: $1)) }
    guard !parts.isEmpty, around.allSatisfy({ $0.count <= node.count + 1 }) else { return false }
    let incoming = parts.reduce(into: Set<Label>()) { $0.formUnion(predecessors[$1, default: []]) }
    let outgoing = parts.reduce(into: Set<Label>()) { $0.formUnion(successors[$1, default: []]) }
    for part in parts {
      for neighbour in predecessors[part, default: []] { successors[neighbour]?.remove(part) }
      for neighbour in successors[part, default: []] { predecessors[neighbour]?.remove(part) }
      successors[part] = nil
      predecessors[part] = nil
    }
    successors[node] = []
    predecessors[node] = []
    for neighbour in incoming { connect(parts.contains(neighbour) ? node : neighbour, node) }
    for neighbour in outgoing { connect(node, parts.contains(neighbour) ? node : neighbour) }
    return true
  }

  private func part(of node: Label, from neighbour: Label) -> Label {
    let symbol = neighbour[neighbour.count - node.count]
    return attachment == .front ? [symbol] + node : node + [symbol]
  }

  private func neighbours(of node: Label) -> Set<Label> {
    predecessors[node, default: []].union(successors[node, default: []])
  }

  private mutating func connect(_ from: Label, _ to: Label) {
    successors[from, default: []].insert(to)
    predecessors[to, default: []].insert(from)
  }
}
