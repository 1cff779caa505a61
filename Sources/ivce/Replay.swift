import ArgumentParser
import Conformance
import Foundation
import ModelChecking
import Reporting

/// `ivce replay`.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a counterexample again, and show it step by step.",
    discussion: """
      A token names a model and the steps that lead to the counterexample; `ivce verify` prints one with each violation, and with \
      --traces writes files that also hold the states' fingerprints. If the model no longer does what a trace says, replay tells \
      where, and ends with exit code 65. It ends with 1 if the trace still breaks a property.

      The token of a law names the law, the implementation and the choices by which the case is generated. Choices that make no case end with 65. A case that violates the \
      law ends with 1.
      """)

  @Argument(help: ArgumentHelp("What verify printed, or a trace file.", valueName: "token-or-file"))
  var trace: String

  @Flag(
    help: "Leave out steps that it does not need, so that none of those left can be; what goes on forever stays whole.")
  var minimise = false

  @Flag(help: "Bring the steps of each actor together where their order does not matter.")
  var grouped = false

  @Option(help: "How to show it: text, mermaid (a sequence chart) or json (the trace file).")
  var format: TraceFormat = .text

  @Option(help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    if !FileManager.default.fileExists(atPath: trace), let token = LawToken(trace) { return try replay(token) }
    let (source, id) = try source()
    guard let check = Catalog.model(id) else {
      throw UsageError("\(trace) is about a model '\(id)', which there is none of; see ivce list")
    }
    var rewriting = TraceRewriting()
    (rewriting.minimises, rewriting.groups) = (minimise, grouped)
    let replay = try check.replay(source, rewriting)
    if let divergence = replay.divergence {
      try write("\(id) does not go along: \(divergence)\n")
      throw TraceDiverges()
    }
    switch format {
    case .text:
      try write(
        "\(id)\n\n\(replay.text)\n" + (minimise ? "\(replay.lengths.after) of \(replay.lengths.before) steps.\n" : "")
          + replay.evidence.map { "\($0.first?.uppercased() ?? "")\($0.dropFirst()).\n" }.joined())
    case .mermaid: try write(replay.chart)
    case .json: try write(replay.stored?.json ?? "")
    }
    if replay.isViolation { throw LawViolated() }
  }

  private func replay(_ token: LawToken) throws {
    guard let law = Catalog.checks.first(where: { $0.id == token.law }) else {
      throw UsageError("there is no law '\(token.law)'; see ivce list")
    }
    guard let result = law.replay(token.choices, of: token.specimen) else {
      throw UsageError("\(token.law) is not applied to '\(token.specimen)'; see ivce list")
    }
    guard format == .text else { throw UsageError("the case of a law is shown as text, not as \(format.rawValue)") }
    if minimise || grouped { throw UsageError("the case of a law has no steps to leave out or to group") }
    switch result {
    case .holds: try write("\(law.id) holds for \(token.specimen) in this case.\n")
    case .givenUp:
      try write("\(token.choices) makes no case of \(token.specimen) that \(law.id) speaks of.\n")
      throw TraceDiverges()
    case .violated(let found):
      try write("\(law.id): \(law.statement)\n\n\(found.specimen): \(found.example)\n\(found.finding)\n")
      throw LawViolated()
    }
  }

  /// A token has slashes like a path, so that a file that exists goes first.
  private func source() throws -> (ModelReplay.Source, model: String) {
    if !FileManager.default.fileExists(atPath: trace), let token = ReplayToken(trace) {
      return (.token(token), token.model)
    }
    let stored = try StoredTrace(contentsOfFile: trace)
    return (.stored(stored), stored.model)
  }

  private func write(_ text: String) throws {
    try (output.map { OutputSink.file($0) } ?? .standardOutput).write(text)
  }
}

enum TraceFormat: String, ExpressibleByArgument, CaseIterable {
  case text, mermaid, json
}
