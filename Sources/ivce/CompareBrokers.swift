import ArgumentParser
import Conformance
import Events
import Latencies
import Measuring
import Reporting

/// `ivce compare brokers`.
struct CompareBrokers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brokers",
    abstract: "Compare hand-offs of moving clients, and ways of telling subscriptions, on a tree of brokers.")

  @Option(
    help: ArgumentHelp(
      "Hand-offs, separated by commas: strawman, deferred, relocation, marker. All by default.", valueName: "ids"))
  var implementations: String?

  @Option(
    help: ArgumentHelp(
      "How subscriptions are told, separated by commas: flooding, identity, covering, perfect-merging, imperfect-merging. Default: covering.",
      valueName: "ids"))
  var routing = "covering"

  @Option(help: ArgumentHelp("Brokers in the tree, 1...100000.", valueName: "number"))
  var brokers = 1_000

  @Option(help: ArgumentHelp("Clients, each with a subscription, 0...1000000.", valueName: "number"))
  var clients = 2_000

  @Option(
    help: ArgumentHelp("Clients that move, up to all; 200 by default, or all if they are fewer.", valueName: "number"))
  var movers: Int?

  @Option(help: ArgumentHelp("Events that are published, 0...1000000.", valueName: "number"))
  var events = 2_000

  @Option(
    help: ArgumentHelp(
      "The share of moves with an absence, 0...1; in others a client changes over at once.", valueName: "share"))
  var absent = 1.0

  @Option(
    help: ArgumentHelp(
      "Those who move acknowledge every so many events, 0...65535, so that brokers need not keep all; 0 for never.",
      valueName: "events"))
  var acknowledge = 16

  @Flag(help: "Tell subscriptions only where something is advertised.")
  var advertisements = false

  @Option(
    help: ArgumentHelp(
      "Matrix of round-trip times between hosts; a synthetic one of 490 hosts by default.", valueName: "file"))
  var latency: String?

  @Option(help: "Unit of the matrix: ms or s. Default: ms.")
  var unit: LatencyUnit?

  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    if unit != nil && latency == nil { throw UsageError("--unit says what a matrix is in: it needs --latency") }
    try BrokerComparison.brokerRange.check(brokers, of: "--brokers")
    try BrokerComparison.clientRange.check(clients, of: "--clients")
    let movers = movers ?? min(200, clients)
    try (0...clients).check(movers, of: "--movers")
    try (0...65_535).check(acknowledge, of: "--acknowledge")
    try (0...1_000_000).check(events, of: "--events")
    guard (0...1).contains(absent) else { throw UsageError("--absent must be in 0...1, not \(absent)") }
    let handOffs = try Names(of: "hand-off", HandOff.allCases.map(\.name)).chosen(implementations)
    let routings = try Names(of: "routing", SubscriptionRouting.allCases.map(\.name)).chosen(routing)

    let input = try LatencyInput(path: latency, unit: unit ?? .milliseconds, seed: seed.seed)
    var comparison = BrokerComparison(latencies: input.matrix, seed: seed.seed)
    comparison.workload.brokers = brokers
    comparison.workload.clients = clients
    comparison.workload.movers = movers
    comparison.workload.publications = events
    comparison.workload.absentShare = absent
    comparison.usesAdvertisements = advertisements
    comparison.acknowledgesEvery = UInt16(acknowledge)
    comparison.handOffs = handOffs.compactMap { name in HandOff.allCases.first { $0.name == name } }
    comparison.routings = routings.compactMap { name in SubscriptionRouting.allCases.first { $0.name == name } }

    try comparison.checkMemory(available: Machine.availableMemory)

    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    Interruption.listen()
    let command = commandLine(handOffs, routings, movers: movers)
    var (table, isComplete) = comparison.run(
      header: Catalog.header(command, input: input.description),
      metadata: Catalog.metadata(command) + [("latencies", .text(input.description))],
      isInterrupted: { Interruption.wasAsked }
    ) { progress.update($0) }
    progress.finish()
    table.notes += input.treatments
    try output.write(table)
    if !isComplete { throw Undecided() }
  }

  private func commandLine(_ handOffs: [String], _ routings: [String], movers: Int) -> String {
    var arguments = [
      "--implementations \(handOffs.joined(separator: ","))", "--routing \(routings.joined(separator: ","))",
      "--brokers \(brokers) --clients \(clients) --movers \(movers) --events \(events) --absent \(absent)",
      "--acknowledge \(acknowledge) --seed \(seed.value)",
    ]
    if advertisements { arguments.append("--advertisements") }
    if let latency {
      arguments.append("--latency \(ShellText.quoted(latency)) --unit \((unit ?? .milliseconds).rawValue)")
    }
    return "ivce compare brokers " + arguments.joined(separator: " ")
  }
}
