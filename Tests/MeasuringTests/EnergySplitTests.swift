import Measuring
import Testing

struct EnergySplitTests {
  struct Row: Sendable {
    let values: [Double]
    let side: Int
    let index: Int
    let end: Int
    let statistic: Double

    init(_ values: [Double], _ side: Int, _ index: Int, _ end: Int, _ statistic: Double) {
      (self.values, self.side, self.index, self.end, self.statistic) = (values, side, index, end, statistic)
    }
  }

  /// Maxima over all splits of the double sums of the formula.
  static let rows = [
    // 3/2 * (2 * 9 - 4/3 - 4/3)
    Row([1, 2, 3, 10, 11, 12], 2, 3, 6, 23),
    Row([1, 2, 3, 10, 11, 12], 3, 3, 6, 23),
    // Y ends before the series returns to its first level.
    Row([0, 1, 0, 1, 5, 6, 5, 6, 5, 0, 1, 0, 1, 0], 2, 4, 9, 18.96296296296297),
    Row([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4], 4, 11, 15, 14.311111111111114),
  ]

  @Test(arguments: rows)
  func clearestSplit(row: Row) throws {
    let split = try #require(EnergySplit.best(of: row.values, side: row.side))
    #expect(split.index == row.index && split.end == row.end)
    #expect(abs(split.statistic - row.statistic) < 1e-12, "\(split)")
  }

  @Test func shortSeriesHaveNoSplit() {
    #expect(EnergySplit.best(of: [], side: 2) == nil)
    #expect(EnergySplit.best(of: [1, 2, 3], side: 2) == nil)
    #expect(EnergySplit.best(of: [1, 1, 1, 1], side: 2)?.statistic == 0)
  }
}
