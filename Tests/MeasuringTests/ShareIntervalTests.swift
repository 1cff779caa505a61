import Measuring
import Testing

struct ShareIntervalTests {
  /// Of the binomial distribution itself: none of n says at most 1 - 0.025^(1/n), and 1 of 10 is 0.0025 to 0.4450.
  @Test func isExact() {
    let none = ShareInterval(successes: 0, of: 236)
    #expect(none.low == 0 && abs(none.high - 0.015509) < 1e-5)
    let one = ShareInterval(successes: 1, of: 10)
    #expect(abs(one.low - 0.002529) < 1e-6 && abs(one.high - 0.445016) < 1e-6)
    let all = ShareInterval(successes: 20, of: 20)
    #expect(all.high == 1 && abs(all.low - 0.831566) < 1e-6)
    #expect(ShareInterval(successes: 0, of: 0).estimate.isNaN)
    #expect(ShareInterval(successes: 0, of: 0).low == 0 && ShareInterval(successes: 0, of: 0).high == 1)
  }

  @Test func sharesBetweenWholeTrialsAreWider() {
    let between = ShareInterval(share: 0.95, ofIndependent: 10)
    #expect(between.estimate == 0.95)
    #expect(between.low == ShareInterval(successes: 9, of: 10).low && between.high == 1)
    #expect(ShareInterval(share: 1, ofIndependent: 3) == ShareInterval(successes: 3, of: 3))
  }
}
