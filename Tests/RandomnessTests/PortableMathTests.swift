import Foundation
import Randomness
import Testing

@Suite("Portable mathematics")
struct PortableMathTests {
  @Test("The logarithm agrees with the platform's to 1 unit in the last place")
  func logarithm() {
    var generator = Xoshiro256StarStar(seed: 31)
    var worst = 0.0
    for _ in 0..<300_000 {
      // Every positive double there is, then the neighbourhood of 1 where the result nearly cancels.
      let anywhere = Double(bitPattern: 1 + generator.below(Double.infinity.bitPattern - 1))
      let near = 1 + (generator.unit() - 0.5) * exp(-30 * generator.unit())
      for x in [anywhere, near] {
        worst = max(worst, unitsApart(PortableMath.log(x), log(x)))
      }
    }
    #expect(worst <= 1, "seed 31")
  }

  @Test("The exponential agrees with the platform's to 1 unit in the last place")
  func exponential() {
    var generator = Xoshiro256StarStar(seed: 32)
    var worst = 0.0
    for _ in 0..<300_000 {
      let wide = -708 + 1_417 * generator.unit()
      let small = (generator.unit() - 0.5) * exp(-30 * generator.unit())
      for x in [wide, small] {
        worst = max(worst, unitsApart(PortableMath.exp(x), exp(x)))
      }
    }
    #expect(worst <= 1, "seed 32")
  }

  @Test("The power agrees with the platform's to 1 unit in the last place, up to the ends of the range")
  func power() {
    var generator = Xoshiro256StarStar(seed: 33)
    var worst = 0.0
    for _ in 0..<300_000 {
      let base = Double(bitPattern: 1 + generator.below(Double.infinity.bitPattern - 1))
      let target = -708 + 1_417 * generator.unit()
      let near = 1 + (generator.unit() - 0.5) * 0.01
      for (x, y) in [(base, target / log(base)), (near, target / log(near)), (generator.unit(), generator.unit())]
      where x > 0 && y.isFinite {
        worst = max(worst, unitsApart(PortableMath.pow(x, y), pow(x, y)))
      }
    }
    #expect(worst <= 1, "seed 33")
  }

  @Test("Results below the normal range are off by at most one step")
  func subnormalResults() {
    for step in 0..<4_000 {
      let x = -708 - 37.2 * Double(step) / 4_000
      #expect(abs(PortableMath.exp(x) - exp(x)) <= Double.leastNonzeroMagnitude)
    }
    let smallest = Double.leastNonzeroMagnitude
    #expect(unitsApart(PortableMath.log(smallest), log(smallest)) <= 1)
    #expect(PortableMath.pow(smallest, 1) == smallest)
    #expect(PortableMath.pow(.greatestFiniteMagnitude, 1) == .greatestFiniteMagnitude)
  }

  @Test("Special values follow IEEE 754")
  func specialValues() {
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(1).bitPattern == 0)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN && PortableMath.log(.nan).isNaN && PortableMath.log(-.infinity).isNaN)
    #expect(PortableMath.exp(0) == 1 && PortableMath.exp(-0.0) == 1)
    #expect(PortableMath.exp(.infinity) == .infinity && PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(709.79) == .infinity && PortableMath.exp(-745.2) == 0 && PortableMath.exp(.nan).isNaN)
    let specials = [0, 0.5, 1, 2, .infinity, .nan, 0x1p-1030, 1e308]
    for base in specials {
      for exponent in specials + [-0.5, -1, -2, -.infinity, 1e300, -1e300, 1e-300, -0x1p-1030] {
        let ours = PortableMath.pow(base, exponent)
        let theirs = pow(base, exponent)
        #expect(unitsApart(ours, theirs) <= 1 || ours.isNaN && theirs.isNaN, "\(base) to the power \(exponent)")
      }
    }
    #expect(PortableMath.pow(-1, 2).isNaN)
  }

  @Test("The bits of some results stay what they are")
  func pinned() {
    #expect(PortableMath.log(2).bitPattern == 0x3FE6_2E42_FEFA_39EF)
    #expect(PortableMath.log(0.1).bitPattern == 0xC002_6BB1_BBB5_5515)
    #expect(PortableMath.log(1e-300).bitPattern == 0xC085_9634_47F8_7FB5)
    #expect(PortableMath.exp(1).bitPattern == 0x4005_BF0A_8B14_576A)
    #expect(PortableMath.exp(-700.5).bitPattern == 0x00C4_FF47_5C68_CA02)
    #expect(PortableMath.pow(0.1, -0.45).bitPattern == 0x4006_8C0C_59AB_1564)
    #expect(PortableMath.pow(1.0000001, 7e9).bitPattern == 0x7F0D_941A_E6E7_62D4)
  }
}

/// The distance in units of the last place of `reference`, itself good to less than one unit.
private func unitsApart(_ value: Double, _ reference: Double) -> Double {
  value == reference ? 0 : abs(value - reference) / reference.ulp
}
