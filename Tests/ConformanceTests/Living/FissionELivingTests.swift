import Overlays
import Testing

@Suite("FissionE, living")
struct FissionELivingTests {
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(FissionEPeer.self, isIterative: isIterative, hops: 6.8...7.1)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(FissionEPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(FissionEPeer.self, share: share, within: 120)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(FissionEPeer.self, right: 0.98) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(FissionEPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(FissionEPeer.self) }
}
