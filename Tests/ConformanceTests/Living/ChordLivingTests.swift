import Overlays
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
}
