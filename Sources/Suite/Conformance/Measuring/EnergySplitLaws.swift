import Measuring
import PropertyTesting

/// A series of whole numbers, whose distances add up exactly, and how many values either side of a split has at least.
struct SeriesRecipe: Hashable, Sendable, CustomStringConvertible {
  let series: [Int]
  let side: Int

  var values: [Double] { series.map(Double.init) }

  var description: String { "\(series) with sides of \(side) or more" }
}

extension Generator<SeriesRecipe> {
  static let series = Generator { source throws(Rejection) in
    SeriesRecipe(
      series: try source.draw(Generator<[Int]>.array(of: .integer(in: 0...20), count: 0...20)),
      side: try source.integer(in: 2...4))
  }
}

/// The energy statistic and its maximum as they are written down: double sums over each pair of samples, for all of
/// them. O(n^4).
struct LiteralEnergy: Sendable {
  /// By what the sum of distances within n values is divided.
  var pairs: @Sendable (Double) -> Double = { $0 * ($0 - 1) / 2 }
  /// How samples of n and m values are weighted.
  var weight: @Sendable (Double, Double) -> Double = { $0 * $1 / ($0 + $1) }
  /// Whether the later sample may end before the series does.
  var endsAnywhere = true

  func statistic(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    let (n, m) = (Double(x.count), Double(y.count))
    let mean = 2 * distances(x, y) / (n * m)
    return weight(n, m) * (mean - distances(x, x) / 2 / pairs(n) - distances(y, y) / 2 / pairs(m))
  }

  func best(of values: [Double], side: Int) -> FoundSplit? {
    all(of: values, side: side).max { $0.statistic < $1.statistic }
  }

  /// All splits with sides of so many values or more.
  func all(of values: [Double], side: Int) -> [FoundSplit] {
    stride(from: side, through: values.count - side, by: 1).flatMap { index in
      (endsAnywhere ? index + side...values.count : values.count...values.count).map { end in
        FoundSplit(index: index, end: end, statistic: statistic(values[..<index], values[index..<end]))
      }
    }
  }

  private func distances(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    x.reduce(0) { sum, value in y.reduce(sum) { $0 + abs(value - $1) } }
  }
}

/// A split, whoever found it.
struct FoundSplit: Hashable, Sendable {
  let index: Int
  let end: Int
  let statistic: Double
}

extension FoundSplit {
  init(_ split: EnergySplit) { self.init(index: split.index, end: split.end, statistic: split.statistic) }
}

/// The clearest split of a series, found in one pass, against the formula.
enum EnergySplitLaws {
  typealias Subject = RuleApplication<SeriesRecipe, FoundSplit?>

  static let suite = LawSuite<Subject>(
    subsystem: "measuring", laws: [statistic],
    specimens: [
      Specimen("measuring.energy-split", "The clearest split of a series.", of: .series) { recipe in
        EnergySplit.best(of: recipe.values, side: recipe.side).map(FoundSplit.init)
      }
    ],
    mutants: [
      mutant("averages-with-itself", "Means within a sample count the distance of a value to itself.") { recipe in
        LiteralEnergy(pairs: { $0 * $0 / 2 }).best(of: recipe.values, side: recipe.side)
      },
      mutant("pairs-twice", "Means within a sample count each pair once and divide by twice as many.") { recipe in
        LiteralEnergy(pairs: { $0 * ($0 - 1) }).best(of: recipe.values, side: recipe.side)
      },
      mutant("unweighted", "Samples of all sizes weigh the same.") { recipe in
        LiteralEnergy(weight: { _, _ in 1 }).best(of: recipe.values, side: recipe.side)
      },
      mutant("only-to-the-end", "The later sample never ends before the series.") { recipe in
        LiteralEnergy(endsAnywhere: false).best(of: recipe.values, side: recipe.side)
      },
      mutant("short-sides", "Sides may have two values, whatever is asked for.") { recipe in
        EnergySplit.best(of: recipe.values, side: 2).map(FoundSplit.init)
      },
      mutant("first-summit", "The search ends at the first start whose best end is worse than for the start before.") {
        recipe in
        let summits = Dictionary(grouping: LiteralEnergy().all(of: recipe.values, side: recipe.side), by: \.index)
          .compactMap { $0.value.max { $0.statistic < $1.statistic } }
          .sorted { $0.index < $1.index }
        return zip(summits, summits.dropFirst()).first { $0.statistic > $1.statistic }?.0 ?? summits.last
      },
    ])

  private static func mutant(
    _ name: String, _ fault: String, rule: @escaping @Sendable (SeriesRecipe) -> FoundSplit?
  ) -> Mutant<Subject> {
    Mutant("measuring.energy-split.\(name)", fault, killedBy: [statistic.id], of: .series, rule: rule)
  }

  static let statistic = Law<Subject>(
    "measuring.change-point-statistic",
    "The clearest split has the statistic of the formula, and no other start or end of the later sample has a larger one."
  ) { subject, _ in
    let recipe = subject.input
    let literal = LiteralEnergy()
    guard let best = literal.best(of: recipe.values, side: recipe.side) else {
      return try expect(subject.output == nil, "a split of too few values")
    }
    guard let split = subject.output else { return try expect(false, "no split, but there is \(best)") }
    try expect(
      split.index >= recipe.side && split.end >= split.index + recipe.side && split.end <= recipe.values.count,
      "the split at \(split.index) up to \(split.end) has a short side")
    let statistic = literal.statistic(recipe.values[..<split.index], recipe.values[split.index..<split.end])
    try expect(
      abs(statistic - split.statistic) < 1e-9, "\(split.statistic) at \(split.index), the formula gives \(statistic)")
    try expect(best.statistic - statistic < 1e-9, "the split at \(best.index) has the statistic \(best.statistic)")
  }
}
