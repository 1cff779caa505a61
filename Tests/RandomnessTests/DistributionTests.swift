import Foundation
import Randomness
import Testing

@Suite("Distributions")
struct DistributionTests {
  private let draws = 40_000

  private func sample(seed: UInt64, _ draw: (inout Xoshiro256StarStar) -> Double) -> [Double] {
    var generator = Xoshiro256StarStar(seed: seed)
    return (0..<draws).map { _ in draw(&generator) }
  }

  @Test("Exponential draws follow their distribution")
  func exponential() {
    let distribution = Exponential(mean: 6)
    let values = sample(seed: 41) { distribution.draw(using: &$0) }
    #expect(kolmogorovSmirnovOverBound(values) { 1 - exp(-$0 / 6) } < 1, "seed 41")
    // The mean of n draws deviates by 6 / sqrt(n) = 0.03.
    #expect(abs(moments(values).mean - 6) < 0.15, "seed 41")
  }

  @Test("Pareto draws follow their distribution", arguments: [(0.8, 1.0), (2.2, 3.0), (7.5, 0.01)])
  func pareto(shape: Double, scale: Double) {
    let distribution = Pareto(shape: shape, scale: scale)
    let values = sample(seed: 42) { distribution.draw(using: &$0) }
    #expect(values.allSatisfy { $0 >= scale })
    #expect(kolmogorovSmirnovOverBound(values) { 1 - pow(scale / $0, shape) } < 1, "seed 42")
  }

  @Test("Weibull draws follow their distribution", arguments: [(0.5, 1.0), (1.0, 60.0), (3.4, 0.2)])
  func weibull(shape: Double, scale: Double) {
    let distribution = Weibull(shape: shape, scale: scale)
    let values = sample(seed: 43) { distribution.draw(using: &$0) }
    #expect(kolmogorovSmirnovOverBound(values) { 1 - exp(-pow($0 / scale, shape)) } < 1, "seed 43")
  }

  @Test("Normal draws follow their distribution")
  func normal() {
    let distribution = Normal(mean: -2, deviation: 55)
    let values = sample(seed: 44) { distribution.draw(using: &$0) }
    #expect(kolmogorovSmirnovOverBound(values) { erfc((-2 - $0) / 55 / 2.0.squareRoot()) / 2 } < 1, "seed 44")
    let (mean, variance) = moments(values)
    // Standard errors: 55 / sqrt(n) = 0.275 for the mean, 55² sqrt(2 / n) = 21.4 for the variance.
    #expect(abs(mean + 2) < 1.4 && abs(variance - 3_025) < 107, "seed 44")
    let fourth = values.reduce(0) { $0 + pow(($1 - mean) / variance.squareRoot(), 4) } / Double(draws)
    // The fourth moment of a normal sample deviates from 3 by sqrt(24 / n) = 0.0245.
    #expect(abs(fourth - 3) < 0.125, "seed 44")
  }

  @Test("A normal distribution without deviation is a constant")
  func degenerateNormal() {
    var generator = Xoshiro256StarStar(seed: 1)
    #expect(Normal(mean: 5, deviation: 0).draw(using: &generator) == 5)
  }

  @Test("Gamma draws follow their distribution", arguments: [0.5, 1.0, 1.5, 4.0])
  func gamma(shape: Double) {
    let distribution = Gamma(shape: shape, scale: 3)
    let values = sample(seed: 45) { distribution.draw(using: &$0) }
    // Closed forms for the halves and integers that are tested.
    let cumulative: (Double) -> Double =
      switch shape {
      case 0.5: { erf(($0 / 3).squareRoot()) }
      case 1.0: { 1 - exp(-$0 / 3) }
      case 1.5: { erf(($0 / 3).squareRoot()) - 2 * ($0 / 3 / .pi).squareRoot() * exp(-$0 / 3) }
      default: { 1 - exp(-$0 / 3) * (1 + $0 / 3 + pow($0 / 3, 2) / 2 + pow($0 / 3, 3) / 6) }
      }
    #expect(kolmogorovSmirnovOverBound(values, cumulative: cumulative) < 1, "seed 45")
    let (mean, variance) = moments(values)
    let standardError = 3 * (shape / Double(draws)).squareRoot()
    #expect(abs(mean - 3 * shape) < 5 * standardError, "seed 45")
    #expect(abs(variance / (9 * shape) - 1) < 5 * ((2 + 6 / shape) / Double(draws)).squareRoot(), "seed 45")
  }

  @Test("Extreme parameters give infinities or zeros, never NaN")
  func extremes() {
    var generator = Xoshiro256StarStar(seed: 46)
    for parameter in [Double.leastNonzeroMagnitude, 1e-300, 1e-3, 1e300, .greatestFiniteMagnitude] {
      for _ in 0..<100 {
        #expect(Exponential(mean: parameter).draw(using: &generator) >= 0)
        #expect(Pareto(shape: parameter, scale: parameter).draw(using: &generator) >= 0)
        #expect(Weibull(shape: parameter, scale: parameter).draw(using: &generator) >= 0)
        #expect(Gamma(shape: parameter).draw(using: &generator) >= 0)
      }
    }
  }

  @Test("The bits of some draws stay what they are")
  func pinned() {
    func bits(_ draw: (inout Xoshiro256StarStar) -> Double) -> [UInt64] {
      var generator = Xoshiro256StarStar(seed: 2_024)
      return (0..<3).map { _ in draw(&generator).bitPattern }
    }
    #expect(bits { $0.unit() } == [0x3FAC_90E2_B427_AEE0, 0x3FE9_06FE_7DD1_4F42, 0x3FB2_7231_4B15_EE50])
    #expect(
      bits { Exponential(mean: 6).draw(using: &$0) } == [
        0x4031_5110_2DC2_6DCC, 0x3FF7_97FD_95D8_3932, 0x402F_905C_D8DB_0003,
      ])
    #expect(
      bits { Pareto(shape: 2.2).draw(using: &$0) } == [
        0x400D_B46E_D98C_020F, 0x3FF1_E41C_C7DE_ED21, 0x400A_71C4_4142_D362,
      ])
    #expect(
      bits { Weibull(shape: 0.6, scale: 90).draw(using: &$0) } == [
        0x4080_744F_668C_E7D4, 0x4021_5B74_CBEB_E6E9, 0x407C_315C_FDCA_E0F2,
      ])
    #expect(
      bits { Normal(mean: 1, deviation: 2).draw(using: &$0) } == [
        0x4004_9AB5_3D0D_DF11, 0xBFD1_5923_CC35_AE38, 0x3FF2_8617_B02D_703E,
      ])
    #expect(
      bits { Gamma(shape: 1.5).draw(using: &$0) } == [
        0x4001_EDEF_E766_A62D, 0x3FC2_8CB5_DBB9_F577, 0x3FF5_9336_1045_6B1C,
      ])
    #expect(
      bits { Gamma(shape: 0.5, scale: 2).draw(using: &$0) } == [
        0x3FD2_F2D8_9FE5_99AE, 0x4001_6ACC_E72C_0141, 0x3FC5_F409_2B32_B877,
      ])
  }
}
