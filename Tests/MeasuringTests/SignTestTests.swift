import Measuring
import Randomness
import Testing

struct SignTestTests {
  /// Exact fractions, rounded.
  static let tails: [(x: Int, n: Int, probability: Double)] = [
    (0, 1, 0.5), (12, 40, 0.0082945016874873545021), (13, 40, 0.019238654142100131139),
    (20, 60, 0.0067446468655959299771), (59, 120, 0.46365751054494164151), (50, 121, 0.034296819060307191308),
    (400, 1000, 1.3642320780330092128e-10), (499, 1000, 0.48738749091081959905),
    (520, 1000, 0.90261683576911725606), (4800, 10_000, 0.000032967577993362210294), (40_000, 100_000, 0),
    (49_500, 100_000, 0.00079117993942579782221), (50_100, 100_000, 0.73748711784143465067), (60_000, 100_000, 1),
  ]

  @Test(arguments: tails)
  func tailsAreSumsOfBinomialCoefficients(x: Int, n: Int, probability: Double) {
    let lower = SignTest.lowerTail(x, of: n)
    #expect(abs(lower - probability) <= 1e-12 * probability, "\(lower)")
    #expect(SignTest.upperTail(n - x, of: n) == lower)
    #expect(abs(SignTest.upperTail(x + 1, of: n) - (1 - lower)) < 1e-12)
  }

  @Test func smallTailsAreExact() {
    #expect(SignTest.lowerTail(1, of: 4) == 5.0 / 16)
    #expect(SignTest.lowerTail(0, of: 120) == 0x1p-120)
    #expect(SignTest.lowerTail(118, of: 120) == 1)  // 1 - 121 / 2^120, rounded
    for n in stride(from: 1, through: 2_001, by: 2) { #expect(SignTest.lowerTail(n / 2, of: n) == 0.5) }
    #expect(SignTest.lowerTail(-1, of: 5) == 0 && SignTest.lowerTail(5, of: 5) == 1)
    #expect(SignTest.upperTail(0, of: 0) == 1 && SignTest.upperTail(1, of: 0) == 0)
  }

  static let ranks: [(count: Int, level: Double, rank: Int?)] = [
    (0, 0.01, nil), (6, 0.01, nil), (7, 0.01, 1), (10, 0.05, 2), (40, 0.01, 13), (60, 0.01, 21), (80, 0.01, 30),
    (100, 0.025, 40), (1, 0.5, 1), (5, 0.03125, 1), (1000, 0.01, 463), (10_000, 0.01, 4884),
  ]

  @Test(arguments: ranks)
  func boundRanks(count: Int, level: Double, rank: Int?) {
    #expect(SignTest.boundRank(count: count, level: level) == rank)
  }

  @Test func countsThatPointTheWrongWayAndTiesSpeakAgainst() {
    #expect(SignTest.pValue(positives: 4, of: 4) == 0.0625)
    #expect(SignTest.pValue(positives: 3, of: 4) == 0.3125)
    #expect(SignTest.pValue(positives: 0, of: 4) == 1)
    #expect(SignTest.pValue(positives: 0, of: 0) == 1)
  }

  static let pairs: [(discordance: Double, level: Double, power: Double, pairs: Int?)] = [
    (0, 0.01, 0.95, 7), (0.1, 0.01, 0.95, 19), (0.2, 0.01, 0.95, 40), (0.3, 0.01, 0.95, 96), (0.2, 0.05, 0.8, 18),
    (0.4, 0.01, 0.5, 141), (0.5, 0.01, 0.95, nil),
  ]

  @Test(arguments: pairs)
  func leastNumberOfPairs(discordance: Double, level: Double, power: Double, pairs: Int?) {
    let needed = SignTest.pairsNeeded(discordance: discordance, level: level, power: power, limit: 300)
    #expect(needed == pairs)
    if let pairs {
      #expect(SignTest.pairsNeeded(discordance: discordance, level: level, power: power, limit: pairs - 1) == nil)
    }
  }
}

struct MedianBoundTests {
  @Test func boundsAreValuesByRank() throws {
    let bound = try #require(MedianBound(of: (1...60).map(Double.init).reversed(), level: 0.01))
    #expect(bound.count == 60 && bound.rank == 21 && bound.lower == 21 && bound.upper == 40 && bound.median == 30.5)
    #expect(abs(bound.level - 0.0067446468655959299771) < 1e-15)
    #expect(MedianBound(of: [1, 2, 3, 4, 5, 6], level: 0.01) == nil)
    #expect(MedianBound(of: [], level: 0.01) == nil)
  }

  @Test func lowerBoundIsAboveZeroWhenTheSignTestRejects() {
    let seed: UInt64 = 11
    var generator = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let values = (0..<8 + generator.below(80)).map { _ in Double(generator.below(9)) - 2 }
      guard let bound = MedianBound(of: values, level: 0.02) else { continue }
      let (above, below) = (values.count { $0 > 0 }, values.count { $0 < 0 })
      #expect((bound.lower > 0) == (SignTest.pValue(positives: above, of: values.count) <= 0.02), "seed \(seed)")
      #expect((bound.upper < 0) == (SignTest.pValue(positives: below, of: values.count) <= 0.02), "seed \(seed)")
    }
  }

  /// 4,000 samples of 40 skewed values: the lower bound is above the median with probability 0.83 %, 33 times.
  @Test func isWrongAsOftenAsItSays() throws {
    let seed: UInt64 = 2
    var generator = SplitMix64(seed: seed)
    let distribution = Exponential(mean: 1)
    var wrong = 0
    for _ in 0..<4_000 {
      let values = (0..<40).map { _ in distribution.draw(using: &generator) }
      if try #require(MedianBound(of: values, level: 0.01)).lower > 0.6931471805599453 { wrong += 1 }
    }
    let binomial = Binomial(trials: 4_000, probability: 0.0082945)
    #expect(binomial.atMost(wrong) > 0.001 && binomial.atLeast(wrong) > 0.001, "seed \(seed): \(wrong) of 4,000")
  }
}
