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

  @Test func takesAnyStatistic() throws {
    var generator = SplitMix64(seed: 3)
    let values = (0...100).map { Double($0) }
    let interval = try #require(BootstrapInterval(of: values, using: &generator) { Sample($0).median })
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
