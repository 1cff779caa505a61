import Measuring
import PropertyTesting
import Randomness

/// Values, and where the resamples come from.
struct BootstrapRecipe: Hashable, Sendable, CustomStringConvertible {
  let integers: [Int]
  let confidence: Double
  let seed: Seed

  var values: [Double] { integers.map(Double.init) }

  var description: String { "\(integers) with confidence \(confidence) and seed \(seed)" }
}

extension Generator<BootstrapRecipe> {
  /// From 2 to `most` whole numbers.
  static func bootstraps(of most: Int) -> Generator {
    Generator { source throws(Rejection) in
      BootstrapRecipe(
        integers: try source.draw(Generator<[Int]>.array(of: .integer(in: -50...50), count: 2...most)),
        confidence: try source.draw(.element(of: [0.5, 0.8, 0.95])), seed: Seed(try source.integer(in: 0...0xFFFF)))
    }
  }
}

/// An interval, whoever made it.
struct FoundInterval: Hashable, Sendable {
  var estimate: Double
  var low: Double
  var high: Double
}

/// How an interval is made: from values, with a confidence, and random numbers.
typealias IntervalRule = @Sendable ([Double], Double, inout Xoshiro256StarStar) -> FoundInterval?

/// Bootstrap intervals of means.
enum BootstrapLaws {
  typealias Subject = RuleApplication<BootstrapRecipe, IntervalRule>

  static let suites = [anySuite, smallSuite]

  private static let anySuite = LawSuite<Subject>(
    subsystem: "measuring", laws: [equivariance],
    specimens: [
      Specimen("measuring.bootstrap", "The percentile bootstrap of the mean.", of: .bootstraps(of: 40)) { _ in
        bootstrap
      }
    ],
    mutants: [
      mutant("no-negatives", "Ends below 0 are taken for 0, as for times.", equivariance) {
        values, confidence, generator in
        bootstrap(values, confidence, &generator).map { interval in
          FoundInterval(estimate: interval.estimate, low: max(0, interval.low), high: max(0, interval.high))
        }
      },
      mutant("least-width", "The interval is at least 1 wide.", equivariance) { values, confidence, generator in
        bootstrap(values, confidence, &generator).map { interval in
          FoundInterval(estimate: interval.estimate, low: interval.low, high: max(interval.low + 1, interval.high))
        }
      },
      mutant("whole-numbers", "Resampled means are rounded.", equivariance) { values, confidence, generator in
        interval(values, confidence, &generator) { Sample.mean(of: $0).rounded() }
      },
    ])

  private static let smallSuite = LawSuite<Subject>(
    subsystem: "measuring", laws: [percentiles],
    specimens: [
      Specimen("measuring.bootstrap.few", "The percentile bootstrap of few values.", of: .bootstraps(of: 5)) { _ in
        bootstrap
      }
    ],
    mutants: [
      mutant("without-replacement", "Values are drawn without being put back.", percentiles) {
        values, confidence, generator in
        var values = values
        values.permute(using: &generator)
        let mean = Sample.mean(of: values)
        return FoundInterval(estimate: mean, low: mean, high: mean)
      },
      mutant("one-sided", "Each end leaves out as much as both together may.", percentiles) {
        values, confidence, generator in
        bootstrap(values, max(0.01, 2 * confidence - 1), &generator)
      },
      mutant("fewer-drawn", "A resample has one value less than the sample.", percentiles) {
        values, confidence, generator in
        let interval = interval(values, confidence, &generator) { Sample.mean(of: Array($0.dropLast())) }
        return interval.map { FoundInterval(estimate: Sample.mean(of: values), low: $0.low, high: $0.high) }
      },
    ])

  private static let bootstrap: IntervalRule = { values, confidence, generator in
    interval(values, confidence, &generator, statistic: Sample.mean)
  }

  private static func interval(
    _ values: [Double], _ confidence: Double, _ generator: inout Xoshiro256StarStar, statistic: ([Double]) -> Double
  ) -> FoundInterval? {
    BootstrapInterval(
      of: values, resamples: 1_000, confidence: confidence, using: &generator, statistic: statistic
    ).map { FoundInterval(estimate: $0.estimate, low: $0.low, high: $0.high) }
  }

  private static func mutant(
    _ name: String, _ fault: String, _ law: Law<Subject>, rule: @escaping IntervalRule
  ) -> Mutant<Subject> {
    let most = law.id == percentiles.id ? 5 : 40
    return Mutant("measuring.bootstrap.\(name)", fault, killedBy: [law.id], of: .bootstraps(of: most)) { _ in rule }
  }

  static let equivariance = Law<Subject>(
    "measuring.bootstrap-equivariance",
    "In another unit, or with another zero, the same resamples give the same interval in that unit and from that zero."
  ) { subject, _ in
    let (recipe, rule) = (subject.input, subject.output)
    func interval(scale: Double, zero: Double) -> FoundInterval? {
      var generator = recipe.seed.stream("measuring.bootstrap")
      return rule(recipe.values.map { $0 * scale + zero }, recipe.confidence, &generator)
    }
    guard let plain = interval(scale: 1, zero: 0) else { return try expect(false, "no interval") }
    for (scale, zero) in [(0.25, 0.0), (8, 0), (1, -100), (0.125, 3)] {
      guard let other = interval(scale: scale, zero: zero) else { return try expect(false, "no interval") }
      for (end, otherEnd) in [
        (plain.estimate, other.estimate), (plain.low, other.low), (plain.high, other.high),
      ] {
        try expect(
          abs(end * scale + zero - otherEnd) < 1e-9, "\(end) becomes \(otherEnd) in units of \(1 / scale) from \(-zero)"
        )
      }
    }
  }

  /// By the inequality of Dvoretzky, Kiefer and Wolfowitz (Massart 1990), a thousand resamples depart from their
  /// distribution by more than 0.09 with probability 2 exp(-16.2), 2 in 10 million.
  static let percentiles = Law<Subject>(
    "measuring.bootstrap-percentiles",
    "The ends of the interval are quantiles of the mean over all n^n equally likely samples from the values."
  ) { subject, _ in
    let (recipe, rule) = (subject.input, subject.output)
    var generator = recipe.seed.stream("measuring.bootstrap")
    guard let interval = rule(recipe.values, recipe.confidence, &generator) else {
      return try expect(false, "no interval")
    }
    let count = recipe.values.count
    var sums = [0.0]
    for _ in 0..<count { sums = sums.flatMap { sum in recipe.values.map { sum + $0 } } }
    let tail = (1 - recipe.confidence) / 2
    for (end, share) in [(interval.low, tail), (interval.high, 1 - tail)] {
      let sum = end * Double(count)
      let below = Double(sums.count { $0 < sum - 1e-9 }) / Double(sums.count)
      let upTo = Double(sums.count { $0 <= sum + 1e-9 }) / Double(sums.count)
      try expect(
        below <= share + 0.09 && upTo >= share - 0.09,
        "\(end) has the share \(below) of means below and \(upTo) up to it, not \(share)")
    }
  }
}
