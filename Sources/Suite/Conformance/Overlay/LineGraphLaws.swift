import Overlays
import PropertyTesting
import Randomness

/// A distributed line graph three times: as definition 1 literally, as a code, and laid out for routing.
public struct LineGraphSubject: Sendable {
  let base: RegularDigraph
  let literal: LineGraph
  let code: PathCode
  let overlay: DLG

  /// Replaces random responsible nodes until there are as many as the recipe says, or more.
  init(
    base: RegularDigraph, _ network: NetworkRecipe, attachment: LineGraph.Attachment = .front,
    tampering: (inout DLG) -> Void = { _ in }
  ) throws {
    var literal = LineGraph(base: base, attachment: attachment)
    var code = PathCode(over: base.reversed)
    var generator = network.seed.stream("overlay.dlg.steps")
    while code.count < network.nodes {
      let leaf = code.splittableLeaf(from: code.randomLeaf(using: &generator), using: &generator).leaf
      code.split(leaf)
      let responsible = Array(code.graph.vertices(of: leaf.word).reversed())
      // A broken line graph loses the labels that the code has; it then goes on as far as it can.
      if literal.labels.contains(responsible), literal.isResponsible(responsible) { literal.replace(responsible) }
    }
    var overlay = try DLG(base: base, code: code)
    tampering(&overlay)
    self.base = base
    self.literal = literal
    self.code = code
    self.overlay = overlay
  }

  /// The label of a node of the layout, as the literal graph spells it.
  func label(_ node: Int) -> LineGraph.Label { base.vertices(of: overlay.label(of: node)) }
}

/// Laws of distributed line graphs.
public enum LineGraphLaws {
  /// The laws, their subject, and the mutants.
  public static let suite = LawSuite<LineGraphSubject>(
    subsystem: "overlay", laws: [isLineGraph, degrees],
    specimens: (2...4).flatMap { [specimen(of: .kautz($0)), specimen(of: .deBruijn($0))] },
    mutants: [
      Mutant(
        "overlay.dlg.appends", "A step appends the in-neighbour's symbol instead of prepending it.",
        killedBy: [isLineGraph.id], of: .nodes(from: 6)
      ) { network in
        try LineGraphSubject(base: .kautz(3), network, attachment: .back)
      },
      Mutant(
        "overlay.dlg.swapped-edges", "A node takes its edges for the first two symbols for one another.",
        killedBy: [isLineGraph.id], of: .nodes(from: 6), build: swappedEdges),
      Mutant(
        "overlay.dlg.hub", "Every node's edge for the first symbol leads to one hub.", killedBy: [degrees.id],
        of: .nodes(from: 12)
      ) { network in
        try LineGraphSubject(base: .kautz(2), network) { overlay in
          for edge in stride(from: 0, to: overlay.next.count, by: 2) { overlay.next[edge] = 5 }
        }
      },
    ])

  /// The law that joins line graphs to FissionE, which concerns K(2,1) alone.
  public static let dualitySuite = LawSuite<LineGraphSubject>(
    subsystem: "overlay", laws: [duality], specimens: [specimen(of: .kautz(2))],
    mutants: [
      Mutant(
        "overlay.dlg.swapped-edges-of-dual", "A node takes its two edges for one another.", killedBy: [duality.id],
        of: .nodes(from: 6), build: swappedEdges)
    ])

  private static func specimen(of base: RegularDigraph) -> Specimen<LineGraphSubject> {
    Specimen("overlay.dlg.\(base.name)", "The distributed line graph of \(base.name).", of: .nodes()) {
      try LineGraphSubject(base: base, $0)
    }
  }

  @Sendable private static func swappedEdges(_ network: NetworkRecipe) throws -> LineGraphSubject {
    try LineGraphSubject(base: .kautz(2), network) { $0.next.swapAt(2, 3) }
  }

  /// The layout against the definition.
  static let isLineGraph = Law<LineGraphSubject>(
    "overlay.dlg.definition-1",
    "Nodes and edges are those that definition 1 gives when the same nodes are replaced one after another."
  ) { subject, _ in
    let labels = (0..<subject.overlay.graphNodeCount).map(subject.label)
    try expect(Set(labels) == Set(subject.literal.labels), "\(labels) instead of \(subject.literal.labels)")
    for (node, label) in labels.enumerated() {
      let successors = subject.overlay.graphSuccessors(of: node)
      let expected = subject.literal.successors[label, default: []]
      try expect(Set(successors.map { labels[$0] }) == expected, "\(label) -> \(successors.map { labels[$0] })")
      for (digit, head) in successors.enumerated() {
        // The edge for a symbol leads to a label that ends with it.
        try expect(
          labels[head].last == subject.base.successors(of: label[label.count - 1])[digit],
          "\(label) reaches \(labels[head]) by symbol number \(digit)")
      }
    }
  }

  /// P3 mirrored. The published in-degree bound is 2d, which definition 1 itself exceeds for d > 2: see
  /// ``inDegreeOfTKDEExample``.
  static let degrees = Law<LineGraphSubject>(
    "overlay.dlg.degrees", "Every node has out-degree d, and in-degree 1 to d^2."
  ) { subject, _ in
    let degree = subject.base.degree
    for node in 0..<subject.overlay.graphNodeCount {
      let successors = subject.overlay.graphSuccessors(of: node)
      try expect(Set(successors).count == degree, "\(subject.label(node)) has out-neighbours \(successors)")
    }
    for (node, incoming) in subject.overlay.graphInDegrees.enumerated() {
      try expect((1...degree * degree).contains(incoming), "\(subject.label(node)) has in-degree \(incoming)")
    }
  }

  /// P12.
  static let duality = Law<LineGraphSubject>(
    "overlay.dlg.duality",
    "Over K(2,1), with labels read backwards and edges turned round, the line graph is FissionE on the same code."
  ) { subject, _ in
    let fissione = try FissionE(subject.code)
    var edges: Set<[NodeIndex]> = []
    for peer in 0..<fissione.nodeCount { fissione.forEachNeighbour(of: peer) { edges.insert([peer, $0]) } }
    var turned: Set<[NodeIndex]> = []
    for node in 0..<subject.overlay.graphNodeCount {
      for (symbol, head) in zip(
        subject.base.successors(of: subject.label(node).last ?? 0), subject.overlay.graphSuccessors(of: node))
      {
        turned.insert([head, node])
        try expect(
          fissione.identifier(of: head).first == symbol,
          "the edge for \(symbol) leads to \(fissione.identifier(of: head))")
      }
    }
    try expect(turned == edges, "\(turned.symmetricDifference(edges).count) of \(edges.count) edges differ")
  }
}
