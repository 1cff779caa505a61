import Measuring
import Randomness
import Testing

struct ChangePointsTests {
  private static func noise(_ count: Int, _ generator: inout Xoshiro256StarStar) -> [Double] {
    let normal = Normal()
    return (0..<count).map { _ in normal.draw(using: &generator) }
  }

  /// Three levels of 30 values each, 6 standard deviations apart.
  private static func steps(_ seed: Seed) -> [Double] {
    var generator = seed.stream("noise")
    return noise(90, &generator).enumerated().map { $1 + 100 + ($0 < 30 ? 0 : $0 < 60 ? 6 : 3) }
  }

  @Test func stepsAreFoundWithTheirLevels() throws {
    for seed: Seed in [1, 2, 3, 4] {
      let changes = ChangePoints.find(in: Self.steps(seed), seed: seed)
      #expect(changes.map(\.index).elementsEqual([30, 60]) { abs($0 - $1) <= 1 }, "seed \(seed): \(changes)")
      let (first, second) = (try #require(changes.first), try #require(changes.last))
      #expect(abs(first.before - 100) < 1 && abs(first.after - 106) < 1 && abs(second.after - 103) < 1)
      #expect(first.after == second.before && abs(first.ratio - 1.06) < 0.02)
      #expect(changes.allSatisfy { $0.pValue == 0.005 })
    }
  }

  @Test func sameSeedSameAnswer() {
    let values = Self.steps(9)
    #expect(ChangePoints.find(in: values, seed: 5) == ChangePoints.find(in: values, seed: 5))
  }

  @Test func changesOfSpreadAreFoundToo() {
    let seed: Seed = 4
    var generator = seed.stream("noise")
    let values = Self.noise(200, &generator).enumerated().map { $1 * ($0 < 100 ? 1 : 6) }
    let changes = ChangePoints.find(in: values, seed: seed)
    #expect(changes.count == 1 && abs((changes.first?.index ?? 0) - 100) <= 5, "seed \(seed): \(changes)")
  }

  @Test func oneOutlierIsNoLevel() {
    for seed: Seed in [1, 2, 3, 4] {
      var generator = seed.stream("noise")
      var values = Self.noise(80, &generator)
      values[40] += 50
      #expect(ChangePoints.find(in: values, seed: seed).isEmpty, "seed \(seed)")
    }
  }

  @Test func constantAndShortSeriesHaveNoChange() {
    #expect(ChangePoints.find(in: [], seed: 1).isEmpty)
    #expect(ChangePoints.find(in: [1, 2, 3], seed: 1).isEmpty)
    #expect(ChangePoints.find(in: Array(repeating: 0.1, count: 100), seed: 1).isEmpty)
    // 19 values are not twice 10.
    let short = (0..<19).map { $0 < 9 ? 0.0 : 1 }
    #expect(ChangePoints.find(in: short, seed: 1).isEmpty)
    #expect(ChangePoints.find(in: short + [1], seed: 1).map(\.index) == [10])
  }

  @Test func aStepWithoutNoiseIsFoundWhereItIs() {
    let values = (0..<50).map { $0 < 23 ? 7.0 : 8 }
    let changes = ChangePoints.find(in: values, seed: 1)
    #expect(changes.map(\.index) == [23] && changes.first?.before == 7 && changes.first?.after == 8)
  }

  static let levels: [(count: Int, level: Double, runs: Int)] = [
    (40, 0.05, 1_000), (100, 0.05, 400), (60, 0.01, 1_500),
  ]

  /// Noise of any distribution is exchangeable, so that the level is exact: k / 200 permutations.
  @Test(arguments: levels)
  func falseAlarmsAreAsRareAsTheLevelSays(count: Int, level: Double, runs: Int) {
    let seed: Seed = 12
    let times = Exponential(mean: 1)
    var alarms = 0
    for run in 0..<UInt64(runs) {
      var generator = seed.stream("noise", run)
      let values = (0..<count).map { _ in times.draw(using: &generator) }
      let settings = ChangePoints.Settings(level: level)
      if !ChangePoints.find(in: values, settings: settings, seed: seed.child("run", run)).isEmpty { alarms += 1 }
    }
    let binomial = Binomial(trials: runs, probability: level)
    #expect(
      binomial.atMost(alarms) > 0.001 && binomial.atLeast(alarms) > 0.001, "seed \(seed): \(alarms) of \(runs)")
  }
}
