import Latencies
import Randomness
import Testing

@Suite("Statistics of a matrix")
struct LatencyStatisticsTests {
  /// A symmetric matrix of three hosts.
  private func triangle(_ ab: Double, _ ac: Double, _ bc: Double) -> LatencyMatrix {
    LatencyMatrix(name: "triangle", count: 3, milliseconds: [0, ab, ac, ab, 0, bc, ac, bc, 0])
  }

  @Test("Summary of ordered pairs, the diagonal left out")
  func summary() {
    let matrix = LatencyMatrix(name: "m", count: 3, milliseconds: [0, 10, 20, 30, 0, 40, 50, 70, 0])
    #expect(matrix.summary.values == [10, 35, 60, 70])
    let pair = LatencyMatrix(name: "m", count: 2, milliseconds: [0, 3, 3, 0])
    #expect(pair.summary.values == [3, 3, 3, 3])
  }

  @Test("Symmetrised means the mean of the directions")
  func symmetrised() {
    let matrix = LatencyMatrix(name: "m", count: 2, milliseconds: [0, 1, 4, 0])
    #expect(!matrix.isSymmetric && matrix.symmetrised.isSymmetric)
    #expect(matrix.symmetrised[0, 1] == 2.5)
  }

  @Test("A triangle is violated when one side is longer than the others together, whichever it is")
  func violation() {
    for (a, b, c) in [(3.0, 1.0, 1.0), (1.0, 3.0, 1.0), (1.0, 1.0, 3.0), (2.001, 1.0, 1.0)] {
      #expect(triangle(a, b, c).triangleViolations().violated == 1)
    }
    // The last two are equal in decimals, but not in binary.
    for (a, b, c) in [(1.0, 1.0, 1.0), (2.0, 1.0, 1.0), (0.2, 0.7, 0.9), (0.3, 2.6, 2.3)] {
      #expect(triangle(a, b, c).triangleViolations().violated == 0)
    }
  }

  @Test("Two hosts have no triangle")
  func pair() {
    let violations = LatencyMatrix(name: "m", count: 2, milliseconds: [0, 1, 1, 0]).triangleViolations()
    #expect(violations.examined == 0 && violations.share == 0 && violations.isExhaustive)
  }

  @Test("The exact count is that of a scan over all triples, directions averaged")
  func exactCount() {
    var generator = Xoshiro256StarStar(seed: 74)
    let count = 25
    let cells = (0..<count * count).map { $0 / count == $0 % count ? 0 : 1 + 3 * generator.unit() }
    let matrix = LatencyMatrix(name: "m", count: count, milliseconds: cells)
    func side(_ a: Int, _ b: Int) -> Double { (matrix[a, b] + matrix[b, a]) / 2 }
    var expected = 0
    for a in 0..<count {
      for b in 0..<count {
        for c in 0..<b where a != b && a != c && side(b, c) > side(b, a) + side(a, c) {
          expected += 1
        }
      }
    }
    let violations = matrix.triangleViolations()
    #expect(expected > 0 && violations.violated == expected, "seed 74")
    #expect(violations.examined == count * (count - 1) * (count - 2) / 6)
  }

  @Test("A sample of triples comes near the exact share and says that it is one")
  func sampledShare() {
    let matrix = LatencyMatrix.synthetic(hosts: 120, seed: 75)
    let exact = matrix.triangleViolations()
    let sampled = matrix.triangleViolations(limit: 40_000, seed: 3)
    #expect(exact.isExhaustive && !sampled.isExhaustive && sampled.examined == 40_000)
    // Five standard errors of a share of 40,000 draws.
    let bound = 5 * (exact.share * (1 - exact.share) / 40_000).squareRoot()
    #expect(abs(sampled.share - exact.share) < bound, "seeds 75 and 3")
    #expect(sampled == matrix.triangleViolations(limit: 40_000, seed: 3))
    #expect(sampled != matrix.triangleViolations(limit: 40_000, seed: 4))
  }
}
