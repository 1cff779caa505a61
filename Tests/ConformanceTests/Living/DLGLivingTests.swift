import Overlays
import Testing

@Suite("DLG, living")
struct DLGLivingTests {
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(DLGPeer.self, isIterative: isIterative, hops: 7.3...7.7)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(DLGPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(DLGPeer.self, share: share, within: 120)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(DLGPeer.self, right: 0.98) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(DLGPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(DLGPeer.self) }
}
