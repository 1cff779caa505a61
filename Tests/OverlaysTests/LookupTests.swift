import Overlays
import Randomness
import Testing

@Suite("Batches of lookups")
struct LookupTests {
  @Test("every lookup of a range finishes once, whatever the width", arguments: [1, 2, 7, 24, 1000])
  func interleaving(width: Int) throws {
    let overlay = try FissionE(nodes: 700, seed: 71)
    var generator = Seed(72).stream("lookups")
    let batch = overlay.randomLookups(300, using: &generator)
    for range in [0..<300, 17..<18, 40..<40, 250..<300] {
      var alone: [Int: [Int]] = [:]
      overlay.lookUp(batch, in: range) { alone[$0] = [$1.node, $1.hops] }
      var together: [Int: [Int]] = [:]
      overlay.lookUpInterleaved(batch, in: range, width: width) {
        #expect(together[$0] == nil)
        together[$0] = [$1.node, $1.hops]
      }
      #expect(alone == together && alone.count == range.count)
    }
  }
}
