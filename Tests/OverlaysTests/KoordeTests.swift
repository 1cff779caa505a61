import Overlays
import Randomness
import Testing

struct KoordeTests {
  @Test func eightEqualArcsAreTheDeBruijnGraph() {
    let overlay = Koorde(IdentifierRing((0..<8).map { $0 << 61 }))
    #expect((0..<8).map { overlay.pointer(of: $0) } == [0, 2, 4, 6, 0, 2, 4, 6])
    for start in 0..<8 {
      for owner in 0..<8 {
        let path = overlay.path(from: start, to: UInt64(owner) << 61)
        #expect(path.last == owner)
        // Three bits to shift in, each with at most one step to the successor, and the step to the owner.
        #expect(path.count - 1 <= 7)
      }
    }
  }

  @Test("small and extreme rings")
  func extremes() {
    let rings: [[UInt64]] = [
      [5], [0, .max], [0, 1, 2, 3], [.max - 2, .max - 1, .max], [0, 1 << 63], [7, 1 << 32, 1 << 63, .max],
    ]
    for identifiers in rings {
      let overlay = Koorde(IdentifierRing(identifiers))
      for key in identifiers.flatMap({ [$0, $0 &+ 1, $0 &- 1] }) + [0, .max, 1 << 63] {
        for start in identifiers.indices {
          var route = overlay.begin(from: start, to: key)
          var steps = 0
          while overlay.advance(&route), steps < 500 { steps += 1 }
          #expect(route.node == overlay.owner(of: key))
        }
      }
    }
  }
}
