import Measuring
import Randomness
import Testing

struct MultipleTestingTests {
  /// Benjamini and Hochberg 1995, section 3.2: thrombolysis in myocardial infarction.
  static let thrombolysis = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1,
  ]

  @Test func publishedExampleOfBenjaminiAndHochberg() {
    let adjusted = MultipleTesting.benjaminiHochberg(Self.thrombolysis)
    let expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.447 / 7, 0.447 / 7, 0.0645, 0.0765, 0.486, 6.393 / 11, 0.714875,
      9.792 / 13, 11.385 / 14, 1,
    ]
    for (q, expected) in zip(adjusted, expected) { #expect(abs(q - expected) < 1e-15) }
    #expect(MultipleTesting.rejections(of: adjusted, level: 0.05).count { $0 } == 4)
  }

  @Test func publishedExampleByHolm() {
    let adjusted = MultipleTesting.holm(Self.thrombolysis)
    let expected = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213] + Array(repeating: 1, count: 6)
    for (p, expected) in zip(adjusted, expected) { #expect(abs(p - expected) < 1e-15) }
    #expect(MultipleTesting.rejections(of: adjusted, level: 0.05).count { $0 } == 3)
  }

  @Test func unsortedAndTiedValuesKeepTheirPlaces() {
    #expect(MultipleTesting.holm([0.01, 0.04, 0.03, 0.005]) == [0.03, 0.06, 0.06, 0.02])
    #expect(MultipleTesting.benjaminiHochberg([0.01, 0.04, 0.03, 0.005]) == [0.02, 0.04, 0.04, 0.02])
    #expect(MultipleTesting.holm([0.04, 0.001, 0.04, 0.03, 0.9, 0.001]) == [0.12, 0.006, 0.12, 0.12, 0.9, 0.006])
    #expect(MultipleTesting.rejections(of: [0.03, 0.06, 0.06, 0.02], level: 0.03) == [true, false, false, true])
  }

  @Test func oneHypothesisNeedsNoCorrection() {
    #expect(MultipleTesting.holm([]) == [] && MultipleTesting.benjaminiHochberg([]) == [])
    #expect(MultipleTesting.holm([0.3]) == [0.3] && MultipleTesting.benjaminiHochberg([0.3]) == [0.3])
  }

  /// Of 20 true hypotheses, any is rejected at 5 % in 1 - 0.9975^20 = 4.9 % of the experiments; both corrections do
  /// the same while no hypothesis is false.
  @Test func familyErrorIsWhatItSays() {
    let seed: UInt64 = 5
    var generator = SplitMix64(seed: seed)
    var (holm, benjaminiHochberg) = (0, 0)
    for _ in 0..<4_000 {
      let pValues = (0..<20).map { _ in generator.unit() }
      if MultipleTesting.rejections(of: MultipleTesting.holm(pValues), level: 0.05).contains(true) { holm += 1 }
      let q = MultipleTesting.benjaminiHochberg(pValues)
      if MultipleTesting.rejections(of: q, level: 0.05).contains(true) { benjaminiHochberg += 1 }
    }
    let any = Binomial(trials: 4_000, probability: 0.0488)
    #expect(any.atMost(holm) > 0.001 && any.atLeast(holm) > 0.001, "seed \(seed): \(holm) of 4,000")
    let level = Binomial(trials: 4_000, probability: 0.05)
    #expect(
      level.atMost(benjaminiHochberg) > 0.001 && level.atLeast(benjaminiHochberg) > 0.001,
      "seed \(seed): \(benjaminiHochberg) of 4,000")
  }
}
