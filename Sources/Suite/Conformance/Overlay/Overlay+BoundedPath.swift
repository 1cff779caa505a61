import Overlays
import PropertyTesting

extension Overlay {
  /// Steps that no lookup of an overlay worth the name takes: one that passes every node twice, or never stops.
  var mostSteps: Int { 2 * nodeCount + 64 }

  /// The nodes of the route from `node` to the owner of `key`, both included. A broken overlay may send messages round for ever, which
  /// violates every law.
  func boundedPath(from node: NodeIndex, to key: Key) throws -> [NodeIndex] {
    var route = begin(from: node, to: key)
    var path = [route.node]
    var steps = 0
    while advance(&route) {
      steps += 1
      try expect(steps <= mostSteps, "the lookup from \(node) does not end")
      if route.node != path[path.count - 1] { path.append(route.node) }
    }
    return path
  }
}
