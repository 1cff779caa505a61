import Overlays

extension LivingNetwork {
  /// What is wrong with the zones of a network and with what its members know of each other; in none that has settled.
  public func zoneFaults<Geometry: ZoneGeometry>() -> [String] where Peer == ZonePeer<Geometry> {
    let members = members
    let all = members.flatMap { member in member.peer.zones.map { ZoneClaim($0, version: 0, address: member.address) } }
      .sorted { $0.zone.first < $1.zone.first }
    var faults: [String] = []
    // P1: the zones are a complete code.
    if all.first?.zone.first != Geometry.roots.first?.first || all.last?.zone.last != Geometry.roots.last?.last {
      faults.append("the first or the last zone is nobody's")
    }
    for (one, next) in zip(all, all.dropFirst()) where one.zone.last &+ 1 != next.zone.first {
      faults.append("\(one) is followed by \(next)")
    }
    for (address, peer) in members {
      // P4: tables are the edge rule.
      let expected = all.filter { other in
        other.address != address && peer.zones.contains { Geometry.areNeighbours($0, other.zone) }
      }
      let known = peer.claims.map { "\($0)" }.sorted()
      if known != expected.map({ "\($0)" }).sorted() { faults.append("\(address) with \(peer.zones) knows \(known)") }
      // P2: neighbours differ by a symbol at most.
      for zone in peer.zones where Geometry.isBalanced {
        for other in expected where Geometry.areNeighbours(zone, other.zone) {
          if abs(Int(zone.width) - Int(other.zone.width)) > 1 { faults.append("\(zone) is next to \(other)") }
        }
      }
    }
    return faults
  }
}
