import Foundation
import Randomness
import Testing

@Suite("Weighted ranks and Zipf")
struct ZipfTests {
  @Test("Every point below the total belongs to the rank that a scan finds")
  func rankAtPoint() {
    for weights: [UInt64] in [
      [1], [5], [1, 1], [0, 3], [3, 0], [2, 0, 0, 1, 4], [0, 0, 7, 0, 0, 1, 0], [1, 2, 3, 4, 5],
    ] {
      let ranks = WeightedRanks(weights)
      let scan = weights.enumerated().flatMap { Array(repeating: $0.offset, count: Int($0.element)) }
      #expect((0..<ranks.total).map { ranks.rank(at: $0) } == scan)
    }
  }

  @Test("Ranks come with the frequency of their weights")
  func weightedFrequencies() {
    let ranks = WeightedRanks([10, 0, 20, 30, 40])
    var generator = Xoshiro256StarStar(seed: 51)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<50_000 {
      counts[ranks.draw(using: &generator)] += 1
    }
    #expect(counts.remove(at: 1) == 0)
    #expect(chiSquareOverBound(observed: counts, probabilities: [0.1, 0.2, 0.3, 0.4]) < 1, "seed 51")
  }

  @Test("Zipf draws have Zipf's frequencies", arguments: [0, 0.5, 1, 1.2, 2])
  func zipfFrequencies(exponent: Double) {
    let count = 30
    let zipf = Zipf(exponent: exponent, count: count)
    let shares = (1...count).map { pow(Double($0), -exponent) }
    let sum = shares.reduce(0, +)
    for rank in 0..<count {
      #expect(abs(zipf.probability(of: rank) / (shares[rank] / sum) - 1) < 1e-14)
    }
    var generator = Xoshiro256StarStar(seed: 52)
    var counts = [Int](repeating: 0, count: count)
    for _ in 0..<200_000 {
      counts[zipf.draw(using: &generator)] += 1
    }
    #expect(chiSquareOverBound(observed: counts, probabilities: shares.map { $0 / sum }) < 1, "seed 52")
  }

  @Test("Zipf stands single ranks, steep exponents and many ranks")
  func zipfExtremes() {
    var generator = Xoshiro256StarStar(seed: 53)
    #expect(Zipf(exponent: 3, count: 1).draw(using: &generator) == 0)
    #expect(Zipf(exponent: 1e300, count: 1_000).draw(using: &generator) == 0)
    let wide = Zipf(exponent: 0.9, count: 1_000_000)
    #expect((0..<1_000).allSatisfy { _ in 0..<1_000_000 ~= wide.draw(using: &generator) })
  }

  @Test("Draws stay what they are")
  func pinned() {
    var generator = Xoshiro256StarStar(seed: 2_024)
    let zipf = Zipf(exponent: 0.9, count: 1_000)
    #expect((0..<8).map { _ in zipf.draw(using: &generator) } == [0, 294, 0, 2, 280, 5, 20, 6])
    let integers = IntegerZipf(count: 400)
    #expect((0..<8).map { _ in integers.draw(using: &generator) } == [21, 0, 63, 255, 183, 5, 89, 1])
  }

  @Test("Integer weights are floor(2^32 / (r + 1))")
  func integerWeights() {
    let zipf = IntegerZipf(count: 3)
    #expect(zipf.totalWeight == 4_294_967_296 + 2_147_483_648 + 1_431_655_765)
    #expect(zipf.probability(of: 2) == 1_431_655_765.0 / 7_874_106_709.0)
  }
}
