import Measuring
import PropertyTesting

/// P-values, and the level at which hypotheses are rejected: multiples of 1/64, so that products with small numbers are
/// exact and comparisons meet equality.
struct PValuesRecipe: Hashable, Sendable, CustomStringConvertible {
  let numerators: [Int]
  let levelNumerator: Int

  var pValues: [Double] { numerators.map { Double($0) / 64 } }
  var level: Double { Double(levelNumerator) / 64 }

  var description: String { "\(numerators)/64 at level \(levelNumerator)/64" }
}

extension Generator<PValuesRecipe> {
  static let pValues = Generator { source throws(Rejection) in
    PValuesRecipe(
      numerators: try source.draw(Generator<[Int]>.array(of: .integer(in: 0...64), count: 1...7)),
      levelNumerator: try source.integer(in: 1...63))
  }
}

/// Corrections for many tests, against what they are defined by.
enum MultipleTestingLaws {
  /// Which hypotheses are rejected.
  typealias Subject = RuleApplication<PValuesRecipe, [Bool]>

  static let suites = [holmSuite, benjaminiHochbergSuite]

  private static let holmSuite = LawSuite<Subject>(
    subsystem: "measuring", laws: [holm],
    specimens: [
      Specimen("measuring.holm", "Holm's adjusted p-values.", of: .pValues) { recipe in
        MultipleTesting.rejections(of: MultipleTesting.holm(recipe.pValues), level: recipe.level)
      }
    ],
    mutants: [
      mutant("measuring.holm.bonferroni", "All p-values get the factor of the smallest.", holm) { recipe in
        recipe.pValues.map { $0 * Double(recipe.pValues.count) <= recipe.level }
      },
      mutant("measuring.holm.goes-on", "P-values after the first that is too large are still looked at.", holm) {
        $0.byRank { p, rank, recipe in p * Double(recipe.pValues.count - rank + 1) <= recipe.level }
      },
      mutant("measuring.holm.factor-too-small", "Each p-value gets the factor of the next.", holm) {
        $0.downFromSmallest { p, rank, recipe in p * Double(max(1, recipe.pValues.count - rank)) <= recipe.level }
      },
      mutant("measuring.holm.strict", "A p-value that equals its bound is not rejected.", holm) {
        $0.downFromSmallest { p, rank, recipe in p * Double(recipe.pValues.count - rank + 1) < recipe.level }
      },
      mutant("measuring.holm.sorted", "Answers come in the order of p-values, not of hypotheses.", holm) { recipe in
        MultipleTesting.rejections(of: MultipleTesting.holm(recipe.pValues.sorted()), level: recipe.level)
      },
    ])

  private static let benjaminiHochbergSuite = LawSuite<Subject>(
    subsystem: "measuring", laws: [benjaminiHochberg],
    specimens: [
      Specimen("measuring.benjamini-hochberg", "Benjamini's and Hochberg's adjusted p-values.", of: .pValues) {
        recipe in
        MultipleTesting.rejections(of: MultipleTesting.benjaminiHochberg(recipe.pValues), level: recipe.level)
      }
    ],
    mutants: [
      mutant(
        "measuring.benjamini-hochberg.step-down", "It ends at the first p-value above its bound.", benjaminiHochberg
      ) {
        $0.downFromSmallest { p, rank, recipe in p * Double(recipe.pValues.count) <= recipe.level * Double(rank) }
      },
      mutant(
        "measuring.benjamini-hochberg.each-by-itself", "Smaller p-values are not rejected along with a larger one.",
        benjaminiHochberg
      ) {
        $0.byRank { p, rank, recipe in p * Double(recipe.pValues.count) <= recipe.level * Double(rank) }
      },
      mutant("measuring.benjamini-hochberg.holm", "It bounds the chance of any false rejection.", benjaminiHochberg) {
        MultipleTesting.rejections(of: MultipleTesting.holm($0.pValues), level: $0.level)
      },
      mutant("measuring.benjamini-hochberg.no-correction", "P-values stay as they are.", benjaminiHochberg) { recipe in
        recipe.pValues.map { $0 <= recipe.level }
      },
    ])

  private static func mutant(
    _ id: String, _ fault: String, _ law: Law<Subject>, rule: @escaping @Sendable (PValuesRecipe) -> [Bool]
  ) -> Mutant<Subject> {
    Mutant(id, fault, killedBy: [law.id], of: .pValues, rule: rule)
  }

  /// The closure principle of Marcus, Peritz and Gabriel 1976, of which Holm's steps are a short cut.
  static let holm = Law<Subject>(
    "measuring.holm",
    "A hypothesis is rejected exactly if Bonferroni's test rejects every set of hypotheses that contains it."
  ) { subject, _ in
    let (pValues, rejections) = (subject.input.pValues, subject.output)
    for hypothesis in pValues.indices {
      let survivor = (1..<1 << pValues.count).first { set in
        guard set >> hypothesis & 1 == 1 else { return false }
        let members = pValues.indices.filter { set >> $0 & 1 == 1 }
        return members.allSatisfy { pValues[$0] * Double(members.count) > subject.input.level }
      }
      try expect(
        rejections[hypothesis] == (survivor == nil),
        "p = \(pValues[hypothesis]) is \(rejections[hypothesis] ? "" : "not ")rejected")
    }
  }

  static let benjaminiHochberg = Law<Subject>(
    "measuring.benjamini-hochberg",
    "With k the largest rank whose p-value is at most k / m times the level, the k smallest are rejected, and no more."
  ) { subject, _ in
    let (pValues, rejections) = (subject.input.pValues, subject.output)
    let count = Double(pValues.count)
    let sorted = pValues.sorted()
    let last = sorted.indices.last { sorted[$0] * count <= Double($0 + 1) * subject.input.level }
    for (p, isRejected) in zip(pValues, rejections) {
      let expected = last.map { p <= sorted[$0] } ?? false
      try expect(isRejected == expected, "p = \(p) is \(isRejected ? "" : "not ")rejected")
    }
  }
}

extension PValuesRecipe {
  /// Judges each p-value by itself, at its rank from 1.
  fileprivate func byRank(_ isRejected: (Double, Int, PValuesRecipe) -> Bool) -> [Bool] {
    var rejections = pValues.map { _ in false }
    for (place, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      rejections[index] = isRejected(pValues[index], place + 1, self)
    }
    return rejections
  }

  /// Judges p-values from the smallest to the first that is not rejected.
  fileprivate func downFromSmallest(_ isRejected: (Double, Int, PValuesRecipe) -> Bool) -> [Bool] {
    var hasEnded = false
    return byRank { p, rank, recipe in
      hasEnded = hasEnded || !isRejected(p, rank, recipe)
      return !hasEnded
    }
  }
}
