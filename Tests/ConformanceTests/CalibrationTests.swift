import Conformance
import Measuring
import Randomness
import Testing

struct CalibrationTests {
  private func verdict(_ percent: Int, shift: Double, spread: Double, pairs: Int = 700) -> CalibrationVerdict {
    var generator = Xoshiro256StarStar(seed: 11)
    let logarithms = (0..<pairs).map { _ in shift + spread * (generator.unit() - 0.5) }
    return CalibrationVerdict(
      .pinned, injected: percent, logarithms: logarithms, seconds: 1, rule: ChangeRule())
  }

  @Test func whatIsFoundIsCounted() {
    let found = verdict(5, shift: 0.05, spread: 0.1)
    #expect(found.status == "holds" && found.slower.estimate == 1 && !found.isBad)
    #expect(found.trials == 113 && found.independentTrials == 5)
    #expect(found.slower.low < 0.6 && found.slower.high == 1)
    #expect(abs(found.estimate - 0.0513) < 0.005 && found.id == "measuring.calibration.pinned.5")
    let missed = verdict(5, shift: 0.01, spread: 0.1)
    #expect(missed.status == "missed" && missed.isBad && missed.slower.estimate == 0)
  }

  @Test func alarmsInEitherDirectionAreCounted() {
    #expect(verdict(0, shift: 0, spread: 0.1).status == "holds")
    #expect(verdict(0, shift: 0, spread: 0.1).same.estimate == 1)
    #expect(verdict(0, shift: 0.05, spread: 0.1).isBad)
    #expect(verdict(0, shift: -0.06, spread: 0.1).isBad)
    // Nothing is wanted of these.
    #expect(verdict(2, shift: 0, spread: 0.1).status == "seen")
  }

  @Test func tooFewPairsAreIncomplete() {
    let short = verdict(5, shift: 0.05, spread: 0.1, pairs: 139)
    #expect(short.isIncomplete && !short.isBad && short.status == "incomplete" && short.trials == 0)
    #expect(verdict(5, shift: 0.05, spread: 0.1, pairs: 140).trials == 1)
  }
}
