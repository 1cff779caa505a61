import ArgumentParser
import Measuring
import Reporting
import RunStore

/// `ivce store show RUN`.
struct StoreShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what one run measured; store export writes every sample of it.")

  @Argument(help: ArgumentHelp("The run's identifier, or the beginning of it.", valueName: "run"))
  var id: String

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = try store.reading().run(id)
    var table = store.table(
      "show", [run.id.text], seed: run.seed,
      columns: [
        .init("kernel", "kernel", alignment: .left), .init("size", "size"),
        .init("metric", "metric", alignment: .left), .init("unit", "per", alignment: .left),
        .init("prefers_larger", "more is better", alignment: .left, isShown: false), .init("samples", "samples"),
        .init("median", "median"), .init("least", "least"), .init("greatest", "greatest"),
      ],
      rows: run.series.map(cells), metadata: facts(run).map { ($0.key, $0.value) })
    table.notes = facts(run).map { "\($0.key): \($0.text)" }
    try output.write(table)
  }

  private func cells(_ series: StoredSeries) -> [ResultTable.Cell] {
    let sample = Sample(series.values)
    func cell(_ value: Double?) -> ResultTable.Cell {
      guard let value, value.isFinite else { return .none }
      return .number(value, digits: value.magnitude < 100 ? 3 : 1)
    }
    return [
      .text(series.kernel), series.size.map { .integer($0) } ?? .none, .text(series.metric), .text(series.unit),
      .flag(series.prefersLarger), .integer(sample.count), cell(sample.median), cell(sample.sorted.first),
      cell(sample.sorted.last),
    ]
  }

  /// What is known of the run as a whole.
  private func facts(_ run: StoredRun) -> [(key: String, value: ResultTable.Cell, text: String)] {
    let configuration = run.configuration.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let texts: [(String, String?)] = [
      ("id", run.id.text), ("started", run.started.instant), ("command", run.command), ("program", run.program),
      ("revision", run.revision), ("machine", run.machine.summary),
      ("configuration", configuration.joined(separator: ", ")),
    ]
    return texts.map { key, text in (key, text.map { .text($0) } ?? .none, text ?? "-") }
      + [("is_modified", .flag(run.isModified), run.isModified ? "yes" : "no")]
  }
}
