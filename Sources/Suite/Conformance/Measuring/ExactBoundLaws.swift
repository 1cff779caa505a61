import ExactNumbers
import Foundation
import Measuring
import PropertyTesting

/// A number of differences, and the level at which their median is bounded.
struct BoundRecipe: Hashable, Sendable, CustomStringConvertible {
  let count: Int
  /// A fraction with a power of two below, so that sums of binomial coefficients can meet it exactly.
  let level: Double

  var description: String { "n = \(count), level \(level)" }
}

extension Generator<BoundRecipe> {
  static let bounds = Generator { source throws(Rejection) in
    let bits = try source.integer(in: 1...12)
    let numerator = try source.integer(in: 1...(1 << bits) - 1)
    return BoundRecipe(count: try source.integer(in: 0...400), level: Double(numerator) / Double(1 << bits))
  }
}

/// The rank of the exact bound on a median, against sums of whole binomial coefficients.
enum ExactBoundLaws {
  typealias Subject = RuleApplication<BoundRecipe, Int?>

  static let suite = LawSuite<Subject>(
    subsystem: "measuring", laws: [exactBound],
    specimens: [
      Specimen("measuring.sign-test", "The rank of the exact bound on a median.", of: .bounds) {
        SignTest.boundRank(count: $0.count, level: $0.level)
      }
    ],
    mutants: [
      mutant("rank-too-high", "The bound is the next larger value.") { recipe in
        SignTest.boundRank(count: recipe.count, level: recipe.level).map { $0 + 1 }
      },
      mutant("strict", "A tail that equals the level is taken for more.") { recipe in
        SignTest.boundRank(count: recipe.count, level: recipe.level.nextDown)
      },
      mutant("two-sided", "The level is shared between both bounds.") { recipe in
        SignTest.boundRank(count: recipe.count, level: recipe.level / 2)
      },
      mutant("normal-approximation", "The binomial distribution is taken for a normal one.") { recipe in
        (1..<recipe.count + 1).last { rank in
          let distance = Double(rank) - 0.5 - Double(recipe.count) / 2
          return erfc(-distance / (Double(recipe.count) / 2).squareRoot()) / 2 <= recipe.level
        }
      },
    ])

  private static func mutant(
    _ name: String, _ fault: String, rule: @escaping @Sendable (BoundRecipe) -> Int?
  ) -> Mutant<Subject> {
    Mutant("measuring.sign-test.\(name)", fault, killedBy: [exactBound.id], of: .bounds, rule: rule)
  }

  static let exactBound = Law<Subject>(
    "measuring.exact-bound",
    "The rank is the largest k such that at most the level of all 2^n sequences of signs have fewer than k minuses."
  ) { subject, _ in
    let recipe = subject.input
    guard let level = Rational(exactly: recipe.level) else { return }
    let sequences = Rational(BigInt(2).power(recipe.count))
    var (expected, sum, coefficient) = (0, BigInt(1), BigInt(1))
    while expected < recipe.count, Rational(sum) <= level * sequences {
      coefficient = coefficient * BigInt(recipe.count - expected) / BigInt(expected + 1)
      sum += coefficient
      expected += 1
    }
    let rank = subject.output
    try expect(rank == (expected == 0 ? nil : expected), "rank \(rank ?? 0) instead of \(expected)")
  }
}
