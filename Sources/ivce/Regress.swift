import ArgumentParser
import Benchmarking
import Conformance
import Foundation
import Measuring
import Randomness
import Reporting
import RunStore

/// `ivce regress`.
struct Regress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether one build is slower than another, kernel by kernel: faster, slower, same or undecided.",
    discussion: """
      WHAT is an executable file (with a slash in its name, or file:NAME); a git revision of the project that the command runs in, \
      which is built in release in a worktree of its own below .ivce (revision:NAME); or a baseline or run of the store \
      (baseline:NAME, run:ID), whose revision is built again. Both are asked for samples in adjacent pairs of fresh processes, each pair in random order; a change needs an exact bound, a margin, \
      and as much again on fresh pairs. Two stored runs of which one has no revision, an imported one for example, are compared by their stored \
      times, and only changes beyond 10 per cent are told.

      Exit codes: 1 if a kernel got slower; 75 if something is undecided; 65 if a build is broken or a kernel could not be compared; 66 if \
      there is no such build.
      """)

  @Argument(
    help: ArgumentHelp("Kernels whose id starts with one of these; all that both builds know when none is given."))
  var filters: [String] = []

  @Option(help: ArgumentHelp("The build that is held against.", valueName: "what"))
  var base: String

  @Option(help: ArgumentHelp("The build in question.", valueName: "what"))
  var head: String

  @Option(help: ArgumentHelp("The executable product that revisions are built into.", valueName: "name"))
  var product = "ivce"

  @Option(help: ArgumentHelp("The size of all kernels; each one's own standard by default.", valueName: "number"))
  var size: Int?

  @Flag(help: "Compare how the cost of an operation grows over each kernel's series of sizes, in place of the cost.")
  var growth = false

  @Option(help: ArgumentHelp("Pairs by which a change is suspected, 7...10000.", valueName: "number"))
  var pairs = ChangeRule().pairs

  @Option(help: ArgumentHelp("Fresh pairs that confirm it, 7...10000.", valueName: "number"))
  var confirmations = ChangeRule().confirmations

  @Option(help: ArgumentHelp("The smallest change that is to be found, in per cent.", valueName: "percent"))
  var detect = 100 * ChangeRule().detection

  @Option(
    help: ArgumentHelp(
      "The processor that kernels of one thread are held on: a number, or none. By default the first.",
      valueName: "number"))
  var pin: String?

  @Option(help: ArgumentHelp("Seconds after which a process that gives no sample is ended.", valueName: "seconds"))
  var timeLimit = 60.0

  @Flag(help: "Compare a build with itself all the same: what is said then is noise.")
  var allowEqual = false

  @Flag(help: "Print a comment for a pull request in Markdown.")
  var markdown = false

  @OptionGroup var keep: KeepOption
  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try checkOptions()
    let (rule, processor) = (try rule, try processor)
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    let source = BuildSource(product: product, timeLimit: timeLimit, store: keep.path) { progress.update($0) }
    if let stored = try storedRuns(source) { return try compare(stored) }
    let names = (base: base, head: head)
    let (base, head) = try await Interruption.cancelling {
      (try await source.build(names.base), try await source.build(names.head))
    }
    if !allowEqual { try BuildSource.checkDifference(base, head) }
    var regression = Regression(base: base, head: head, seed: seed.seed)
    regression.filters = filters
    regression.size = size
    regression.comparesGrowth = growth
    regression.rule = rule
    regression.processor = processor
    let store = try keep.open()
    let circumstances = RunCircumstances(command: commandLine, program: Catalog.program, seed: seed.seed)
    regression.isInterrupted = { Interruption.wasAsked }
    let report = try await Interruption.cancelling { [regression] in
      try await regression.run { progress.update($0) }
    }
    progress.finish()
    guard !report.rows.isEmpty || !report.unreached.isEmpty else {
      throw UsageError("neither build knows a kernel whose id starts with \(filters.joined(separator: " or "))")
    }
    var table = report.table(
      header: Catalog.header(commandLine), seed: seed.seed, metadata: Catalog.metadata(commandLine))
    let runs = await circumstances.runs(of: report)
    let failure = runs.head.series.isEmpty ? nil : store.flatMap { keep.add([runs.base, runs.head], to: $0, &table) }
    if markdown {
      try write(report.markdown(reproduce: commandLine, machine: Machine.current.summary))
    } else {
      try output.write(table)
    }
    if report.isBad { throw LawViolated() }
    if let failure { throw failure }
    if !report.failures.isEmpty { throw NotCompared() }
    if report.isIncomplete { throw Undecided() }
  }

  private func write(_ text: String) throws {
    try (output.output.map { OutputSink.file($0) } ?? .standardOutput).write(text)
  }

  /// Both stored runs, if both are and one of them cannot be built again.
  private func storedRuns(_ source: BuildSource) throws -> (base: StoredRun, head: StoredRun)? {
    guard let base = try source.storedRun(base), let head = try source.storedRun(head) else { return nil }
    return [base, head].allSatisfy { $0.revision != nil && !$0.isModified } ? nil : (base, head)
  }

  private func compare(_ runs: (base: StoredRun, head: StoredRun)) throws {
    if markdown || growth {
      throw UsageError("stored times are compared as a table: leave out --markdown and --growth")
    }
    if runs.base.id == runs.head.id { throw UsageError("base and head are the same run: there is nothing to compare") }
    let changes = StoredComparison(seed: seed.seed).compare(base: runs.base, head: runs.head).filter { change in
      filters.isEmpty || filters.contains { change.kernel.hasPrefix($0) }
    }
    guard !changes.isEmpty else { throw UsageError("the two runs have no times of the same kernel, size and unit") }
    try output.write(
      StoredComparisonTable.of(
        changes, base: base, head: head, header: Catalog.header(commandLine), seed: seed.seed,
        metadata: Catalog.metadata(commandLine)))
    if changes.contains(where: { $0.verdict == .slower }) { throw LawViolated() }
    if changes.contains(where: { $0.verdict == .undecided }) { throw Undecided() }
  }

  private func checkOptions() throws {
    if markdown && output.format != .text { throw UsageError("--markdown is a format of its own: leave out --format") }
    if growth && size != nil { throw UsageError("--growth compares a series of sizes: --size is for one") }
    guard timeLimit > 0, timeLimit <= 86_400 else {
      throw UsageError("--time-limit must be in 0...86400 seconds, not \(timeLimit)")
    }
  }

  private var rule: ChangeRule {
    get throws {
      var rule = ChangeRule()
      try (rule.fewestPairs...10_000).check(pairs, of: "--pairs")
      try (rule.fewestPairs...10_000).check(confirmations, of: "--confirmations")
      guard detect >= 0.1, detect <= 1_000 else {
        throw UsageError("--detect must be in 0.1...1000 per cent, not \(detect)")
      }
      (rule.pairs, rule.confirmations, rule.detection) = (pairs, confirmations, detect / 100)
      return rule
    }
  }

  private var processor: Int? {
    get throws {
      let allowed = Machine.allowedProcessors
      switch pin {
      case nil: return allowed.first
      case "none": return nil
      case let text?:
        guard let number = Int(text), allowed.contains(number) else {
          throw UsageError(
            "--pin must be none or one of the processors \(allowed.map(String.init).joined(separator: ", ")), not \(text)"
          )
        }
        return number
      }
    }
  }

  private var commandLine: String {
    let standard = ChangeRule()
    var arguments = filters.map(ShellText.quoted)
    arguments += ["--base \(ShellText.quoted(base))", "--head \(ShellText.quoted(head))"]
    if product != "ivce" { arguments.append("--product \(ShellText.quoted(product))") }
    if let size { arguments.append("--size \(size)") }
    if growth { arguments.append("--growth") }
    if pairs != standard.pairs { arguments.append("--pairs \(pairs)") }
    if confirmations != standard.confirmations { arguments.append("--confirmations \(confirmations)") }
    if detect != 100 * standard.detection { arguments.append("--detect \(detect)") }
    if let pin { arguments.append("--pin \(pin)") }
    if timeLimit != 60 { arguments.append("--time-limit \(timeLimit)") }
    if allowEqual { arguments.append("--allow-equal") }
    if markdown { arguments.append("--markdown") }
    arguments += keep.arguments
    return "ivce regress " + (arguments + ["--seed \(seed.value)"]).joined(separator: " ")
  }
}

/// A kernel could not be compared; the table that was printed says why.
struct NotCompared: Error {}
