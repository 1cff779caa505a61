import ArgumentParser
import Conformance
import Randomness
import Reporting

/// `ivce` alone: the comparisons of the standard overlays and of all matchers, and the check of every law, at sizes that take about a minute.
struct Tour: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the standard overlays and all matchers at a moderate size and check every law (the default).")

  @OptionGroup var seed: SeedOption

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func run() throws {
    let sink = OutputSink.standardOutput
    try CompareOverlay.parse(["--seed", "\(seed.value)"] + (quiet ? ["--quiet"] : [])).run()
    try sink.write("\n")
    try CompareMatching.parse(["--workload", "P,D", "--subscriptions", "10000"] + (quiet ? ["--quiet"] : [])).run()

    let report = verify(
      Catalog.checks, Catalog.challenges, Catalog.models(matching: []), laws: LawSettings(cases: 50, seed: seed.seed),
      budget: nil,
      quiet: quiet)
    let table = report.table(reproduce: "ivce verify --cases 50 --seed \(seed.value)", seed: seed.seed)
    try sink.write("\n" + table.rendered(as: .text))
    if report.isBad { throw LawViolated() }
    if report.isIncomplete { throw Undecided() }
  }
}

/// Runs checks under a progress line.
func verify(
  _ checks: [LawCheck], _ challenges: [ShrinkingChallenge], _ models: [ModelCheck],
  search: ModelSearch = .onAllCores, laws: LawSettings, budget: Double?, quiet: Bool
) -> VerificationReport {
  let progress = ProgressLine(isQuiet: quiet)
  defer { progress.finish() }
  return VerificationReport(
    running: checks, challenges: challenges, models: models, search: search, laws: laws, budget: budget
  ) { progress.update($0) }
}
