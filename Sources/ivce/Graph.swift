import ArgumentParser
import Conformance
import Reporting

/// `ivce graph`.
struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw all states of a small model and the steps between them, in the DOT language.")

  @Argument(help: "The model's id; see ivce list.")
  var model: String

  @Option(help: ArgumentHelp("States at the most, 1...100000.", valueName: "number"))
  var limit = 500

  @Option(help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    try (1...100_000).check(limit, of: "--limit")
    guard let check = Catalog.model(model) else { throw UsageError("no model is called '\(model)'; see ivce list") }
    try (output.map { OutputSink.file($0) } ?? .standardOutput).write(try check.graph(limit: limit))
  }
}
