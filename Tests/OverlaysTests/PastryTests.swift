import ExactNumbers
import Overlays
import Randomness
import Testing

struct PastryTests {
  @Test func pointsInTheMiddleGoToTheSmallerIdentifier() {
    let overlay = Pastry(IdentifierRing([4, 8, 1 << 63]), seed: 1)
    #expect([5, 6, 7, 8].map { overlay.owner(of: $0) } == [0, 0, 1, 1])
    // Half-way from the last round to the first.
    #expect(overlay.owner(of: 1 << 63 + (1 << 62) + 2) == 0)
    #expect(overlay.owner(of: 1 << 63 + (1 << 62) + 1) == 2)
    #expect(overlay.keyShares?.total == Rational(1, 1))
    #expect(Pastry(IdentifierRing([7]), seed: 1).keyShares?.total == Rational(1, 1))
    #expect(Pastry(IdentifierRing([0, .max]), seed: 1).keyShares?.largest == Rational(1, 2))
  }

  @Test("the leaf set holds the eight nodes on either side, each once", arguments: [1, 2, 3, 4, 9, 16, 17, 18, 40])
  func leafSets(nodes: Int) {
    let overlay = Pastry(nodes: nodes, seed: 3)
    for node in 0..<nodes {
      let leaves = overlay.leafSet(of: node)
      #expect(leaves.count == min(16, nodes - 1))
      #expect(Set(leaves).count == leaves.count && !leaves.contains(node))
      #expect(leaves.allSatisfy { min(abs($0 - node), nodes - abs($0 - node)) <= 8 })
    }
  }

  /// No node begins with the key's first digit, so that no table helps.
  @Test func rareCaseGoesToTheNextNodeTowardsTheKey() {
    let low = (1...20).map { UInt64($0) }
    let high = (0..<20).map { UInt64(0xF) << 60 + UInt64($0) }
    let overlay = Pastry(IdentifierRing(low + high), seed: 2)
    for start in [0, 10, 19, 20, 39] {
      for key: UInt64 in [0x2 << 60, 0x7 << 60, 0x8 << 60, 0xE << 60, 1 << 59] {
        #expect(overlay.path(from: start, to: key).last == overlay.owner(of: key))
      }
    }
  }
}
