import ExactNumbers
import Overlays
import Randomness
import Testing

struct CANTests {
  /// A torus of equal zones: every word of so many bits.
  private static func uniform(bits: Int, dimensions: Int) throws -> CAN {
    var code = PathCode(over: CAN.graph)
    for _ in 1..<bits { for leaf in code.leaves { code.split(leaf) } }
    return try CAN(code, dimensions: dimensions)
  }

  @Test func zonesHalveByOneDimensionAfterTheOther() throws {
    var code = PathCode(over: CAN.graph)
    code.split(code.leaves[1])
    code.split(code.leaves[2])
    // The left half; the lower right quarter; the two sides of the upper right.
    let overlay = try CAN(code, dimensions: 2)
    let half: UInt32 = 1 << 29
    let zones = (0..<4).map { overlay.zone(of: $0).map { [$0.low, $0.extent] } }
    #expect(zones[0] == [[0, half], [0, 2 * half]])
    #expect(zones[1] == [[half, half], [0, half]])
    #expect(zones[2] == [[half, half / 2], [half, half]])
    #expect(zones[3] == [[half + half / 2, half / 2], [half, half]])
    #expect((0..<4).map { overlay.neighbours(of: $0) } == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]])
    #expect(overlay.coordinates(of: 0b11 << 58) == [half, half])
    #expect(overlay.owner(of: 0b111 << 57) == 3)
  }

  @Test(
    "the mean route on a torus of equal zones is a quarter of its side in each dimension",
    arguments: [(4, 2), (8, 2), (6, 3), (8, 4), (5, 5)])
  func equalZones(bits: Int, dimensions: Int) throws {
    let overlay = try Self.uniform(bits: bits, dimensions: dimensions)
    let count = overlay.nodeCount
    #expect(count == 1 << bits)
    var hops = 0
    for start in 0..<count {
      for owner in 0..<count { hops += overlay.path(from: start, to: UInt64(owner) << UInt64(60 - bits)).count - 1 }
    }
    // A ring of n places has a mean distance of n / 4 when n is even.
    let side = 1 << (bits / dimensions)
    #expect(Rational(BigInt(hops), BigInt(count * count)) == Rational(BigInt(dimensions * side), 4))
    let degree = side > 2 ? 2 * dimensions : dimensions
    #expect((0..<count).allSatisfy { overlay.neighbours(of: $0).count == degree })
  }

  @Test func pathsAreNotTooLong() throws {
    #expect(throws: CAN.Fault.self) {
      var code = PathCode(over: CAN.graph)
      for _ in 0..<60 { code.split(code.leaves[0]) }
      _ = try CAN(code, dimensions: 3)
    }
  }
}
