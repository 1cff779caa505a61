import ExactNumbers
import Overlays
import Randomness
import Testing

struct KademliaTests {
  @Test("small and extreme identifier trees")
  func kademliaExtremes() {
    let trees: [[UInt64]] = [
      [5], [0, .max], [0, 1, 2, 3], [.max - 2, .max - 1, .max], [0, 1 << 63], (0..<100).map { UInt64($0) },
      (0..<64).map { 1 << UInt64($0) },
    ]
    for identifiers in trees {
      let overlay = Kademlia(identifiers: identifiers, seed: 63)
      for key in identifiers.flatMap({ [$0, $0 ^ 1, ~$0] }) {
        let owner = identifiers.indices.min { identifiers[$0] ^ key < identifiers[$1] ^ key } ?? 0
        #expect(overlay.owner(of: key) == owner)
        for start in stride(from: 0, to: identifiers.count, by: 7) {
          let path = overlay.path(from: start, to: key)
          var route = overlay.begin(from: start, to: key)
          while overlay.advance(&route) {}
          #expect(route.node == owner && path.last == owner && path.first == start)
          #expect(path.count - 1 == route.hops)
          #expect(route.contacted == min(identifiers.count - 1, Kademlia.bucketSize) || identifiers.count > 21)
        }
      }
      #expect(overlay.keyShares?.total == Rational(1, 1))
    }
  }

  @Test("exact tree shares")
  func treeShares() {
    let shares = Kademlia(identifiers: [0, 1 << 63, 3 << 62], seed: 64).keyShares
    #expect(shares?.largest == Rational(1, 2))
    #expect(shares?.collisionProbability == Rational(3, 8))
  }

  @Test("an answer names the k closest contacts and no others")
  func answers() {
    let overlay = Kademlia(nodes: 600, seed: 65)
    var generator = Seed(66).stream("keys")
    for _ in 0..<300 {
      let key = overlay.randomKey(using: &generator)
      let node = generator.below(600)
      let closest = overlay.neighbours(of: node).sorted {
        overlay.identifiers[$0] ^ key < overlay.identifiers[$1] ^ key
      }
      let route = overlay.begin(from: node, to: key)
      #expect(route.candidates == Array(closest.prefix(Kademlia.bucketSize)))
    }
  }
}
