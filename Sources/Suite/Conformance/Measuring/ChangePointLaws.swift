import Measuring
import PropertyTesting
import Randomness

/// A series of levels, noise of up to 9 around each, and steps between them that are far larger.
struct LevelsRecipe: Hashable, Sendable, CustomStringConvertible {
  /// A stretch of a series.
  struct Level: Hashable, Sendable, CustomStringConvertible {
    let height: Int
    let noise: [Int]

    var values: [Double] { noise.map { Double(height + $0) } }

    var description: String {
      noise.allSatisfy { $0 == 0 } ? "\(noise.count) times \(height)" : "\(height) + \(noise)"
    }
  }

  let levels: [Level]
  let seed: Seed

  var values: [Double] { levels.flatMap(\.values) }

  /// The first places of the levels after the first one.
  var steps: [Int] {
    levels.dropLast().reduce(into: []) { steps, level in steps.append((steps.last ?? 0) + level.noise.count) }
  }

  var description: String { "\(levels) with seed \(seed)" }
}

extension Generator<LevelsRecipe> {
  /// One to three levels. The last step is smaller than the first, so that it is found only where levels are kept apart.
  static let levels = Generator { source throws(Rejection) in
    let count = try source.integer(in: 1...3)
    var levels: [LevelsRecipe.Level] = []
    for height in [0, 10_000, 10_200].prefix(count) {
      let noise = try source.draw(Generator<[Int]>.array(of: .integer(in: 0...9), count: 3...24))
      levels.append(LevelsRecipe.Level(height: height, noise: noise))
    }
    return LevelsRecipe(levels: levels, seed: Seed(try source.integer(in: 0...0xFFFF)))
  }
}

/// A change, whoever found it.
struct FoundChange: Hashable, Sendable {
  let index: Int
  let pValue: Double
  let before: Double
  let after: Double
}

/// Changes in planted series.
enum ChangePointLaws {
  typealias Subject = RuleApplication<LevelsRecipe, [FoundChange]>

  static let suite = LawSuite<Subject>(
    subsystem: "measuring", laws: [found],
    specimens: [
      Specimen("measuring.change-points", "The E-divisive method.", of: .levels) { recipe in
        ChangePoints.find(in: recipe.values, settings: settings, seed: recipe.seed).map {
          FoundChange(index: $0.index, pValue: $0.pValue, before: $0.before, after: $0.after)
        }
      }
    ], mutants: ChangePointMutants.all)

  /// Two permutations may be as clear as a split that is made. What chance finds in addition is not judged.
  static let settings = ChangePoints.Settings(level: 0.03, permutations: 99, minimumLength: 10)

  static let found = Law<Subject>(
    "measuring.change-point-found",
    "Steps between long levels are found where they are, no level is too short, and medians and p-values are right."
  ) { subject, _ in
    let (recipe, changes) = (subject.input, subject.output)
    let values = recipe.values
    if recipe.levels.allSatisfy({ $0.noise.count >= settings.minimumLength }) {
      let missing = Set(recipe.steps).subtracting(changes.map(\.index))
      try expect(missing.isEmpty, "steps at \(missing.sorted()) are missing among \(changes.map(\.index))")
    }
    let bounds = [0] + changes.map(\.index) + [values.count]
    for (place, change) in changes.enumerated() {
      let (start, end) = (bounds[place], bounds[place + 2])
      try expect(
        min(change.index - start, end - change.index) >= settings.minimumLength,
        "levels of \(change.index - start) and \(end - change.index) values")
      let (before, after) = (Sample(values[start..<change.index]).median, Sample(values[change.index..<end]).median)
      try expect(
        change.before == before && change.after == after,
        "from \(change.before) to \(change.after), but the medians are \(before) and \(after)")
      // The series itself is one of the outcomes.
      let asClear = change.pValue * Double(settings.permutations + 1)
      try expect(
        abs(asClear - asClear.rounded()) < 1e-9 && asClear > 0.5 && change.pValue <= settings.level,
        "p = \(change.pValue)")
    }
  }
}
