import Overlays
import Participants
import Randomness
import Testing

@Suite("Kademlia, living")
struct KademliaLivingTests {
  /// Referrals of the static overlay at this size: 1.73.
  @Test(arguments: [true, false]) func lookupsEndAtTheOwner(isIterative: Bool) {
    LivingTests.lookupsEndAtTheOwner(KademliaPeer.self, isIterative: isIterative, hops: 1.65...1.82)
  }

  @Test(arguments: [0, 7]) func newcomersJoin(pause: Int) {
    LivingTests.newcomersJoin(KademliaPeer.self, pause: pause)
  }

  @Test(arguments: [0.1, 0.3, 0.5]) func massFailureHeals(share: Double) {
    LivingTests.massFailureHeals(KademliaPeer.self, share: share, within: 30)
  }

  @Test func lookupsGoOnUnderChurn() { LivingTests.lookupsGoOnUnderChurn(KademliaPeer.self, right: 0.98) }

  @Test func peersAreEncoded() throws { try LivingTests.peersAreEncoded(KademliaPeer.self) }

  @Test func nonsenseIsTaken() { LivingTests.nonsenseIsTaken(KademliaPeer.self) }

  /// Peers begin with the contacts that nodes of the static overlay have.
  @Test func settledBucketsAreThoseOfTheOverlay() {
    let beginning = NetworkBeginning(settled: 500, seed: 12)
    let peers = KademliaPeer.peers(of: beginning).sorted { $0.identifier < $1.identifier }
    let overlay = Kademlia(identifiers: peers.map(\.identifier), seed: beginning.seed)
    for (node, peer) in peers.enumerated() {
      var expected: [[UInt64]] = peer.contacts.map { _ in [] }
      for (sharedBits, contacts) in overlay.buckets(of: node) {
        expected[sharedBits] = contacts.map { peers[$0].identifier }
      }
      #expect(peer.isMember && peer.contacts.map { $0.map(\.identifier) } == expected)
    }
  }

  /// The owner is the member that is closest of all.
  @Test func ownersAreClosest() {
    var generator = Seed(4).stream("keys")
    for settled in [16, 17, 300] {
      let peers = KademliaPeer.peers(of: NetworkBeginning(settled: settled, seed: 21))
      let members = MemberMap(peers.enumerated().map { (address: Address($0), peer: $1) })
      for _ in 0..<500 {
        let key = generator.next()
        let closest = peers.indices.min { peers[$0].identifier ^ key < peers[$1].identifier ^ key }
        #expect(KademliaPeer.owner(of: key, among: members) == closest.map { Address($0) })
      }
      #expect(KademliaPeer.owner(of: peers[7].identifier, among: members) == 7)
    }
    let nobody: [(address: Address, peer: KademliaPeer)] = []
    #expect(KademliaPeer.owner(of: 5, among: MemberMap(nobody)) == nil)
  }

  /// Whoever comes to a full bucket waits until a contact does not answer, however often it speaks.
  @Test func bucketsKeepOldContactsThatLive() throws {
    var peer = KademliaPeer.peers(of: NetworkBeginning(settled: 100, seed: 9))[0]
    var effects = Effects<KademliaPeer> { _ in 0 }
    func handle(_ input: Input<KademliaPeer>, at second: Int) -> [Effect<KademliaPeer>] {
      effects.begin(at: 0, now: .seconds(second))
      peer.handle(input, effects: &effects)
      return effects.all
    }
    func far() -> [NodeContact] { peer.contacts[0] }
    let first = try #require(far().first)
    let old = Set(far())
    #expect(old.count == Kademlia.bucketSize)
    let newcomers = (0..<30).map {
      NodeContact(identifier: ~peer.identifier ^ UInt64($0), address: Address(1_000 + $0))
    }
    for newcomer in newcomers {
      let question = KademliaMessage.find(1, from: newcomer.identifier, token: 1, for: .upkeep)
      _ = handle(.message(question, from: newcomer.address), at: 1)
    }
    #expect(Set(far()) == old)

    // Whoever is heard from goes to the end.
    let question = KademliaMessage.find(1, from: first.identifier, token: 1, for: .upkeep)
    _ = handle(.message(question, from: first.address), at: 2)
    #expect(far().last == first && Set(far()) == old)

    // The one that has been silent longest is asked three times, and then the last newcomer comes into its place.
    let silent = far()[0]
    var timer: KademliaTimer?
    for second in 0..<300 where timer == nil {
      let effects = handle(.timer(.check), at: 10 + second)
      for case .send(.find(_, _, let token, _), let receiver) in effects where receiver == silent.address {
        timer = .unanswered(token)
      }
    }
    let unanswered = try #require(timer)
    for _ in 0..<2 {
      let effects = handle(.timer(unanswered), at: 320)
      #expect(effects.contains { if case .send(.find, silent.address) = $0 { true } else { false } })
      #expect(far().contains(silent))
    }
    _ = handle(.timer(unanswered), at: 323)
    #expect(!far().contains(silent) && far().count == Kademlia.bucketSize)
    #expect(far().first == newcomers.last)
  }
}
