import ArgumentParser
import Conformance
import Measuring
import Reporting

/// `ivce judge LOG...`.
struct Judge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of recorded histories of operations whether they are linearizable.",
    discussion: """
      A log holds invocations and outcomes in the order in which they were seen, one a line, in the format of Jepsen's register \
      tests or of a key-value store. An operation without an outcome may take effect at any time after its call, or never.
      """)

  @Argument(help: "The logs.")
  var logs: [String]

  @Option(help: "What the logs hold: register or key-value.")
  var log: OperationLogFormat = .register

  @Option(help: ArgumentHelp("Give a log up after so many steps of the search.", valueName: "number"))
  var steps: Int?

  @OptionGroup var output: OutputOptions

  func run() throws {
    if let steps { try (1...Int.max).check(steps, of: "--steps") }
    Interruption.listen()
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    var judgements: [(judgement: LogJudgement, seconds: Double)] = []
    var failure: (any Error)?
    var complaints: [String] = []
    for path in logs where !Interruption.wasAsked {
      progress.update("\(judgements.count + 1)/\(logs.count) \(path)")
      let stopwatch = Stopwatch()
      do {
        let judgement = try LogJudgement(of: path, format: log, stepLimit: steps ?? .max) { Interruption.wasAsked }
        judgements.append((judgement, stopwatch.seconds))
      } catch {
        // The others are judged all the same; the first error decides the exit code.
        failure = failure ?? error
        complaints.append("\(error)")
      }
    }
    progress.finish()
    let left = logs.dropFirst(judgements.count + complaints.count)
    var table = LogJudgementTable.table(judgements, unread: Array(left), reproduce: commandLine)
    table.notes += complaints
    if !judgements.isEmpty || !left.isEmpty { try output.write(table) }
    if let failure { throw failure }
    if judgements.contains(where: { $0.judgement.status == .violated }) { throw LawViolated() }
    if !left.isEmpty || judgements.contains(where: { $0.judgement.status == .unknown }) { throw Undecided() }
  }

  private var commandLine: String {
    let options = ["--log \(log.rawValue)"] + (steps.map { ["--steps \($0)"] } ?? [])
    return "ivce judge " + (options + logs.map(ShellText.quoted)).joined(separator: " ")
  }
}

extension OperationLogFormat: ExpressibleByArgument {}
