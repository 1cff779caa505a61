import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Viceroy, living")
struct ViceroyLivingTests {
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(ViceroyPeer.self, isIterative: isIterative, hops: 9.2...11.2)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(ViceroyPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(ViceroyPeer.self, share: share, within: 60)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(ViceroyPeer.self, right: 0.97) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(ViceroyPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(ViceroyPeer.self) }

  /// Messages are late, but none is lost, so that nobody is taken for dead wrongly.
  private static func network(settled: Int, newcomers: Int = 0) -> LivingNetwork<ViceroyPeer> {
    LivingNetwork(
      NetworkBeginning(settled: settled, newcomers: newcomers, seed: 21),
      latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1),
      trouble: NetworkTrouble(loss: 0, duplication: 0.005, reordering: 0.05, delay: .seconds(1)))
  }

  /// The links that are not those of the static network of all members.
  private static func faults(_ network: LivingNetwork<ViceroyPeer>) -> [String] {
    let members = network.members.sorted { $0.peer.identifier < $1.peer.identifier }
    let overlay = Viceroy(
      IdentifierRing(members.map(\.peer.identifier)), levels: members.map { ViceroyLinks.level(of: $0.peer.identifier) }
    )
    return members.indices.flatMap { place -> [String] in
      let (address, peer) = members[place]
      let links = overlay.links(of: place)
      let ends = [
        ("up", peer.links.up, links.up), ("left", peer.links.left, links.left),
        ("right", peer.links.right, links.right), ("next", peer.links.next, links.next == place ? nil : links.next),
        ("previous", peer.links.previous, links.previous == place ? nil : links.previous),
      ]
      return ends.filter { $0.1?.address != $0.2.map { members[$0].address } }
        .map { "\($0.0) of \(address) leads to \($0.1.map { "\($0)" } ?? "nobody")" }
    }
  }

  @Test func settledLinksAreThoseOfTheStaticNetwork() {
    let network = Self.network(settled: 200)
    #expect(network.members.count == 200 && Self.faults(network).isEmpty, "\(Self.faults(network))")
    let levels = network.members.map { ViceroyLinks.level(of: $0.peer.identifier) }
    #expect(Set(levels) == Set(1...7))
  }

  @Test func linksBecomeRightWhenPeersComeAndGo() {
    var network = Self.network(settled: 60, newcomers: 60)
    network.simulation.add(60)
    network.run(seconds: 240)
    #expect(network.members.count == 120 && Self.faults(network).isEmpty, "\(Self.faults(network))")
    var generator = Seed(22).stream("crashes")
    network.crash(share: 0.3, using: &generator)
    network.run(seconds: 240)
    #expect(network.members.count == 84 && Self.faults(network).isEmpty, "\(Self.faults(network))")
  }

  @Test("a dead link is bypassed", arguments: [true, false])
  func deadLink(isIterative: Bool) throws {
    var network = Self.network(settled: 100)
    network.run(seconds: 10)
    let (address, peer) = try #require(network.members.first { ViceroyLinks.level(of: $0.peer.identifier) == 5 })
    let dead = try #require(peer.links.up?.address)
    network.simulation.crash(dead)
    // Before anybody can have noticed; on most ways, the link is the first step.
    for key in 0..<64 {
      let lookup = KeyLookup(key: UInt64(key) << 58, isIterative: isIterative)
      network.simulation.request(ViceroyPeer.request(lookup), at: address)
    }
    network.run(seconds: 60)
    #expect(network.tally.count == 64)
    #expect(network.tally.right >= 62, "\(network.tally.right) are right, \(network.tally.failed) failed")
    #expect(Self.faults(network).isEmpty, "\(Self.faults(network))")
  }
}
