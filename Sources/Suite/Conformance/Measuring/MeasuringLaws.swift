/// The laws of the statistical rules by which measurements are judged.
///
/// Each rule is held against what it is a short cut for: sums of whole numbers, all sets of hypotheses, all pairs of
/// values, all samples of a sample.
enum MeasuringLaws {
  /// All of them, ready to be run.
  static let checks = parts.flatMap(\.checks)

  /// The broken rules, for the list of everything.
  static let mutants = parts.flatMap(\.mutants)

  private typealias Part = (checks: [LawCheck], mutants: [(id: String, summary: String)])

  private static let parts: [Part] =
    [part(ExactBoundLaws.suite), part(MedianBoundLaws.suite)] + MultipleTestingLaws.suites.map(part)
    + [part(EnergySplitLaws.suite), part(ChangePointLaws.suite)] + GrowthLaws.suites.map(part)
    + BootstrapLaws.suites.map(part)

  private static func part<Subject>(_ suite: LawSuite<Subject>) -> Part {
    (suite.checks, suite.mutants.map { ($0.specimen.id, $0.specimen.summary) })
  }
}
