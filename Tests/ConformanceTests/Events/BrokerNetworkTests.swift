import Conformance
import Events
import Latencies
import Randomness
import Testing

/// Brokers and moving clients in a simulation.
@Suite struct BrokerNetworkTests {
  private var workload: BrokerWorkload {
    var workload = BrokerWorkload()
    workload.brokers = 40
    workload.clients = 120
    workload.movers = 40
    workload.publications = 300
    workload.width = 0.2
    return workload
  }

  private func run(
    _ handOff: HandOff, absentShare: Double = 1, routing: SubscriptionRouting = .covering, latency: LatencyMatrix? = nil
  ) throws -> BrokerNetwork.Result {
    var workload = workload
    workload.absentShare = absentShare
    var settings = BrokerSettings(handOff: handOff)
    settings.routing = routing
    settings.acknowledgesEvery = 8
    var network = BrokerNetwork(workload, settings, latency: latency, seed: 5)
    let result = network.run()
    return try #require(result)
  }

  @Test(arguments: HandOff.allCases, [0, 1] as [Double]) func countsWhatEachHandOffLoses(
    _ handOff: HandOff, _ absentShare: Double
  ) throws {
    let result = try run(handOff, absentShare: absentShare, latency: .synthetic(hosts: 60, seed: 2))
    #expect(result.published == 300 && result.expected > 2_000 && result.refusals == 0 && result.unwanted == 0)
    switch (handOff, absentShare) {
    case (.relocation, _), (.marker, _):
      #expect((result.lost, result.duplicates, result.disordered) == (0, 0, 0))
      #expect(result.completion.count == 120)
    case (.deferredUnsubscription, 0):
      #expect(result.lost == 0 && result.duplicates > 0)
      #expect(result.completion.count == 120)
    default: #expect(result.lost > 0)
    }
  }

  /// Nothing is published before all is settled, however long that takes; clients that are still connecting are refused, which is told.
  @Test func slowNetworksLoseNothing() throws {
    let latency = LatencyMatrix(name: "slow", count: 2, milliseconds: [0, 20_000, 20_000, 0])
    let result = try run(.marker, absentShare: 0, latency: latency)
    #expect((result.lost, result.duplicates, result.disordered, result.unwanted) == (0, 0, 0, 0))
    #expect(result.refusals > 0 && result.completion.count == 120 - result.refusals)
  }

  @Test func theSameSeedLeadsToTheSame() throws {
    let (one, other) = (try run(.marker), try run(.marker))
    #expect(one.messages == other.messages && one.completion == other.completion && one.steps == other.steps)
  }

  @Test(arguments: SubscriptionRouting.allCases) func everyRoutingDeliversTheSame(_ routing: SubscriptionRouting) throws
  {
    let result = try run(.marker, routing: routing)
    #expect((result.lost, result.duplicates, result.disordered, result.unwanted) == (0, 0, 0, 0))
  }
}
