import Foundation
import Measuring
import Randomness
import Testing

struct GrowthFitTests {
  struct Truth: CustomTestStringConvertible, Sendable {
    let growth: Growth
    let name: String
    let cost: @Sendable (Double) -> Double
    var testDescription: String { name }

    init(_ growth: Growth, _ name: String, cost: @escaping @Sendable (Double) -> Double) {
      (self.growth, self.name, self.cost) = (growth, name, cost)
    }
  }

  static let truths = [
    Truth(.constant, "1") { _ in 1 }, Truth(.logarithmic, "log n") { log($0) }, Truth(.linear, "n") { $0 },
    Truth(.linearithmic, "n log n") { $0 * log($0) }, Truth(.quadratic, "n^2") { $0 * $0 },
    Truth(.power, "n^1.5") { pow($0, 1.5) }, Truth(.power, "n^0.5") { $0.squareRoot() },
  ]

  private static func points(_ sizes: [Int], _ cost: (Double) -> Double) -> [GrowthFit.Point] {
    sizes.map { GrowthFit.Point(size: $0, cost: cost(Double($0))) }
  }

  @Test(arguments: truths)
  func withoutNoiseTheClassIsExact(truth: Truth) throws {
    let fit = try GrowthFit(Self.points([100, 300, 1_000, 5_000]) { 17 * truth.cost($0) })
    #expect(fit.growth == truth.growth)
    #expect(fit.candidates.count == 6 && fit.candidates.last?.growth == .power)
    let chosen = try #require(fit.candidates.first { $0.growth == truth.growth })
    #expect(chosen.residual < 1e-12 && chosen.isTenable)
  }

  @Test func exponentsComeWithTheirInterval() throws {
    // Residuals +-r about n^2 have the standard error sqrt(4 r^2 / 2 / (5 ln^2 10)); two degrees of freedom are left.
    let r = 0.01
    let costs = [1 + r, 1 - r, 1 - r, 1 + r].map(log)
    let points = zip([1, 10, 100, 1_000], costs).map { size, error in
      GrowthFit.Point(size: size, cost: exp(error) * Double(size * size))
    }
    let fit = try GrowthFit(points)
    let half = (fit.exponentInterval.upperBound - fit.exponentInterval.lowerBound) / 2
    #expect(abs(fit.exponent - 2) < 1e-12)
    #expect(abs(half - 4.3026527297494639 * r * (2.0 / 5).squareRoot() / log(10)) < 1e-6)
    #expect(fit.growth == .quadratic)
    // The logarithm of 1 is no growth to compare with.
    #expect(fit.candidates.first { $0.growth == .logarithmic }?.residual == .infinity)
  }

  struct Plan: Sendable {
    let factor: Int
    let samples: Int
    let noise: Double
  }

  static let plans = [2, 4].flatMap { factor in
    [(1, 0.03), (3, 0.05), (10, 0.05)].map { Plan(factor: factor, samples: $0.0, noise: $0.1) }
  }

  /// Five sizes from 1,000 on. A class is told as a power law at the level of its test, one in twenty, and hardly ever as
  /// another class.
  @Test(arguments: truths, plans)
  func noiseSeldomHidesTheClass(truth: Truth, plan: Plan) throws {
    let seed: Seed = 31
    var generator = seed.stream(truth.name)
    let sizes = (0..<5).flatMap { step in
      Array(repeating: 1_000 * Int(pow(Double(plan.factor), Double(step))), count: plan.samples)
    }
    let normal = Normal(deviation: plan.noise)
    let fits = try (0..<400).map { _ in
      try GrowthFit(Self.points(sizes) { truth.cost($0) * exp(normal.draw(using: &generator)) })
    }
    let right = fits.count { $0.growth == truth.growth }
    let powers = fits.count { $0.growth == .power }
    let level = truth.growth == .power ? 1 : 0.95
    #expect(Binomial(trials: 400, probability: level).atMost(right) > 0.001, "seed \(seed): \(right) of 400")
    #expect(right + powers >= 398, "seed \(seed): \(400 - right - powers) of 400 told as another class")
  }

  @Test func intervalsContainTheExponentAsOftenAsTheySay() throws {
    let seed: Seed = 8
    var generator = seed.stream("noise")
    let normal = Normal(deviation: 0.05)
    var covered = 0
    for _ in 0..<4_000 {
      let points = Self.points([10, 20, 40, 80, 160]) { pow($0, 1.3) * exp(normal.draw(using: &generator)) }
      if try GrowthFit(points, confidence: 0.9).exponentInterval.contains(1.3) { covered += 1 }
    }
    let binomial = Binomial(trials: 4_000, probability: 0.9)
    #expect(binomial.atMost(covered) > 0.001 && binomial.atLeast(covered) > 0.001, "seed \(seed): \(covered)")
  }

  @Test func whatCannotBeFittedIsAnError() {
    func fit(_ points: (Int, Double)...) -> GrowthFitError? {
      do throws(GrowthFitError) {
        _ = try GrowthFit(points.map { GrowthFit.Point(size: $0.0, cost: $0.1) })
        return nil
      } catch {
        return error
      }
    }
    #expect(fit() == .fewPoints(0))
    #expect(fit((1, 1), (2, 2)) == .fewPoints(2))
    #expect(fit((7, 1), (7, 2), (7, 3)) == .oneSize(7))
    #expect(fit((0, 1), (2, 1), (3, 1)) == .impossibleSize(0))
    #expect(fit((1, 1), (2, 0), (3, 1)) == .impossibleCost(0, size: 2))
    #expect(fit((1, 1), (2, -3), (3, 1)) == .impossibleCost(-3, size: 2))
    #expect(fit((1, 1), (2, .infinity), (3, 1)) == .impossibleCost(.infinity, size: 2))
    #expect(fit((1, 1), (1, 1), (Int.max, .leastNonzeroMagnitude)) == nil)
  }
}
