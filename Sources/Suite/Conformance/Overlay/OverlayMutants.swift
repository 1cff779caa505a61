import ExactNumbers
import Overlays
import PropertyTesting
import Randomness
import Synchronization

extension LawSuite where Subject == OverlaySubject {
  /// The laws of every overlay, applied to every overlay of the suite.
  public static let overlays = LawSuite(
    subsystem: "overlay", laws: OverlayLaws.all,
    specimens: OverlayImplementation.all.map(\.specimen),
    mutants: [
      Mutant(
        "overlay.fissione.stale-neighbour", "One peer still lists the neighbours of its predecessor in the order.",
        killedBy: ["overlay.route-reaches-owner"], of: .nodes(from: 8)
      ) { network in
        var overlay = try FissionE(nodes: network.nodes, seed: network.seed)
        overlay.fans[3] = overlay.fans[2]
        return OverlaySubject(overlay)
      },
      Mutant(
        "overlay.any.lands-elsewhere", "Every message lands two nodes further on than it was sent.",
        killedBy: ["overlay.route-reaches-owner", "overlay.route-follows-edges"], of: .nodes(from: 6)
      ) { network in
        OverlaySubject(Tampered(Chord(nodes: network.nodes, seed: network.seed), fault: .landsElsewhere))
      },
      Mutant(
        "overlay.dlg.deaf-owner",
        "Peers do not ask themselves whether they own the key of a message that they pass on.",
        killedBy: ["overlay.route-reaches-owner"], of: .nodes(from: 5)
      ) { network in
        OverlaySubject(DeafOwners(dlg: try DLG(base: .deBruijn(2), nodes: network.nodes, seed: network.seed)))
      },
      Mutant(
        "overlay.any.uncounted-hop", "The last hop, to the owner, is not counted.",
        killedBy: ["overlay.route-follows-edges", "overlay.route-no-shorter-than-distance"], of: .nodes(from: 6)
      ) { network in
        OverlaySubject(Tampered(Chord(nodes: network.nodes, seed: network.seed), fault: .countsOneLess))
      },
      Mutant(
        "overlay.any.counter-in-network", "Hops are counted by the network and not by the message.",
        killedBy: ["overlay.interleaving-changes-nothing"], of: .nodes(from: 6)
      ) { network in
        OverlaySubject(Tampered(Chord(nodes: network.nodes, seed: network.seed), fault: .sharesCounter))
      },
      Mutant(
        "overlay.any.orphaned-keys", "The node with the largest share has left, and nobody owns its keys.",
        killedBy: ["overlay.shares-are-a-partition"], of: .nodes(from: 6)
      ) { network in
        OverlaySubject(Tampered(Chord(nodes: network.nodes, seed: network.seed), fault: .orphansKeys))
      },
    ])
}

/// An overlay with one fault, for mutants.
private struct Tampered<Base: Overlay>: Overlay {
  enum Fault { case landsElsewhere, countsOneLess, sharesCounter, orphansKeys }

  struct Route: OverlayRoute {
    var base: Base.Route
    var node: NodeIndex
    var hops: Int
  }

  final class Counter: Sendable { let hops = Atomic(0) }

  let base: Base
  let fault: Fault
  let counter = Counter()

  init(_ base: Base, fault: Fault) {
    self.base = base
    self.fault = fault
  }

  var nodeCount: Int { base.nodeCount }
  var footprint: OverlayFootprint { base.footprint }
  func randomKey(using generator: inout Xoshiro256StarStar) -> Base.Key { base.randomKey(using: &generator) }
  func owner(of key: Base.Key) -> NodeIndex { base.owner(of: key) }
  func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) { base.forEachNeighbour(of: node, body) }

  var keyShares: KeyShares? {
    guard fault == .orphansKeys, let shares = base.keyShares else { return base.keyShares }
    return KeyShares(groups: [
      (share: shares.total - shares.largest, nodes: 1), (share: Rational(0, 1), nodes: nodeCount - 1),
    ])
  }

  func begin(from node: NodeIndex, to key: Base.Key) -> Route {
    if fault == .sharesCounter { counter.hops.store(0, ordering: .relaxed) }
    let route = base.begin(from: node, to: key)
    return Route(base: route, node: route.node, hops: 0)
  }

  func advance(_ route: inout Route) -> Bool {
    guard base.advance(&route.base) else { return false }
    route.node = fault == .landsElsewhere ? (route.base.node + 2) % nodeCount : route.base.node
    switch fault {
    case .countsOneLess: route.hops = max(0, route.base.hops - 1)
    case .sharesCounter: route.hops = counter.hops.add(1, ordering: .relaxed).newValue
    case .landsElsewhere, .orphansKeys: route.hops = route.base.hops
    }
    return true
  }
}

/// A line graph whose routes are always fed to their end.
private struct DeafOwners: Overlay {
  let dlg: DLG

  var nodeCount: Int { dlg.nodeCount }
  var footprint: OverlayFootprint { dlg.footprint }
  var keyShares: KeyShares? { dlg.keyShares }
  func randomKey(using generator: inout Xoshiro256StarStar) -> DLG.Key { dlg.randomKey(using: &generator) }
  func owner(of key: DLG.Key) -> NodeIndex { dlg.owner(of: key) }
  func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) { dlg.forEachNeighbour(of: node, body) }
  func advance(_ route: inout DLG.Route) -> Bool { dlg.advance(&route) }

  func begin(from node: NodeIndex, to key: DLG.Key) -> DLG.Route {
    var route = dlg.begin(from: node, to: key)
    route.mayPassOwner = false
    return route
  }
}
