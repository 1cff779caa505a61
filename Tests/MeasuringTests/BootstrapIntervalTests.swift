import Measuring
import Randomness
import Testing

struct BootstrapIntervalTests {
  /// 400 intervals over 40 uniform values each. The percentile bootstrap covers a little less than its nominal 95%;
  /// with 400 trials the standard error is 1.1%.
  @Test func coversTheTrueMeanAsOftenAsItSays() throws {
    let seed: UInt64 = 20_260_101
    var generator = SplitMix64(seed: seed)
    var covered = 0
    for _ in 0..<400 {
      let values = (0..<40).map { _ in generator.unit() }
      let interval = try #require(BootstrapInterval(of: values, resamples: 500, using: &generator))
      #expect(interval.low <= interval.estimate && interval.estimate <= interval.high, "seed \(seed)")
      if interval.low <= 0.5 && 0.5 <= interval.high { covered += 1 }
    }
    #expect((364...392).contains(covered), "seed \(seed): \(covered) of 400")
  }

  /// The mean of n uniform values has standard error sqrt(1/12 / n).
  @Test func isAsWideAsTheNormalApproximation() throws {
    let seed: UInt64 = 7
    var generator = SplitMix64(seed: seed)
    let values = (0..<2_000).map { _ in generator.unit() }
    let interval = try #require(BootstrapInterval(of: values, using: &generator))
    let expected = 2 * 1.96 * Sample(values).standardDeviation / Double(values.count).squareRoot()
    #expect(abs((interval.high - interval.low) / expected - 1) < 0.1, "seed \(seed)")
    let narrower = try #require(BootstrapInterval(of: values, confidence: 0.5, using: &generator))
    #expect(abs((narrower.high - narrower.low) / (interval.high - interval.low) - 0.344) < 0.05, "seed \(seed)")
  }

  /// The median of the log-ratios of 40 pairs: resampling pairs is resampling their differences, and whatever the two of
  /// a pair have in common cancels. It covers a little less than it says, some 94 %.
  @Test func coversTheMedianOfPairedRatios() throws {
    let seed: Seed = 14
    var generator = seed.stream("pairs")
    let (ownNoise, sharedNoise) = (Normal(deviation: 0.02), Normal(deviation: 1))
    var covered = 0
    for _ in 0..<400 {
      let ratios = (0..<40).map { _ in
        let shared = sharedNoise.draw(using: &generator)
        let (before, after) = (shared + ownNoise.draw(using: &generator), shared + ownNoise.draw(using: &generator))
        return after + 0.05 - before
      }
      let interval = try #require(
        BootstrapInterval(of: ratios, resamples: 500, using: &generator, statistic: Sample.median))
      #expect(interval.high - interval.low < 0.06)
      if interval.low <= 0.05 && 0.05 <= interval.high { covered += 1 }
    }
    let binomial = Binomial(trials: 400, probability: 0.94)
    #expect(binomial.atMost(covered) > 0.001 && binomial.atLeast(covered) > 0.001, "seed \(seed): \(covered) of 400")
  }

  /// The tails of the exponential distribution could not differ more; 80 values make up for most of it.
  @Test(arguments: [0.5, 0.8, 0.95])
  func coversASkewedMean(confidence: Double) throws {
    let seed: Seed = 15
    var generator = seed.stream("values")
    let distribution = Exponential(mean: 3)
    var covered = 0
    for _ in 0..<400 {
      let values = (0..<80).map { _ in distribution.draw(using: &generator) }
      let interval = try #require(
        BootstrapInterval(of: values, resamples: 500, confidence: confidence, using: &generator))
      if interval.low <= 3 && 3 <= interval.high { covered += 1 }
    }
    let binomial = Binomial(trials: 400, probability: confidence - 0.015)
    #expect(binomial.atMost(covered) > 0.001 && binomial.atLeast(covered) > 0.001, "seed \(seed): \(covered) of 400")
  }

  @Test func takesAnyStatistic() throws {
    var generator = SplitMix64(seed: 3)
    let values = (0...100).map { Double($0) }
    let interval = try #require(BootstrapInterval(of: values, using: &generator, statistic: Sample.median))
    #expect(interval.estimate == 50)
    #expect(interval.low > 25 && interval.low < 50 && interval.high > 50 && interval.high < 75)
  }

  @Test func isTheSameForTheSameSeed() {
    let values = [1.5, 2.5, 4.0, 8.0]
    var first = SplitMix64(seed: 5)
    var second = SplitMix64(seed: 5)
    #expect(BootstrapInterval(of: values, using: &first) == BootstrapInterval(of: values, using: &second))
  }

  @Test func degenerateSamples() {
    var generator = SplitMix64(seed: 1)
    #expect(BootstrapInterval(of: [], using: &generator) == nil)
    #expect(BootstrapInterval(of: [3], using: &generator) == nil)
    #expect(BootstrapInterval(of: [3, .nan], using: &generator) == nil)
    let flat = BootstrapInterval(of: [3, 3, 3], using: &generator)
    #expect(flat?.estimate == 3 && flat?.low == 3 && flat?.high == 3)
  }
}
