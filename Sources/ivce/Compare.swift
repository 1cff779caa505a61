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
    subcommands: [CompareOverlay.self])
}

/// `ivce compare overlay`.
struct CompareOverlay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay", abstract: "Compare structured overlays on lookups, degrees, load and latency.")

  @Option(
    help: ArgumentHelp("Overlays by id, separated by commas; the nine standard ones by default.", valueName: "ids"))
  var implementations: String?

  @Option(help: ArgumentHelp("Nodes in each network, 3...100000000.", valueName: "number"))
  var nodes = 10_000

  @Option(help: ArgumentHelp("Lookups from random nodes to random keys, 1...100000000.", valueName: "number"))
  var lookups = 100_000

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
    var comparison = OverlayComparison(seed: seed.seed)
    try OverlayComparison.nodeRange.check(nodes, of: "--nodes")
    try OverlayComparison.lookupRange.check(lookups, of: "--lookups")
    try (1...1000).check(repetitions, of: "--repeat")
    if unit != nil && latency == nil { throw UsageError("--unit says what a matrix is in: it needs --latency") }
    comparison.implementations = try chosen()
    comparison.nodes = nodes
    comparison.lookups = lookups
    comparison.repetitions = repetitions
    try comparison.checkMemory(available: Machine.availableMemory)

    let input = try LatencyInput(path: latency, unit: unit ?? .milliseconds, seed: seed.seed)
    comparison.latencies = input.matrix
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    let command = commandLine(comparison)
    var table = try comparison.run(
      header: Catalog.header(command, input: input.description),
      metadata: Catalog.metadata(command) + [("latencies", .text(input.description))]
    ) { progress.update($0) }
    progress.finish()
    table.notes += input.treatments
    try output.write(table)
  }

  private func chosen() throws -> [OverlayImplementation] {
    guard let implementations else { return OverlayImplementation.standard }
    var chosen: [OverlayImplementation] = []
    for id in implementations.split(separator: ",", omittingEmptySubsequences: false) {
      guard let implementation = OverlayImplementation.all.first(where: { $0.id == id }) else {
        let known = OverlayImplementation.all.map(\.id).joined(separator: ", ")
        throw UsageError("no overlay is called '\(id)'; known are \(known)")
      }
      guard !chosen.contains(where: { $0.id == id }) else { throw UsageError("the overlay \(id) is named twice") }
      chosen.append(implementation)
    }
    return chosen
  }

  private func commandLine(_ comparison: OverlayComparison) -> String {
    var arguments = [
      "--implementations \(comparison.implementations.map(\.id).joined(separator: ","))", "--nodes \(nodes)",
      "--lookups \(lookups)", "--seed \(seed.value)",
    ]
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
