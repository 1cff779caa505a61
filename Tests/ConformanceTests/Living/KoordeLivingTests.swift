import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Koorde, living")
struct KoordeLivingTests {
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(KoordePeer.self, isIterative: isIterative, hops: 22...26)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(KoordePeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(KoordePeer.self, share: share, within: 60)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(KoordePeer.self, right: 0.97) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(KoordePeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(KoordePeer.self) }

  /// Messages are late, but none is lost, so that nobody is taken for dead wrongly.
  private static func network(settled: Int, newcomers: Int = 0) -> LivingNetwork<KoordePeer> {
    LivingNetwork(
      NetworkBeginning(settled: settled, newcomers: newcomers, seed: 21),
      latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1),
      trouble: NetworkTrouble(loss: 0, duplication: 0.005, reordering: 0.05, delay: .seconds(1)))
  }

  /// The pointers that are not those of the static network of all members.
  private static func faults(_ network: LivingNetwork<KoordePeer>) -> [String] {
    let members = network.members.sorted { $0.peer.identifier < $1.peer.identifier }
    let overlay = Koorde(IdentifierRing(members.map(\.peer.identifier)))
    return members.indices.flatMap { place -> [String] in
      let contacts = members[place].peer.links.contacts
      let expected = (0..<8).map { members[(overlay.pointer(of: place) + $0) % members.count].address }
      return contacts.map(\.address) == expected ? [] : ["\(members[place].address) points to \(contacts)"]
    }
  }

  @Test func settledPointersAreThoseOfTheStaticNetwork() {
    let network = Self.network(settled: 200)
    #expect(network.members.count == 200 && Self.faults(network).isEmpty, "\(Self.faults(network))")
  }

  @Test func pointersBecomeRightWhenPeersComeAndGo() {
    var network = Self.network(settled: 60, newcomers: 60)
    network.simulation.add(60)
    network.run(seconds: 120)
    #expect(network.members.count == 120 && Self.faults(network).isEmpty, "\(Self.faults(network))")
    var generator = Seed(22).stream("crashes")
    network.crash(share: 0.3, using: &generator)
    network.run(seconds: 120)
    #expect(network.members.count == 84 && Self.faults(network).isEmpty, "\(Self.faults(network))")
  }

  @Test("who stands behind a dead pointer steps in for it", arguments: [true, false])
  func deadPointer(isIterative: Bool) throws {
    var network = Self.network(settled: 100)
    network.run(seconds: 10)
    let (address, peer) = try #require(
      network.members.first { $0.peer.links.contacts.first?.address != $0.peer.successors.first?.address })
    let dead = try #require(peer.links.contacts.first?.address)
    #expect(dead != address)
    network.simulation.crash(dead)
    // Before anybody can have noticed; on most ways, the pointer is the first step.
    for key in 0..<64 {
      let lookup = KeyLookup(key: UInt64(key) << 58, isIterative: isIterative)
      network.simulation.request(KoordePeer.request(lookup), at: address)
    }
    network.run(seconds: 60)
    #expect(network.tally.count == 64)
    #expect(network.tally.right >= 62, "\(network.tally.right) are right, \(network.tally.failed) failed")
    #expect(Self.faults(network).isEmpty, "\(Self.faults(network))")
  }
}
