import Overlays
import Randomness
import Testing

struct ViceroyTests {
  @Test func fourNodes() {
    let overlay = Viceroy(IdentifierRing((0..<4).map { $0 << 62 }), levels: [1, 2, 2, 1])
    #expect(overlay.links(of: 0) == Viceroy.Links(up: nil, left: 1, right: 2, next: 3, previous: 3))
    #expect(overlay.links(of: 3) == Viceroy.Links(up: nil, left: 1, right: 1, next: 0, previous: 0))
    #expect(overlay.links(of: 2) == Viceroy.Links(up: 3, left: nil, right: nil, next: 1, previous: 1))
    #expect(overlay.neighbours(of: 0) == [1, 2, 3])
    // From 2 up to 3, from there left to 1, which the key lies behind.
    #expect(overlay.path(from: 2, to: 1 << 62 + 1 << 62) == [2])
    #expect(overlay.path(from: 2, to: 1 << 62) == [2, 3, 1])
  }

  @Test("small and extreme rings")
  func extremes() {
    let rings: [[UInt64]] = [
      [5], [0, .max], [0, 1, 2, 3], [.max - 2, .max - 1, .max], [0, 1 << 63], [7, 1 << 32, 1 << 63, .max],
    ]
    for identifiers in rings {
      for highest in [1, 2, 63] {
        let levels = identifiers.indices.map { $0 % highest + 1 }
        let overlay = Viceroy(IdentifierRing(identifiers), levels: levels)
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
}
