import ArgumentParser
import Reporting
import RunStore

/// `ivce store export`.
struct StoreExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write runs with all their samples: as lines of JSON, or for other harnesses.",
    discussion: """
      The lines of JSON hold everything, and store import makes the same runs of them, to the bit. A baseline of \
      ordo-one/benchmark has natural numbers in buckets a thousandth wide, and belongs into \
      .benchmarkBaselines/TARGET/NAME/results.json; the results of JMH have no revisions, seeds and machines.
      """)

  @Argument(
    help: ArgumentHelp(
      "The run's identifier, or the beginning of it; the whole store when none is given.", valueName: "run"))
  var id: String?

  @Option(
    name: .customLong("as"), help: "What to write: runs (lines of JSON), ordo-one (a baseline) or jmh (results).")
  var form: TransferForm = .runs

  @Option(help: ArgumentHelp("The name that a baseline of ordo-one/benchmark gets.", valueName: "name"))
  var name: String?

  @OptionGroup var store: StoreOption

  @Option(help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    if form != .runs, id == nil { throw UsageError("--as \(form.rawValue) is for one run: name it") }
    if form != .ordoOne, name != nil { throw UsageError("--name is for --as ordo-one") }
    let store = try store.reading()
    let text =
      if let id, let format = form.interchange {
        try store.run(id).exported(as: format, name: name ?? "ivce")
      } else if let id {
        try store.run(id).line + "\n"
      } else {
        try store.exported()
      }
    try (output.map { OutputSink.file($0) } ?? .standardOutput).write(text)
  }
}
