import ArgumentParser
import Conformance
import Events
import ModelChecking
import Reporting

/// `ivce compare hand-offs`.
struct CompareHandOffs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-offs",
    abstract: "Which hand-off of moving clients guarantees what: searched in all orders of messages.",
    discussion: "Exit code 1 if a verdict is not the known one, 75 if one was not reached.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    Interruption.listen()
    progress.update("searching three scenarios with four hand-offs")
    let verdicts = try HandOffVerdict.all(workers: 2, isInterrupted: { Interruption.wasAsked })
    progress.finish()
    let command = "ivce compare hand-offs"
    try output.write(
      HandOffVerdict.table(of: verdicts, header: Catalog.header(command), metadata: Catalog.metadata(command)))
    if !HandOffVerdict.surprises(in: verdicts).isEmpty { throw LawViolated() }
    if verdicts.contains(where: { $0.answer == .undecided }) { throw Undecided() }
  }
}
