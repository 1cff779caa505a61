import Overlays
import Randomness

/// An overlay whose lookups end where they begin.
struct StandingOverlay: Overlay {
  struct Route: OverlayRoute {
    var node: NodeIndex
    var hops = 0
  }

  let nodeCount: Int

  func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }
  func owner(of key: UInt64) -> NodeIndex { Int(key % UInt64(nodeCount)) }
  func begin(from node: NodeIndex, to key: UInt64) -> Route { Route(node: node) }
  func advance(_ route: inout Route) -> Bool { false }
  func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {}
  var footprint: OverlayFootprint { OverlayFootprint(hopPath: 0, aside: 0) }
  var remarks: [String] { [] }
}
