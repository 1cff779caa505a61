import Measuring
import Testing

struct StudentTTests {
  /// Inverses of the incomplete beta function in 40 digits; the first ones are in every table.
  static let quantiles: [(degreesOfFreedom: Int, share: Double, t: Double)] = [
    (1, 0.95, 12.706204736174705), (2, 0.95, 4.3026527297494639), (3, 0.95, 3.1824463052837096),
    (4, 0.5, 0.74069708411268263), (5, 0.999, 6.8688266258811102), (10, 0.99, 3.1692726726169512),
    (30, 0.95, 2.0422724563012383), (1_000, 0.9999, 3.9063437367013812),
  ]

  @Test(arguments: quantiles)
  func quantilesAreThoseOfTables(degreesOfFreedom: Int, share: Double, t: Double) {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    #expect(abs(distribution.quantile(within: share) / t - 1) < 1e-11)
    #expect(abs(distribution.share(within: t) - share) < 1e-14)
  }

  @Test func sharesEndAtZeroAndOne() {
    for degreesOfFreedom in 1...6 {
      let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
      #expect(distribution.share(within: 0) == 0)
      #expect(abs(distribution.share(within: .infinity) - 1) < 1e-15)
    }
  }

  @Test func manyDegreesOfFreedomAreNormal() {
    #expect(abs(StudentT(degreesOfFreedom: 1_000_000).quantile(within: 0.95) - 1.959964) < 1e-5)
  }
}
