import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Testing

@Suite("Pastry, living")
struct PastryLivingTests {
  /// Hops of the static overlay at this size: 2.10.
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(PastryPeer.self, isIterative: isIterative, hops: 2.0...2.2)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(PastryPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(PastryPeer.self, share: share, within: 30)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(PastryPeer.self, right: 0.98) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(PastryPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(PastryPeer.self) }

  /// Peers begin with the leaves and tables that nodes of the static overlay have.
  @Test(arguments: [16, 17, 18, 500]) func settledLinksAreThoseOfTheOverlay(settled: Int) {
    let beginning = NetworkBeginning(settled: settled, seed: 12)
    let peers = PastryPeer.peers(of: beginning).sorted { $0.identifier < $1.identifier }
    let overlay = Pastry(IdentifierRing(peers.map(\.identifier)), seed: beginning.seed)
    for (node, peer) in peers.enumerated() {
      let leaves = Set((peer.neighbours.before + peer.neighbours.after).map(\.identifier))
      #expect(peer.isMember && leaves == Set(overlay.leafSet(of: node).map { peers[$0].identifier }))
      let rows = overlay.rows(of: node).map { $0.compactMap { $0.map { peers[$0].identifier } } }
      let others = rows[peer.rows.count...].joined()
      #expect(peer.rows.map { $0.map(\.identifier) } == Array(rows.prefix(peer.rows.count)) && others.isEmpty)
    }
  }

  /// The owner is the member that is nearest of all, and the smaller of two as near.
  @Test func ownersAreNearest() {
    var generator = Seed(4).stream("keys")
    for settled in [16, 17, 300] {
      let peers = PastryPeer.peers(of: NetworkBeginning(settled: settled, seed: 21))
      let members = MemberMap(peers.enumerated().map { (address: Address($0), peer: $1) })
      let points = peers.map(\.identifier).sorted()
      // Where ties are: halfway from one to the next, and round the end.
      let middles = zip(points, points.dropFirst() + points.prefix(1)).map { $0 &+ ($1 &- $0) / 2 }
      for key in middles + points + (0..<500).map({ _ in generator.next() }) {
        let nearest = peers.indices.min { one, other in
          let (left, right) = (peers[one].identifier, peers[other].identifier)
          return (min(left &- key, key &- left), left) < (min(right &- key, key &- right), right)
        }
        #expect(PastryPeer.owner(of: key, among: members) == nearest.map { Address($0) })
      }
    }
    let nobody: [(address: Address, peer: PastryPeer)] = []
    #expect(PastryPeer.owner(of: 5, among: MemberMap(nobody)) == nil)
  }

  /// After newcomers have come, or a third has gone, leaf sets are the neighbours on the ring, and no row lacks a node
  /// that is there.
  @Test(arguments: [0, 0.3]) func leavesAreTheNeighbours(crashed share: Double) {
    var network = LivingNetwork<PastryPeer>(
      NetworkBeginning(settled: share > 0 ? 120 : 16, newcomers: 60, seed: 7),
      latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1))
    network.simulation.add(60, after: .seconds(1))
    network.run(seconds: 60)
    var generator = Seed(7).stream("crashes")
    network.crash(share: share, using: &generator)
    network.run(seconds: share > 0 ? 200 : 60)
    let members = network.members.map(\.peer).sorted { $0.identifier < $1.identifier }
    #expect(members.count == (share > 0 ? 126 : 76))
    let points = members.map(\.identifier)
    for (place, peer) in members.enumerated() {
      let after = (1...8).map { points[(place + $0) % points.count] }
      let before = (1...8).map { points[(place + points.count - $0) % points.count] }
      #expect(peer.neighbours.after.map(\.identifier) == after)
      #expect(peer.neighbours.before.map(\.identifier) == before)
    }
  }
}
