import Overlays
import Testing

@Suite("D2B, living")
struct D2BLivingTests {
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(D2BPeer.self, isIterative: isIterative, hops: 7.1...7.5)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(D2BPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(D2BPeer.self, share: share, within: 120)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(D2BPeer.self, right: 0.98) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(D2BPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(D2BPeer.self) }
}
