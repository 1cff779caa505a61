import Measuring
import PropertyTesting
import Randomness

/// Broken ways to look for changes.
enum ChangePointMutants {
  typealias Place = (index: Int, pValue: Double)

  static let all = [
    mutant("short-levels", "Levels may have three values, whatever is asked for.") { recipe in
      var settings = ChangePointLaws.settings
      settings.minimumLength = 3
      return changes(places(recipe, settings), in: recipe)
    },
    mutant("one-early", "The last value of the old level is reported.") { recipe in
      changes(places(recipe).map { ($0.index - 1, $0.pValue) }, in: recipe)
    },
    mutant("no-plus-one", "P-values do not count the series itself, so that they can be 0.") { recipe in
      let permutations = Double(ChangePointLaws.settings.permutations)
      return changes(
        places(recipe).map { ($0.index, ($0.pValue * (permutations + 1) - 1) / permutations) }, in: recipe)
    },
    mutant("only-one", "Nothing is looked for on either side of the largest change.") { recipe in
      let largest = changes(places(recipe), in: recipe).max { abs($0.after - $0.before) < abs($1.after - $1.before) }
      return changes(largest.map { [($0.index, $0.pValue)] } ?? [], in: recipe)
    },
    mutant("means", "Levels are told by their means.") { recipe in
      changes(places(recipe), in: recipe) { Sample.mean(of: Array($0)) }
    },
    mutant("permutes-everything", "Permutations do not respect the changes that are known.") { recipe in
      changes(permutingEverything(recipe), in: recipe)
    },
  ]

  private static func mutant(
    _ name: String, _ fault: String, rule: @escaping @Sendable (LevelsRecipe) -> [FoundChange]
  ) -> Mutant<ChangePointLaws.Subject> {
    Mutant(
      "measuring.change-points.\(name)", fault, killedBy: [ChangePointLaws.found.id], of: .levels, rule: rule)
  }

  private static func places(
    _ recipe: LevelsRecipe, _ settings: ChangePoints.Settings = ChangePointLaws.settings
  ) -> [Place] {
    ChangePoints.find(in: recipe.values, settings: settings, seed: recipe.seed).map { ($0.index, $0.pValue) }
  }

  /// Changes at some places, with what lies between them.
  private static func changes(
    _ places: [Place], in recipe: LevelsRecipe, level: (ArraySlice<Double>) -> Double = { Sample($0).median }
  ) -> [FoundChange] {
    let values = recipe.values
    let bounds = [0] + places.map(\.index) + [values.count]
    let levels = zip(bounds, bounds.dropFirst()).map { level(values[$0..<$1]) }
    return places.indices.map {
      FoundChange(index: places[$0].index, pValue: places[$0].pValue, before: levels[$0], after: levels[$0 + 1])
    }
  }

  /// Of two changes, the second is kept only if it is clearer than what permutations of the whole series give.
  private static func permutingEverything(_ recipe: LevelsRecipe) -> [Place] {
    let (places, settings) = (places(recipe), ChangePointLaws.settings)
    guard places.count == 2 else { return places }
    var generator = recipe.seed.stream("measuring.permutes-everything")
    var values = recipe.values
    let statistic = clearest(Array(values[places[0].index...]))
    let asClear = (0..<settings.permutations).count { _ in
      values.permute(using: &generator)
      return clearest(values) >= statistic
    }
    return Double(asClear + 1) <= settings.level * Double(settings.permutations + 1) ? places : [places[0]]
  }

  private static func clearest(_ values: [Double]) -> Double {
    EnergySplit.best(of: values, side: ChangePointLaws.settings.minimumLength)?.statistic ?? 0
  }
}
