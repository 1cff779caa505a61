import Foundation
import Measuring
import PropertyTesting

/// Costs at sizes that are powers of 2, about a growth without noise.
struct GrowthRecipe: Hashable, Sendable, CustomStringConvertible {
  /// The cost is a factor times n to the power of `quarters` / 4, times log n if it says so.
  let quarters: Int
  let hasLogarithm: Bool
  let factor: Int
  /// The binary logarithms of the sizes, and how far each cost is off, in percent.
  let measurements: [Measurement]

  struct Measurement: Hashable, Sendable, CustomStringConvertible {
    let doublings: Int
    let percent: Int

    var description: String { percent == 0 ? "2^\(doublings)" : "2^\(doublings) \(percent < 0 ? "" : "+")\(percent)%" }
  }

  var points: [GrowthFit.Point] {
    measurements.map { measurement in
      let size = 1 << measurement.doublings
      let growth = pow(Double(size), Double(quarters) / 4) * (hasLogarithm ? log(Double(size)) : 1)
      return GrowthFit.Point(size: size, cost: Double(factor) * growth * (1 + Double(measurement.percent) / 100))
    }
  }

  /// The class that it is.
  var growth: Growth {
    if hasLogarithm { return quarters == 0 ? .logarithmic : .linearithmic }
    return [0: .constant, 4: .linear, 8: .quadratic][quarters] ?? .power
  }

  var description: String {
    let growth = "n^\(Double(quarters) / 4)" + (hasLogarithm ? " log n" : "")
    return "\(factor) \(growth) at \(measurements.map(\.description).joined(separator: ", "))"
  }
}

extension Generator<GrowthRecipe> {
  /// At 3 to 8 different sizes from 2 to 2^20, each cost off by up to so many percent.
  static func growth(noise: Int) -> Generator {
    let doublings = Generator<[Int]>.distinct(of: .integer(in: 1...20), count: 3...8)
    return Generator { source throws(Rejection) in
      let hasLogarithm = try source.coin()
      let quarters = hasLogarithm ? 4 * (try source.integer(in: 0...1)) : try source.integer(in: 0...8)
      let factor = try source.integer(in: 1...1_000)
      var measurements: [GrowthRecipe.Measurement] = []
      for doublings in try source.draw(doublings) {
        let percent = noise == 0 ? 0 : try source.integer(in: -noise...noise)
        measurements.append(GrowthRecipe.Measurement(doublings: doublings, percent: percent))
      }
      return GrowthRecipe(
        quarters: quarters, hasLogarithm: hasLogarithm, factor: factor, measurements: measurements)
    }
  }
}

/// What a fit says, whoever made it; nil if there is none.
struct GrowthAnswer: Sendable {
  var growth: Growth
  var exponent: Double
  var interval: ClosedRange<Double>
  var tenable: Set<Growth>

  init?(_ points: [GrowthFit.Point]) {
    guard let fit = try? GrowthFit(points) else { return nil }
    growth = fit.growth
    exponent = fit.exponent
    interval = fit.exponentInterval
    tenable = Set(fit.candidates.filter(\.isTenable).map(\.growth))
  }
}

/// Fits of growth, to exact costs and to noisy ones.
enum GrowthLaws {
  typealias Subject = RuleApplication<GrowthRecipe, GrowthAnswer?>

  static let suites = [exactSuite, noisySuite]

  private static let exactSuite = LawSuite<Subject>(
    subsystem: "measuring", laws: [exponent],
    specimens: [Specimen("measuring.growth-fit.exact", "How exact costs grow.", of: .growth(noise: 0), rule: fit)],
    mutants: [
      exactMutant("mixed-logarithms", "Costs have natural logarithms, sizes binary ones.") { answer, _ in
        answer.exponent *= log(2)
      },
      exactMutant("through-origin", "The line is drawn through the origin: the factor is taken for 1.") {
        answer, recipe in
        let places = recipe.points.map { log(Double($0.size)) }
        let products = zip(places, recipe.points).map { $0 * log($1.cost) }.reduce(0, +)
        answer.exponent = products / places.map { $0 * $0 }.reduce(0, +)
      },
      exactMutant("always-a-power", "Classes without an exponent are never told.") { answer, _ in
        answer.growth = .power
      },
      exactMutant("nearest-power", "The class is the one whose exponent is nearest.") { answer, _ in
        answer.growth = answer.exponent < 0.5 ? .constant : answer.exponent < 1.5 ? .linear : .quadratic
      },
    ])

  private static let noisySuite = LawSuite<Subject>(
    subsystem: "measuring", laws: [leastSquares],
    specimens: [Specimen("measuring.growth-fit.noisy", "How noisy costs grow.", of: .growth(noise: 30), rule: fit)],
    mutants: [
      noisyMutant("first-to-last", "The exponent comes from the first and the last cost.") { answer, recipe in
        let (first, last) = (recipe.points[0], recipe.points[recipe.points.count - 1])
        let exponent = log(last.cost / first.cost) / log(Double(last.size) / Double(first.size))
        let shift = exponent - answer.exponent
        answer.exponent = exponent
        answer.interval = answer.interval.lowerBound + shift...answer.interval.upperBound + shift
      },
      noisyMutant("normal-interval", "The interval takes the few residuals for the true error.") { answer, recipe in
        let t = StudentT(degreesOfFreedom: recipe.points.count - 2).quantile(within: 0.95)
        let margin = (answer.interval.upperBound - answer.exponent) * 1.959964 / t
        answer.interval = answer.exponent - margin...answer.exponent + margin
      },
      noisyMutant("biased-variance", "The variance divides by the number of measurements.") { answer, recipe in
        let count = Double(recipe.points.count)
        let margin = (answer.interval.upperBound - answer.exponent) * ((count - 2) / count).squareRoot()
        answer.interval = answer.exponent - margin...answer.exponent + margin
      },
    ])

  @Sendable private static func fit(_ recipe: GrowthRecipe) -> GrowthAnswer? { GrowthAnswer(recipe.points) }

  private static func exactMutant(
    _ name: String, _ fault: String, change: @escaping @Sendable (inout GrowthAnswer, GrowthRecipe) -> Void
  ) -> Mutant<Subject> {
    mutant(name, fault, exponent, .growth(noise: 0), change)
  }

  private static func noisyMutant(
    _ name: String, _ fault: String, change: @escaping @Sendable (inout GrowthAnswer, GrowthRecipe) -> Void
  ) -> Mutant<Subject> {
    mutant(name, fault, leastSquares, .growth(noise: 30), change)
  }

  private static func mutant(
    _ name: String, _ fault: String, _ law: Law<Subject>, _ recipes: Generator<GrowthRecipe>,
    _ change: @escaping @Sendable (inout GrowthAnswer, GrowthRecipe) -> Void
  ) -> Mutant<Subject> {
    Mutant("measuring.growth-fit.\(name)", fault, killedBy: [law.id], of: recipes) { recipe in
      guard var answer = fit(recipe) else { return nil }
      change(&answer, recipe)
      return answer
    }
  }

  static let exponent = Law<Subject>(
    "measuring.growth-exponent", "Costs that grow exactly as some class are told to, and a power with its exponent."
  ) { subject, _ in
    let recipe = subject.input
    guard let answer = subject.output else { return try expect(false, "no answer") }
    try expect(answer.growth == recipe.growth, "\(answer.growth) instead of \(recipe.growth)")
    guard !recipe.hasLogarithm else { return }
    let expected = Double(recipe.quarters) / 4
    try expect(abs(answer.exponent - expected) < 1e-9, "the exponent \(answer.exponent) instead of \(expected)")
  }

  static let leastSquares = Law<Subject>(
    "measuring.growth-least-squares",
    "Residuals about the power law do not go with size, and 1, n and n^2 are tenable if the interval contains them."
  ) { subject, _ in
    guard let answer = subject.output else { return try expect(false, "no answer") }
    let points = subject.input.points
    let places = points.map { log(Double($0.size)) }
    let center = Sample.mean(of: places)
    let correlation = zip(points, places).reduce(0) { sum, point in
      sum + (log(point.0.cost) - answer.exponent * point.1) * (point.1 - center)
    }
    try expect(abs(correlation) < 1e-8, "residuals about the exponent \(answer.exponent) go with size: \(correlation)")
    for (growth, exponent) in [(Growth.constant, 0.0), (.linear, 1), (.quadratic, 2)] {
      // At an end itself, rounding decides.
      let ends = [answer.interval.lowerBound, answer.interval.upperBound]
      if ends.contains(where: { abs($0 - exponent) < 1e-8 }) { continue }
      try expect(
        answer.tenable.contains(growth) == answer.interval.contains(exponent),
        "\(growth) is \(answer.tenable.contains(growth) ? "" : "not ")tenable, the exponent is in \(answer.interval)")
    }
  }
}
