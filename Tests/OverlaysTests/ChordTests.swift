import ExactNumbers
import Overlays
import Randomness
import Testing

struct ChordTests {
  @Test(
    "Chord's hops and fingers as an independent program measured them",
    arguments: [(10_000, 7.51, 13.6), (100_000, 9.17, 16.9)])
  func chordTable(nodes: Int, meanHops: Double, fingers: Double) {
    let overlay = Chord(nodes: nodes, seed: 61)
    var generator = Seed(62).stream("lookups")
    let batch = overlay.randomLookups(40_000, using: &generator)
    var hops = 0
    overlay.lookUp(batch) { number, route in
      hops += route.hops
      #expect(route.node == overlay.owner(of: batch.keys[number]))
    }
    #expect(abs(Double(hops) / 40_000 - meanHops) < 0.06, "mean hops \(Double(hops) / 40_000)")
    let links = (0..<2_000).reduce(0) { $0 + Set(overlay.fingers(of: $1)).count }
    #expect(abs(Double(links) / 2_000 - fingers) < 0.3, "\(Double(links) / 2_000) distinct fingers")
  }

  @Test("small and extreme rings")
  func chordExtremes() {
    let rings: [[UInt64]] = [
      [5], [0, .max], [0, 1, 2, 3], [.max - 2, .max - 1, .max], [0, 1 << 63], [7, 1 << 32, 1 << 63, .max],
    ]
    for identifiers in rings {
      let overlay = Chord(IdentifierRing(identifiers))
      let keys = identifiers.flatMap { [$0, $0 &+ 1, $0 &- 1] } + [0, .max, 1 << 63]
      for key in keys {
        // The first identifier at or after the key, round the ring.
        let owner = identifiers.firstIndex { $0 >= key } ?? 0
        #expect(overlay.owner(of: key) == owner)
        for start in identifiers.indices {
          var route = overlay.begin(from: start, to: key)
          while overlay.advance(&route) { #expect(route.hops <= identifiers.count) }
          #expect(route.node == owner)
          #expect(start != owner || route.hops == 0)
        }
      }
      #expect(overlay.keyShares?.total == Rational(1, 1))
      #expect(overlay.successorList(of: 0).count == min(8, identifiers.count - 1))
    }
  }

  @Test("exact ring shares")
  func ringShares() {
    let shares = Chord(IdentifierRing([0, 1 << 62, 1 << 63])).keyShares
    #expect(shares?.largest == Rational(1, 2))
    #expect(shares?.collisionProbability == Rational(3, 8))
    #expect(shares?.largestOverMean == Rational(3, 2))
    #expect(Chord(IdentifierRing([9])).keyShares?.collisionProbability == Rational(1, 1))
  }
}
