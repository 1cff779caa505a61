import Measuring
import Randomness
import Testing

struct HistogramTests {
  @Test func describesWhatItSaw() {
    var histogram = Histogram()
    for value in [3, 0, 3, 7] { histogram.record(value) }
    #expect(histogram.counts == [1, 0, 0, 2, 0, 0, 0, 1])
    #expect(histogram.count == 4)
    #expect(histogram.mean == 3.25)
    #expect(histogram.maximum == 7)
  }

  @Test func quantilesAreNearestRanks() {
    var histogram = Histogram()
    for value in 1...100 { histogram.record(value) }
    #expect(histogram.quantile(0) == 1)
    #expect(histogram.quantile(0.001) == 1)
    #expect(histogram.quantile(0.011) == 2)
    #expect(histogram.quantile(1) == 100)
    for percent in 1...100 {
      #expect(histogram.quantile(Double(percent) / 100) == percent)
    }
  }

  @Test func quantilesAgreeWithTheSortedValues() {
    let seed: UInt64 = 11
    var generator = SplitMix64(seed: seed)
    var histogram = Histogram()
    var values: [Int] = []
    for _ in 0..<997 {
      let value = Int.random(in: 0...40, using: &generator)
      values.append(value)
      histogram.record(value)
    }
    values.sort()
    for percent in 1...100 {
      let rank = (values.count * percent + 99) / 100
      #expect(histogram.quantile(Double(percent) / 100) == values[rank - 1], "seed \(seed), \(percent) %")
    }
  }

  @Test func mergingAddsEitherWay() {
    var short = Histogram()
    for value in [0, 2] { short.record(value) }
    var long = Histogram()
    for value in [2, 5, 5] { long.record(value) }
    var shortFirst = short
    shortFirst.merge(long)
    var longFirst = long
    longFirst.merge(short)
    #expect(shortFirst == longFirst)
    #expect(shortFirst.counts == [1, 0, 2, 0, 0, 2])
    #expect(shortFirst.count == 5)
  }

  @Test func emptyHasNoFigures() {
    var histogram = Histogram()
    histogram.merge(Histogram())
    #expect(histogram.count == 0 && histogram.mean.isNaN)
    #expect(histogram.maximum == nil && histogram.quantile(0.5) == nil)
  }
}
