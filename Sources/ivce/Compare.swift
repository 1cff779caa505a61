import ArgumentParser
import Conformance
import Latencies
import Measuring
import Randomness
import Reporting

/// `ivce compare TOPIC`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put implementations side by side: the same work, quality and cost in one table.",
    subcommands: [CompareOverlay.self, CompareMatching.self, CompareBrokers.self, CompareHandOffs.self])
}

/// `ivce compare overlay`.
struct CompareOverlay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay", abstract: "Compare structured overlays on lookups, degrees, load and latency.")

  @Option(
    help: ArgumentHelp("Overlays by id, separated by commas; the nine standard ones by default.", valueName: "ids"))
  var implementations: String?

  @Option(
    help: ArgumentHelp(
      "Nodes in each network, 3...100000000; 100...100000 under churn. Default: 10000; 1000 under churn.",
      valueName: "number"))
  var nodes: Int?

  @Option(
    help: ArgumentHelp(
      "Lookups from random nodes to random keys, 1...100000000; 1...10000000 under churn. Default: 100000; 6000 under churn.",
      valueName: "number"))
  var lookups: Int?

  @OptionGroup var churn: ChurnOptions

  @Option(
    help: ArgumentHelp(
      "Matrix of round-trip times between hosts; a synthetic one of 490 hosts by default.", valueName: "file"))
  var latency: String?

  @Option(help: "Unit of the matrix: ms or s. Default: ms.")
  var unit: LatencyUnit?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("Networks of each overlay, 1...1000; two or more give intervals.", valueName: "number"))
  var repetitions = 1

  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try (1...1000).check(repetitions, of: "--repeat")
    if unit != nil && latency == nil { throw UsageError("--unit says what a matrix is in: it needs --latency") }
    if let session = try churn.parsed() {
      try compareLiving(session)
    } else {
      try compareStatic()
    }
  }

  private func compareStatic() throws {
    var comparison = OverlayComparison(seed: seed.seed)
    comparison.nodes = nodes ?? comparison.nodes
    comparison.lookups = lookups ?? comparison.lookups
    try OverlayComparison.nodeRange.check(comparison.nodes, of: "--nodes")
    try OverlayComparison.lookupRange.check(comparison.lookups, of: "--lookups")
    comparison.implementations = try chosen(of: OverlayImplementation.all) { $0.id } ?? OverlayImplementation.standard
    comparison.repetitions = repetitions
    try comparison.checkMemory(available: Machine.availableMemory)

    let input = try LatencyInput(path: latency, unit: unit ?? .milliseconds, seed: seed.seed)
    comparison.latencies = input.matrix
    let ids = comparison.implementations.map(\.id)
    let command = commandLine(ids, nodes: comparison.nodes, lookups: comparison.lookups)
    try show(input) { progress in
      try comparison.run(
        header: Catalog.header(command, input: input.description), metadata: metadata(command, input),
        progress: progress)
    }
  }

  private func compareLiving(_ session: ChurnComparison.Sessions) throws {
    let input = try LatencyInput(path: latency, unit: unit ?? .milliseconds, seed: seed.seed)
    var comparison = ChurnComparison(session: session, latencies: input.matrix, seed: seed.seed)
    comparison.nodes = nodes ?? comparison.nodes
    comparison.lookups = lookups ?? comparison.lookups
    try ChurnComparison.nodeRange.check(comparison.nodes, of: "--nodes")
    try ChurnComparison.lookupRange.check(comparison.lookups, of: "--lookups")
    comparison.implementations =
      try chosen(of: LivingImplementation.standard) { $0.id } ?? LivingImplementation.standard
    comparison.repetitions = repetitions
    try comparison.checkMemory(available: Machine.availableMemory)

    let ids = comparison.implementations.map(\.id)
    let command = commandLine(ids, nodes: comparison.nodes, lookups: comparison.lookups, session)
    Interruption.listen()
    var isComplete = true
    try show(input) { progress in
      let result = comparison.run(
        header: Catalog.header(command, input: input.description), metadata: metadata(command, input),
        isInterrupted: { Interruption.wasAsked }, progress: progress)
      isComplete = result.isComplete
      return result.table
    }
    if !isComplete { throw Undecided() }
  }

  private func metadata(_ command: String, _ input: LatencyInput) -> [(key: String, value: ResultTable.Cell)] {
    Catalog.metadata(command) + [("latencies", .text(input.description))]
  }

  private func show(_ input: LatencyInput, _ run: ((String) -> Void) throws -> ResultTable) throws {
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    var table = try run { progress.update($0) }
    progress.finish()
    table.notes += input.treatments
    try output.write(table)
  }

  /// The implementations that were named; nil if none were.
  private func chosen<Implementation>(
    of all: [Implementation], id: (Implementation) -> String
  ) throws -> [Implementation]? {
    guard implementations != nil else { return nil }
    return try Names(of: "overlay", all.map(id)).chosen(implementations)
      .compactMap { name in all.first { id($0) == name } }
  }

  private func commandLine(
    _ ids: [String], nodes: Int, lookups: Int, _ session: ChurnComparison.Sessions? = nil
  ) -> String {
    var arguments = [
      "--implementations \(ids.joined(separator: ","))", "--nodes \(nodes)", "--lookups \(lookups)",
      "--seed \(seed.value)",
    ]
    if let session {
      arguments.append("--churn \(session.mean.components.seconds)s --sessions \(session.form.rawValue)")
    }
    if repetitions > 1 { arguments.append("--repeat \(repetitions)") }
    if let latency {
      arguments.append("--latency \(ShellText.quoted(latency)) --unit \((unit ?? .milliseconds).rawValue)")
    }
    return "ivce compare overlay " + arguments.joined(separator: " ")
  }
}

/// The matrix that a comparison runs on: a file, or the synthetic one.
struct LatencyInput {
  let matrix: LatencyMatrix
  let description: String
  let treatments: [String]

  init(path: String?, unit: LatencyUnit, seed: Seed) throws {
    if let path {
      guard !path.isEmpty else { throw UsageError("--latency needs the name of a file") }
      matrix = try LatencyMatrix(contentsOf: path, unit: unit)
      description = "\(matrix.count) hosts from \(path)"
      treatments = matrix.treatments.map { "\(path): \($0)" }
    } else {
      matrix = LatencyMatrix.synthetic(hosts: 490, seed: seed.child("latencies").value)
      description = "SYNTHETIC, \(matrix.count) hosts by the seed"
      treatments = [
        "The latencies are synthetic (six clusters in space, heights, noise, a median of 135 ms): give --latency FILE for real ones."
      ]
    }
  }
}

extension LatencyUnit: ExpressibleByArgument {}
