import ArgumentParser
import Reporting
import RunStore

/// `ivce store list`.
struct StoreList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stored runs, the newest first, or what they measured.")

  @Option(help: ArgumentHelp("Only runs with a kernel whose name begins so.", valueName: "prefix"))
  var kernel = ""

  @Option(help: ArgumentHelp("At most so many runs, 1...1000000.", valueName: "number"))
  var limit = 50

  @Flag(help: "List the measured quantities instead, with the number of runs and samples of each.")
  var kernels = false

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try (1...1_000_000).check(limit, of: "--limit")
    let store = try store.reading()
    try output.write(kernels ? try knownSeries(store) : try runs(store))
  }

  private var prefix: [String] { kernel.isEmpty ? [] : ["--kernel \(ShellText.quoted(kernel))"] }

  private func runs(_ store: RunArchive) throws -> ResultTable {
    let runs = try store.runs(kernelPrefix: kernel, limit: limit)
    var table = self.store.table(
      "list", prefix + ["--limit \(limit)"], columns: RunSummary.columns, rows: runs.map(\.cells))
    if runs.count == limit { table.notes = ["There may be older runs: --limit takes the newest \(limit)."] }
    return table
  }

  private func knownSeries(_ store: RunArchive) throws -> ResultTable {
    let known = try store.knownSeries().filter { kernel.isEmpty || $0.kernel.utf8.starts(with: kernel.utf8) }
    return self.store.table(
      "list", prefix + ["--kernels"],
      columns: [
        .init("kernel", "kernel", alignment: .left), .init("size", "size"),
        .init("metric", "metric", alignment: .left), .init("unit", "per", alignment: .left), .init("runs", "runs"),
        .init("samples", "samples"),
      ],
      rows: known.map { series in
        [
          .text(series.kernel), series.size.map { .integer($0) } ?? .none, .text(series.metric), .text(series.unit),
          .integer(series.runs), .integer(series.samples),
        ]
      })
  }
}
