import ArgumentParser
import Benchmarking
import Conformance
import Measuring
import Randomness
import Reporting
import RunStore

/// `ivce history`.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show measured values over the stored runs, and where their level changed.",
    discussion: """
      One kernel, size and machine are shown run by run; of several, each has a row. Levels are told apart by the E-divisive method, \
      whose permutations follow from the seed.
      """)

  @Argument(help: ArgumentHelp("Kernels whose id starts with one of these; all when none is given."))
  var filters: [String] = []

  @Option(help: ArgumentHelp("Of this size alone.", valueName: "number"))
  var size: Int?

  @Option(help: ArgumentHelp("The quantity, as ivce store show names it.", valueName: "name"))
  var metric = StoredSeries.wallTime

  @Option(help: ArgumentHelp("The chance at which a change is told that is none, 0.005...0.5.", valueName: "share"))
  var level = 0.01

  @Option(help: ArgumentHelp("Runs on either side of a change, 2...1000.", valueName: "number"))
  var least = 10

  @OptionGroup var store: StoreOption
  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard (0.005...0.5).contains(level) else { throw UsageError("--level must be in 0.005...0.5, not \(level)") }
    try (2...1_000).check(least, of: "--least")
    let settings = ChangePoints.Settings(level: level, minimumLength: least)
    let histories = try SeriesHistory.all(
      in: store.reading(), filters: filters, size: size, metric: metric, settings: settings, seed: seed.seed)
    guard let first = histories.first else {
      throw UsageError(
        "no stored run has \(metric) of \(filters.isEmpty ? "any kernel" : "a kernel that starts with \(filters.joined(separator: " or "))")\(size.map { " of size \($0)" } ?? ""); see ivce store list"
      )
    }
    let header = Catalog.header(commandLine)
    let metadata = Catalog.metadata(commandLine)
    try output.write(
      histories.count == 1
        ? HistoryTable.of(first, header: header, seed: seed.seed, metadata: metadata)
        : HistoryTable.of(histories, header: header, seed: seed.seed, metadata: metadata))
  }

  private var commandLine: String {
    let arguments =
      filters.map(ShellText.quoted) + (size.map { ["--size \($0)"] } ?? []) + ["--metric \(ShellText.quoted(metric))"]
      + (level == 0.01 ? [] : ["--level \(level)"]) + (least == 10 ? [] : ["--least \(least)"])
      + ["--store \(ShellText.quoted(store.path))", "--seed \(seed.value)"]
    return "ivce history " + arguments.joined(separator: " ")
  }
}
