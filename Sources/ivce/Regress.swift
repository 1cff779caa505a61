import ArgumentParser
import Benchmarking
import Conformance
import Foundation
import Measuring
import Randomness
import Reporting

/// `ivce regress`.
struct Regress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether one build is slower than another, kernel by kernel: faster, slower, same or undecided.",
    discussion: """
      WHAT is an executable file (with a slash in its name, or file:NAME), or a git revision of the project that the command runs in, \
      which is built in release in a worktree of its own below .ivce (revision:NAME). \
      Both are asked for samples in adjacent pairs of fresh processes, each pair in random order; a change needs an exact bound, a margin, \
      and as much again on fresh pairs.

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

  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() async throws {
    var regression = try await regression()
    Interruption.listen()
    regression.isInterrupted = { Interruption.wasAsked }
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    let report = try await regression.run { progress.update($0) }
    progress.finish()
    guard !report.rows.isEmpty || !report.unreached.isEmpty else {
      throw UsageError("neither build knows a kernel whose id starts with \(filters.joined(separator: " or "))")
    }
    try write(report)
    if report.isBad { throw LawViolated() }
    if !report.failures.isEmpty { throw NotCompared() }
    if report.isIncomplete { throw Undecided() }
  }

  private func write(_ report: RegressionReport) throws {
    if markdown {
      let text = report.markdown(reproduce: commandLine, machine: Machine.current.summary)
      return try (output.output.map { OutputSink.file($0) } ?? .standardOutput).write(text)
    }
    try output.write(
      report.table(
        header: Catalog.header(commandLine), seed: seed.seed, metadata: Catalog.metadata(commandLine)))
  }

  private func regression() async throws -> Regression {
    if markdown && output.format != .text { throw UsageError("--markdown is a format of its own: leave out --format") }
    var rule = ChangeRule()
    try (rule.fewestPairs...10_000).check(pairs, of: "--pairs")
    try (rule.fewestPairs...10_000).check(confirmations, of: "--confirmations")
    guard detect >= 0.1, detect <= 1_000 else {
      throw UsageError("--detect must be in 0.1...1000 per cent, not \(detect)")
    }
    guard timeLimit > 0, timeLimit <= 86_400 else {
      throw UsageError("--time-limit must be in 0...86400 seconds, not \(timeLimit)")
    }
    (rule.pairs, rule.confirmations, rule.detection) = (pairs, confirmations, detect / 100)
    let processor = try processor
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    let builds = BuildSource(product: product, timeLimit: timeLimit) { progress.update($0) }
    let (base, head) = (try await builds.build(base), try await builds.build(head))
    if !allowEqual { try BuildSource.checkDifference(base, head) }
    var regression = Regression(base: base, head: head, seed: seed.seed)
    regression.filters = filters
    regression.size = size
    regression.rule = rule
    regression.processor = processor
    return regression
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
    if pairs != standard.pairs { arguments.append("--pairs \(pairs)") }
    if confirmations != standard.confirmations { arguments.append("--confirmations \(confirmations)") }
    if detect != 100 * standard.detection { arguments.append("--detect \(detect)") }
    if let pin { arguments.append("--pin \(pin)") }
    if timeLimit != 60 { arguments.append("--time-limit \(timeLimit)") }
    if allowEqual { arguments.append("--allow-equal") }
    if markdown { arguments.append("--markdown") }
    return "ivce regress " + (arguments + ["--seed \(seed.value)"]).joined(separator: " ")
  }
}

/// A kernel could not be compared; the table that was printed says why.
struct NotCompared: Error {}
