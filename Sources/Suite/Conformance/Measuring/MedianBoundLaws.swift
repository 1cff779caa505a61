import Measuring
import PropertyTesting

/// Differences, and the level at which their median is bounded. Small whole numbers, many of which are equal.
struct DifferencesRecipe: Hashable, Sendable, CustomStringConvertible {
  let differences: [Int]
  let level: Double

  var values: [Double] { differences.map(Double.init) }

  var description: String { "\(differences) at level \(level)" }
}

extension Generator<DifferencesRecipe> {
  static let differences = Generator { source throws(Rejection) in
    let differences = try source.draw(Generator<[Int]>.array(of: .integer(in: -9...9), count: 0...60))
    return DifferencesRecipe(differences: differences, level: try source.draw(.element(of: [0.25, 0.05, 0.01])))
  }
}

/// Both ways of judging differences by their signs, which must come to the same.
struct SignJudgement: Sendable {
  /// The bounds on the median; nil when there are too few differences.
  var bounds: @Sendable (_ values: [Double], _ level: Double) -> (lower: Double, upper: Double)? = { values, level in
    MedianBound(of: values, level: level).map { ($0.lower, $0.upper) }
  }

  /// The p-value of "the median is at most `place`".
  var pValue: @Sendable (_ values: [Double], _ place: Double) -> Double = { values, place in
    SignTest.pValue(positives: values.count { $0 > place }, of: values.count)
  }
}

/// The bound on a median and the sign test, of which each says what the other does.
enum MedianBoundLaws {
  typealias Subject = RuleApplication<DifferencesRecipe, SignJudgement>

  static let suite = LawSuite<Subject>(
    subsystem: "measuring", laws: [agreement],
    specimens: [
      Specimen("measuring.median-bound", "Exact bounds on a median, and the sign test.", of: .differences) { _ in
        SignJudgement()
      }
    ],
    mutants: [
      mutant("drops-ties", "Differences of 0 do not count.") { judgement in
        judgement.pValue = { values, place in
          SignTest.pValue(positives: values.count { $0 > place }, of: values.count { $0 != place })
        }
      },
      mutant("upper-too-low", "The upper bound is the value before the k-th largest.") { judgement in
        judgement.bounds = { values, level in
          MedianBound(of: values, level: level).map { bound in
            (bound.lower, values.sorted()[max(0, bound.count - bound.rank - 1)])
          }
        }
      },
      mutant("unsorted", "Ranks are taken in the order of measurement.") { judgement in
        judgement.bounds = { values, level in
          MedianBound(of: values, level: level).map { (values[$0.rank - 1], values[$0.count - $0.rank]) }
        }
      },
    ])

  private static func mutant(
    _ name: String, _ fault: String, breaking: @escaping @Sendable (inout SignJudgement) -> Void
  ) -> Mutant<Subject> {
    Mutant("measuring.median-bound.\(name)", fault, killedBy: [agreement.id], of: .differences) { _ in
      var judgement = SignJudgement()
      breaking(&judgement)
      return judgement
    }
  }

  static let agreement = Law<Subject>(
    "measuring.median-bound",
    "A median up to some place is rejected by the sign test exactly if the lower bound is above it, and likewise below."
  ) { subject, _ in
    let (values, level, judgement) = (subject.input.values, subject.input.level, subject.output)
    let bounds = judgement.bounds(values, level)
    let opposites = values.map { -$0 }
    for place in stride(from: -10.0, through: 10, by: 0.5) {
      let isAbove = judgement.pValue(values, place) <= level
      let isBelow = judgement.pValue(opposites, -place) <= level
      let lower = bounds?.lower ?? -.infinity
      let upper = bounds?.upper ?? .infinity
      try expect((lower > place) == isAbove, "the test \(isAbove ? "rejects" : "allows") <= \(place), above \(lower)")
      try expect((upper < place) == isBelow, "the test \(isBelow ? "rejects" : "allows") >= \(place), below \(upper)")
    }
  }
}
