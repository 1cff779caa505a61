import Foundation
import Measuring
import Randomness
import Testing

struct PairedChangeTests {
  private let rule = ChangeRule()

  /// Sixty ratios around a factor; the middle one is the factor itself.
  private func ratios(_ factor: Double, spread: Double, count: Int = 60) -> [Double] {
    (0..<count).map { factor * exp(spread * (Double($0) / Double(count - 1) - 0.5)) }
  }

  @Test(arguments: [
    (1.05, 0.1, ChangeVerdict.slower), (0.95, 0.1, .faster), (1.0, 0.1, .same), (1.02, 0.05, .same),
    // The bound is above 0, the estimate below the margin.
    (1.024, 0.01, .same),
    // The estimate is above the margin, the bound is not above 0.
    (1.03, 0.5, .undecided), (1.0, 0.5, .undecided),
    // Real, below the margin, and not known to be below 5 %.
    (1.0245, 0.2, .undecided),
  ])
  func theVerdictNeedsBoundAndMargin(factor: Double, spread: Double, verdict: ChangeVerdict) {
    let change = PairedChange(ratios: ratios(factor, spread: spread), rule: rule)
    #expect(change.verdict == verdict)
    #expect(abs(change.estimate - (factor - 1)) < 1e-9)
    #expect(change.interval.contains(change.estimate))
  }

  /// 21 of 60 are the least that the bound leaves below it.
  @Test func theBoundIsExact() throws {
    let mixed = { (below: Int) in Array(repeating: 0.9, count: below) + Array(repeating: 1.2, count: 60 - below) }
    #expect(PairedChange(ratios: mixed(20), rule: rule).verdict == .slower)
    #expect(PairedChange(ratios: mixed(21), rule: rule).verdict == .undecided)
    #expect(PairedChange(ratios: mixed(20), rule: rule).bound?.rank == 21)
  }

  @Test func tooFewPairsSayNothing() {
    #expect(rule.fewestPairs == 7)
    #expect(PairedChange(ratios: Array(repeating: 2, count: 6), rule: rule).verdict == .undecided)
    #expect(PairedChange(ratios: Array(repeating: 2, count: 7), rule: rule).verdict == .slower)
    let none = PairedChange(ratios: [], rule: rule)
    #expect(none.verdict == .undecided && none.estimate.isNaN && none.pValue == 1 && none.pairsNeeded == nil)
    #expect(none.interval == -1...Double.infinity)
  }

  @Test func saysHowManyPairsAreNeeded() throws {
    // Clearly slower, but only 10 pairs, two of which point the other way.
    let few = PairedChange(ratios: [0.9, 0.95] + Array(repeating: 1.1, count: 8), rule: rule)
    #expect(few.verdict == .undecided)
    let needed = try #require(few.pairsNeeded)
    #expect(needed == SignTest.pairsNeeded(discordance: 3.0 / 12, level: 0.01))
    #expect((20...80).contains(needed))
    // No direction at all is never decided by signs, and a verdict needs nothing more.
    #expect(PairedChange(ratios: [0.5, 2, 0.5, 2, 0.5, 2, 0.5, 2], rule: rule).pairsNeeded == nil)
    #expect(PairedChange(ratios: ratios(1, spread: 0.1), rule: rule).pairsNeeded == nil)
  }

  @Test func theSmallestChangeThatIsLookedForCanBeChosen() {
    var fine = rule
    fine.detection = 0.01
    #expect(PairedChange(ratios: ratios(1.01, spread: 0.005), rule: fine).verdict == .slower)
    #expect(PairedChange(ratios: ratios(1.01, spread: 0.005), rule: rule).verdict == .same)
  }

  @Test func aChangeNeedsFreshPairsInTheSameDirection() {
    #expect(ChangeVerdict.slower.confirmed(by: .slower) == .slower)
    #expect(ChangeVerdict.slower.confirmed(by: .same) == .same)
    #expect(ChangeVerdict.slower.confirmed(by: .undecided) == .undecided)
    #expect(ChangeVerdict.slower.confirmed(by: .faster) == .undecided)
    #expect(ChangeVerdict.faster.confirmed(by: .slower) == .undecided)
    // What raised no suspicion is not tried again.
    #expect(ChangeVerdict.same.confirmed(by: .slower) == .same)
    #expect(ChangeVerdict.undecided.confirmed(by: .slower) == .undecided)
  }

  /// One and the same noisy pair for both builds: false alarms in either direction come no more often than the level of both bounds says.
  @Test func noiseAlarmsAsSeldomAsTheLevelSays() {
    let seed: UInt64 = 20_261_126
    var generator = Xoshiro256StarStar(seed: seed)
    var (bounds, verdicts) = (0, 0)
    for _ in 0..<4_000 {
      // Heavy tails on one side, as times have.
      func time() -> Double { 1 + 0.03 * generator.unit() + (generator.below(10) == 0 ? generator.unit() : 0) }
      let change = PairedChange(ratios: (0..<60).map { _ in time() / time() }, rule: rule)
      if let bound = change.bound, bound.lower > 0 || bound.upper < 0 { bounds += 1 }
      if change.verdict.isChange { verdicts += 1 }
    }
    // Both bounds: 4,000 * 1.34 % = 53.5; the margin leaves hardly any.
    #expect((25...85).contains(bounds), "seed \(seed): \(bounds)")
    #expect(verdicts <= 4, "seed \(seed): \(verdicts)")
  }
}
