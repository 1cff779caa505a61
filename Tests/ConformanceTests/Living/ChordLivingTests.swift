import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Chord, living")
struct ChordLivingTests {
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(ChordPeer.self, isIterative: isIterative, hops: 4.3...5.5)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(ChordPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(ChordPeer.self, share: share, within: 120)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(ChordPeer.self, right: 0.9) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(ChordPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(ChordPeer.self) }

  /// The fingers that are not those of the static network of all members, where they lead beyond the successor.
  private static func faults(_ network: LivingNetwork<ChordPeer>) -> [String] {
    let members = network.members.sorted { $0.peer.identifier < $1.peer.identifier }
    let ring = IdentifierRing(members.map(\.peer.identifier))
    let overlay = Chord(ring)
    return members.indices.flatMap { place -> [String] in
      let fingers = members[place].peer.links.fingers
      return (0..<64).filter { exponent in
        guard ring.gap(after: place) >> UInt64(exponent) == 0 else { return false }
        let expected = overlay.fingers(of: place)[exponent]
        let found = 63 - exponent < fingers.count ? fingers[63 - exponent]?.address : nil
        return found != (expected == place ? nil : members[expected].address)
      }.map { "\(members[place].address) has another finger \($0)" }
    }
  }

  @Test func fingersBecomeRightWhenPeersComeAndGo() {
    // A lost message leaves a finger out until its next turn.
    var network = LivingNetwork<ChordPeer>(
      NetworkBeginning(settled: 60, newcomers: 60, seed: 21), latency: .constant(.milliseconds(50)), trouble: .none)
    #expect(Self.faults(network).isEmpty, "\(Self.faults(network))")
    network.simulation.add(60)
    network.run(seconds: 240)
    #expect(network.members.count == 120 && Self.faults(network).isEmpty, "\(Self.faults(network))")
    var generator = Seed(22).stream("crashes")
    network.crash(share: 0.3, using: &generator)
    network.run(seconds: 240)
    #expect(network.members.count == 84 && Self.faults(network).isEmpty, "\(Self.faults(network))")
  }
}
