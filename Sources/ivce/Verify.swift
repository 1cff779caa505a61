import ArgumentParser
import Conformance
import Foundation
import Measuring
import ModelChecking
import PropertyTesting
import Reporting

/// `ivce verify`.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check laws on every implementation, that every mutant is noticed, and models in all their states.",
    discussion: """
      Laws are tested on generated cases; what violates one is made as simple as it goes and kept in a folder, to be tried first \
      the next time. Models are searched. Challenges say how simple the counterexamples of the property engine become.
      """)

  @Argument(
    help: ArgumentHelp(
      "Laws, challenges and models whose id starts with one of these, such as overlay, properties or checker; all when none is given."
    ))
  var filters: [String] = []

  @OptionGroup var seed: SeedOption

  @Option(help: ArgumentHelp("Cases of each law and implementation, 1...100000.", valueName: "number"))
  var cases = 100

  @Option(help: ArgumentHelp("Stop after so many seconds; laws that are left are incomplete.", valueName: "seconds"))
  var budget: Double?

  @Flag(help: "Search the large models, too; a budget includes them as well.")
  var large = false

  @Option(
    help: ArgumentHelp("Write the counterexample of each violated model there, a file each.", valueName: "folder"))
  var traces: String?

  @Flag(help: "Show the simplest case in which each mutant is noticed.")
  var examples = false

  @Option(
    help: ArgumentHelp(
      "Where cases that violate a law are kept, to be tried first the next time; none to keep nothing.",
      valueName: "folder"))
  var failures = FailureFolder.standard.path

  @OptionGroup var search: SearchOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try (1...100_000).check(cases, of: "--cases")
    if failures.isEmpty { throw UsageError("--failures must name a folder, or be none") }
    if let budget, !(budget >= 0) { throw UsageError("--budget must be 0 or more seconds, not \(budget)") }
    let checks = Catalog.checks(matching: filters)
    let models = Catalog.models(matching: filters, includesLarge: large || budget != nil)
    let challenges = Catalog.challenges(matching: filters)
    let calibrates = Catalog.calibrates(matching: filters)
    guard !checks.isEmpty || !challenges.isEmpty || !models.isEmpty || calibrates else {
      throw UsageError(
        "no law, challenge, model or calibration has an id that starts with \(filters.joined(separator: " or ")); see ivce list"
      )
    }
    let search = try search.modelSearch(seed: seed.seed)
    if let traces { try makeFolder(traces) }
    Interruption.listen()
    let stopwatch = Stopwatch()
    var report = verify(
      checks, challenges, models, search: search, laws: laws, budget: budget, quiet: output.quiet)
    if calibrates { report.calibrations = try await calibrate(budget: budget.map { max(0, $0 - stopwatch.seconds) }) }
    var table = report.table(reproduce: commandLine, seed: seed.seed)
    if examples { table.notes.insert(contentsOf: report.examples, at: 0) }
    try output.write(table)
    if let traces { try write(report.models.compactMap { $0.outcome?.counterexample?.stored }, to: traces) }
    if report.isBad { throw LawViolated() }
    if report.isIncomplete { throw Undecided() }
  }

  /// This program is measured by itself.
  private func calibrate(budget: Double?) async throws -> [CalibrationVerdict] {
    var calibration = Calibration(program: KernelProgram(try OwnProgram.path), seed: seed.seed)
    if let budget { calibration.budget = min(budget, Calibration.standardBudget) }
    calibration.isInterrupted = { Interruption.wasAsked }
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    return try await Interruption.cancelling { [calibration] in
      try await calibration.run(processors: Machine.allowedProcessors) { progress.update($0) }
    }
  }

  private var laws: LawSettings {
    var laws = LawSettings(cases: cases, seed: seed.seed)
    laws.failures = failures == "none" ? nil : FailureFolder(path: failures)
    return laws
  }

  /// Before anything is searched, so that nothing is searched in vain.
  private func makeFolder(_ folder: String) throws {
    if folder.isEmpty { throw UsageError("--traces must name a folder") }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StoredTraceError(.output, path: folder, expected: "a folder", found: "none, and none can be made there")
    }
  }

  private func write(_ stored: [StoredTrace], to folder: String) throws {
    for trace in stored { try trace.write(toFile: "\(folder)/\(trace.model).json") }
  }

  private var commandLine: String {
    let arguments =
      filters.map(ShellText.quoted) + ["--cases \(cases)", "--seed \(seed.value)"]
      + (budget.map { ["--budget \($0)"] } ?? []) + (large ? ["--large"] : []) + (examples ? ["--examples"] : [])
      + search.arguments
    return "ivce verify " + arguments.joined(separator: " ")
  }
}
