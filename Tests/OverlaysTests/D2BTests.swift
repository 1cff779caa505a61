import Overlays
import Randomness
import Testing

struct D2BTests {
  @Test func threeNodes() throws {
    var code = PathCode(over: D2B.graph)
    code.split(code.leaves[1])
    // 0, 10 and 11: 0 -> all, 10 -> 0, 11 -> 10 and itself.
    let overlay = try D2B(code)
    #expect((0..<3).map { overlay.neighbours(of: $0) } == [[1, 2], [0], [1]])
    #expect(overlay.path(from: 0, to: 0b11 << 61) == [0, 2])
    #expect(overlay.path(from: 2, to: 0) == [2, 1, 0])
    #expect(overlay.path(from: 1, to: 0b11 << 61) == [1, 0, 2])
  }

  @Test func loopsSendNoMessage() throws {
    var code = PathCode(over: D2B.graph)
    code.split(code.leaves[1])
    code.split(code.leaves[1])
    // 0, 100, 101 and 11: from 100 to 11 the running string passes 00 and 0, both at the node 0.
    let overlay = try D2B(code)
    var route = overlay.begin(from: 1, to: 0b11 << 61)
    var steps = 0
    while overlay.advance(&route) { steps += 1 }
    #expect(steps == 3 && route.hops == 2)
    #expect(overlay.path(from: 1, to: 0b11 << 61) == [1, 0, 3])
  }

  @Test func ownersAreMetAtOnce() throws {
    let overlay = try D2B(nodes: 500, seed: 4)
    var generator = Seed(5).stream("keys")
    for _ in 0..<2_000 {
      let (start, key) = (generator.below(500), overlay.randomKey(using: &generator))
      let path = overlay.path(from: start, to: key)
      #expect(path.firstIndex(of: overlay.owner(of: key)) == path.count - 1)
    }
  }

  @Test func identifiersSpreadWithoutBalance() throws {
    let overlay = try D2B(nodes: 4_096, seed: 1)
    let balanced = try FissionE(nodes: 4_096, seed: 1)
    let spreads = [overlay.identifiers, balanced.identifiers].map { $0.longest - $0.shortest }
    #expect(spreads[0] > spreads[1], "\(spreads)")
    #expect((0..<4_096).map { overlay.neighbours(of: $0).count }.max() ?? 0 > 8)
  }
}
