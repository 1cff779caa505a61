import Randomness
import Testing

/// Hands out prepared words: for the corners that a real generator reaches once in 2^60 draws.
private struct Script: RandomNumberGenerator {
  var words: [UInt64]

  mutating func next() -> UInt64 {
    words.removeFirst()
  }
}

@Suite("Elementary draws")
struct DrawTests {
  @Test("below(n) hits all of its range equally often", arguments: [1, 2, 3, 7, 10, 100, 255] as [UInt64])
  func belowIsUniform(n: UInt64) {
    var generator = Xoshiro256StarStar(seed: 11)
    var counts = [Int](repeating: 0, count: Int(n))
    for _ in 0..<200_000 {
      counts[Int(generator.below(n))] += 1
    }
    let probabilities = [Double](repeating: 1 / Double(n), count: Int(n))
    if n > 1 {
      #expect(chiSquareOverBound(observed: counts, probabilities: probabilities) < 1, "seed 11")
    } else {
      #expect(counts == [200_000])
    }
  }

  @Test("below(n) draws again exactly on the surplus fractions")
  func belowRejects() {
    // 2^64 mod 3 = 1: only the product with low half 0, that is the word 0, is one too many.
    var script = Script(words: [0, 5])
    #expect(script.below(3 as UInt64) == 0)
    #expect(script.words.isEmpty)

    // 2^64 mod (2^63 + 1) = 2^63 - 1. The word 2 leaves the low half 2, a rejection; the word 1 leaves 2^63 + 1.
    script = Script(words: [2, 1])
    #expect(script.below((1 << 63) + 1 as UInt64) == 0)
    #expect(script.words.isEmpty)

    script = Script(words: [.max])
    #expect(script.below(UInt64.max) == UInt64.max - 1)
  }

  @Test("below(n) is uniform where the product rule is not")
  func belowIsUnbiasedForLargeRanges() {
    // Of 3/4 of 2^64 outcomes, the product rule gives those divisible by 3 half of all draws instead of a third.
    let n: UInt64 = 3 << 62
    var exact = Xoshiro256StarStar(seed: 5)
    var biased = exact
    var exactCounts = [0, 0, 0]
    var biasedCounts = [0, 0, 0]
    for _ in 0..<30_000 {
      exactCounts[Int(exact.below(n) % 3)] += 1
      biasedCounts[Int(biased.belowByProduct(n) % 3)] += 1
    }
    let thirds = [1.0 / 3, 1.0 / 3, 1.0 / 3]
    #expect(chiSquareOverBound(observed: exactCounts, probabilities: thirds) < 1, "seed 5")
    #expect(chiSquareOverBound(observed: biasedCounts, probabilities: thirds) > 10, "seed 5")
  }

  @Test("belowByProduct is the high half of the product, one draw each")
  func productRule() {
    var script = Script(words: [0, .max, 1 << 63, 7])
    #expect(script.belowByProduct(10) == 0)
    #expect(script.belowByProduct(10) == 9)
    #expect(script.belowByProduct(10) == 5)
    #expect(script.belowByProduct(0) == 0)
    #expect(script.words.isEmpty)
  }

  @Test("Units keep to their ends")
  func unitEnds() {
    var script = Script(words: [0, .max, 0, .max])
    #expect(script.unit() == 0)
    #expect(script.unit() == 1 - 0x1p-53)
    #expect(script.openUnit() == 0x1p-53)
    #expect(script.openUnit() == 1)
  }

  @Test("Units are uniform")
  func unitsAreUniform() {
    var generator = Xoshiro256StarStar(seed: 3)
    let units = (0..<50_000).map { _ in generator.unit() }
    let openUnits = (0..<50_000).map { _ in generator.openUnit() }
    #expect(kolmogorovSmirnovOverBound(units) { $0 } < 1, "seed 3")
    #expect(kolmogorovSmirnovOverBound(openUnits) { $0 } < 1, "seed 3")
  }

  @Test("A coin falls as often as it says and takes one draw even when certain")
  func coin() {
    var generator = Xoshiro256StarStar(seed: 9)
    let heads = (0..<100_000).count { _ in generator.coin(0.3) }
    #expect(chiSquareOverBound(observed: [heads, 100_000 - heads], probabilities: [0.3, 0.7]) < 1, "seed 9")

    var script = Script(words: [0, .max])
    #expect([script.coin(0), script.coin(1)] == [false, true])
    #expect(script.words.isEmpty)
  }
}
