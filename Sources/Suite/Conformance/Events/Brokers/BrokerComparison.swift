import Events
import Latencies
import Measuring
import Randomness
import Reporting

/// `compare brokers`: every hand-off, and every way of telling subscriptions, on the same tree with the same clients.
public struct BrokerComparison: Sendable {
  /// The tree, its clients, and what they do.
  public var workload = BrokerWorkload()

  /// Hand-offs, in the order of the table.
  public var handOffs = HandOff.allCases

  /// Ways of telling subscriptions, in the order of the table.
  public var routings: [SubscriptionRouting] = [.covering]

  /// Whether subscriptions are told only where something is advertised.
  public var usesAdvertisements = false

  /// Those who move acknowledge every so many events, so that brokers need not keep all; 0 for never.
  public var acknowledgesEvery: UInt16 = 16

  /// Round-trip times between the hosts on which brokers and clients are placed.
  public var latencies: LatencyMatrix

  /// Decides tree, placement, clients and moves.
  public var seed: Seed

  /// The numbers of brokers that can be asked for.
  public static let brokerRange = 1...100_000

  /// The numbers of clients that can be asked for.
  public static let clientRange = 0...1_000_000

  /// A comparison of all hand-offs.
  public init(latencies: LatencyMatrix, seed: Seed) {
    self.latencies = latencies
    self.seed = seed
  }

  /// Whether tables and deliveries fit into memory.
  ///
  /// - Parameter available: bytes; nil when the system does not tell, and nothing is refused.
  public func checkMemory(available: Int?) throws(NotEnoughMemory) {
    guard let available else { return }
    // Identity keeps nearly every filter at every broker; clients get up to one event in thirty.
    let tables = workload.brokers * workload.clients * 32
    let deliveries = workload.clients * workload.publications * 2
    let needed = (64 << 20) + tables + deliveries
    if needed > available {
      throw NotEnoughMemory(
        for: "\(workload.brokers) brokers, \(workload.clients) clients and \(workload.publications) events",
        needed: needed, available: available)
    }
  }

  /// Runs one combination after the other.
  public func run(
    header: String, metadata: [(key: String, value: ResultTable.Cell)] = [], isInterrupted: () -> Bool = { false },
    progress: (String) -> Void
  ) -> (table: ResultTable, isComplete: Bool) {
    var table = ResultTable(
      command: "compare", seed: seed.value, header: header, columns: Self.columns, metadata: metadata)
    var notes: [String] = []
    for routing in routings {
      for handOff in handOffs {
        progress("\(handOff.name), \(routing.name)")
        var settings = BrokerSettings(handOff: handOff)
        settings.routing = routing
        settings.usesAdvertisements = usesAdvertisements
        settings.acknowledgesEvery = acknowledgesEvery
        var network = BrokerNetwork(workload, settings, latency: latencies, seed: seed)
        guard let result = network.run(isInterrupted: isInterrupted) else {
          table.notes = notes + Self.legend + ["Interrupted: rows are missing."]
          return (table, false)
        }
        table.append(cells(handOff, routing, result))
        if result.refusals > 0 {
          notes.append(
            "\(handOff.name), \(routing.name): \(result.refusals) wishes of clients were refused, since they were still connecting."
          )
        }
      }
    }
    table.notes = notes + Self.legend
    return (table, true)
  }

  private static let columns: [ResultTable.Column] = [
    .init("implementation", "hand-off", alignment: .left),
    .init("routing", "routing", alignment: .left),
    .init("brokers", "brokers"),
    .init("clients", "clients"),
    .init("settling_messages", "settling"),
    .init("event_messages", "events", group: "messages"),
    .init("subscription_messages", "subscriptions", group: "messages"),
    .init("hand_off_messages", "hand-off", group: "messages"),
    .init("handed_over_events", "handed over"),
    .init("first_delivery_p50_ms", "p50", group: "first event ms"),
    .init("first_delivery_p99_ms", "p99", group: "first event ms"),
    .init("hand_off_p50_ms", "p50", group: "hand-off ms"),
    .init("hand_off_p99_ms", "p99", group: "hand-off ms"),
    .init("expected_deliveries", "deliveries"),
    .init("lost", "lost"),
    .init("duplicates", "twice"),
    .init("disordered", "overtaken"),
    .init("unwanted", "unwanted"),
    .init("filters_mean", "mean", group: "filters/broker"),
    .init("filters_max", "max", group: "filters/broker"),
  ]

  private static let legend = [
    "settling: messages until all subscriptions are settled; messages: while clients move and events are published, acknowledgements among hand-offs.",
    "handed over: events that were kept for a client and went to its new place in messages of hand-offs, each as often as over a link.",
    "first event: from a client's wish to connect elsewhere to its next event; hand-off: to the end of the move, which a strawman does not know.",
    "deliveries: what clients are to get, each event once, wherever they are; lost, twice, overtaken, unwanted: what they do not, or should not.",
  ]

  private func cells(
    _ handOff: HandOff, _ routing: SubscriptionRouting, _ result: BrokerNetwork.Result
  ) -> [ResultTable.Cell] {
    func quantile(_ times: [Double], _ q: Double) -> ResultTable.Cell {
      times.isEmpty ? .none : .number(Sample(times).quantile(q), digits: 0)
    }
    return [
      .text(handOff.name), .text(routing.name), .integer(workload.brokers), .integer(workload.clients),
      .integer(result.settling.values.reduce(0, +)), .integer(result.messages[.events] ?? 0),
      .integer(result.messages[.subscriptions] ?? 0), .integer(result.messages[.handOff] ?? 0),
      .integer(result.handedOver), quantile(result.firstDelivery, 0.5), quantile(result.firstDelivery, 0.99),
      quantile(result.completion, 0.5),
      quantile(result.completion, 0.99), .integer(result.expected), .integer(result.lost),
      .integer(result.duplicates), .integer(result.disordered), .integer(result.unwanted),
      .number(result.filtersMean, digits: 1), .integer(result.filtersMost),
    ]
  }
}
