import CanonicalEncoding
import Events
import Participants
import Randomness
import Testing

/// What brokers tell each other, and where events go.
@Suite struct BrokerTests {
  private static func settings(
    _ routing: SubscriptionRouting, advertising: Bool = false
  ) -> BrokerSettings {
    var settings = BrokerSettings()
    settings.routing = routing
    settings.usesAdvertisements = advertising
    return settings
  }

  private func line(_ routing: SubscriptionRouting, _ count: Int = 3) -> BrokerTrial {
    BrokerTrial(BrokerTree.line(count).brokers(Self.settings(routing)))
  }

  @Test func aCoveredFilterIsToldWhenTheCoveringOneGoes() throws {
    var trial = line(.covering)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 0)
    trial.ask(.subscribe(2, BrokerTrial.range(3, 4)), at: 0)
    #expect(trial.record.messages[.subscriptions] == 2)
    trial.ask(.unsubscribe(1), at: 0)
    // Each of two links: the narrow filter, and the end of the wide one.
    #expect(trial.record.messages[.subscriptions] == 6)
    try trial.checkInvariants()
    for value: Int64 in [2, 3, 5] { trial.ask(BrokerTrial.event(value), at: 2) }
    #expect(trial.events(0, 2) == [2])
    #expect(trial.events(0, 1) == [])
    #expect(trial.record.messages[.events] == 2)
  }

  @Test func aFilterThatSomebodyElseNeedsIsKept() throws {
    var trial = line(.covering)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 0)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 1)
    let before = trial.record.messages[.subscriptions]
    trial.ask(.unsubscribe(1), at: 1)
    try trial.checkInvariants()
    // Only 0 was asked by 1 for the client that has gone.
    #expect(trial.record.messages[.subscriptions] == (before ?? 0) + 1)
    trial.ask(BrokerTrial.event(5), at: 2)
    #expect(trial.events(0, 1) == [1])
  }

  @Test func aNumberInUseIsGivenANewFilter() throws {
    var trial = line(.covering)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 0)
    trial.ask(.subscribe(1, BrokerTrial.range(5, 15)), at: 0)
    try trial.checkInvariants()
    for value: Int64 in [2, 7, 12] { trial.ask(BrokerTrial.event(value), at: 2) }
    #expect(trial.events(0, 1) == [2, 3])
  }

  @Test func anEventGoesOnceOverALinkAndNeverBack() {
    var trial = BrokerTrial(BrokerTree.star(4).brokers(Self.settings(.covering)))
    for broker in 0..<4 {
      trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: Address(broker))
      trial.ask(.subscribe(2, BrokerTrial.range(5, 5)), at: Address(broker))
    }
    trial.ask(BrokerTrial.event(5), at: 1)
    #expect(trial.record.crossings.count == 3 && trial.record.crossings.values.allSatisfy { $0 == 1 })
    #expect(trial.record.deliveries.count == 8)
  }

  @Test func mergedFiltersAreToldAsOne() throws {
    for (routing, filters, merged) in [
      (SubscriptionRouting.perfectMerging, [(1, 3), (4, 6)], true), (.perfectMerging, [(1, 3), (5, 6)], false),
      (.covering, [(1, 3), (4, 6)], false),
    ] as [(SubscriptionRouting, [(Int64, Int64)], Bool)] {
      var trial = line(routing, 2)
      for (number, range) in filters.enumerated() {
        trial.ask(.subscribe(UInt32(number), BrokerTrial.range(range.0, range.1)), at: 0)
      }
      try trial.checkInvariants()
      #expect(trial.simulation[1].tableSize == (merged ? 1 : 2))
      trial.ask(.unsubscribe(0), at: 0)
      try trial.checkInvariants()
      #expect(trial.simulation[1].tableSize == 1)
      for value: Int64 in 0..<8 { trial.ask(BrokerTrial.event(value), at: 1) }
      #expect(trial.events(0, 1) == (filters[1].0...filters[1].1).map { UInt32($0 + 1) })
    }
  }

  /// The neighbour's filter was part of a merge, and is no longer asked for once a wider one stands for it.
  @Test(arguments: [SubscriptionRouting.perfectMerging, .imperfectMerging]) func mergesAreNarrowedWhenAPartIsCovered(
    _ routing: SubscriptionRouting
  ) throws {
    var trial = line(routing)
    trial.ask(.subscribe(1, Filter([Constraint(0, 0, 0), Constraint(1, 1, 1)])), at: 0)
    trial.ask(.subscribe(1, Filter([Constraint(0, 0, 0), Constraint(1, 0, 0)])), at: 1)
    #expect(trial.simulation[2].tableSize == 1)
    trial.ask(.subscribe(1, Filter([Constraint(1, 1, 1)])), at: 0)
    #expect(trial.simulation[2].tableSize == 2)
    try trial.checkInvariants()
  }

  @Test func imperfectMergesCostMessagesAndNoWrongDelivery() throws {
    var trial = line(.imperfectMerging, 2)
    let filters = [[Constraint(0, 0, 5), Constraint(1, 0, 5)], [Constraint(0, 4, 9), Constraint(1, 4, 9)]]
    for (number, filter) in filters.enumerated() { trial.ask(.subscribe(UInt32(number), Filter(filter)), at: 0) }
    try trial.checkInvariants()
    #expect(trial.simulation[1].tableSize == 1)
    trial.ask(.publish([AttributeValue(0, 0), AttributeValue(1, 9)]), at: 1)
    trial.ask(.publish([AttributeValue(0, 5), AttributeValue(1, 5)]), at: 1)
    #expect(trial.record.messages[.events] == 2 && trial.record.deliveries.count == 2)
  }

  @Test func subscriptionsGoWhereEventsAreAdvertised() throws {
    var trial = BrokerTrial(BrokerTree.star(4).brokers(Self.settings(.covering, advertising: true)))
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 1)
    #expect(trial.record.messages[.subscriptions] == nil)
    trial.ask(.advertise(BrokerTrial.range(5, 20)), at: 2)
    #expect(trial.record.messages[.subscriptions] == 2)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 4)), at: 3)
    #expect(trial.record.messages[.subscriptions] == 2)
    try trial.checkInvariants()
    trial.ask(BrokerTrial.event(7), at: 2)
    #expect(trial.events(1, 1) == [1] && trial.events(3, 1) == [])
  }

  /// P9: once all is quiet, the same is delivered as if every event went everywhere, and just what the subscriptions say.
  @Test(arguments: SubscriptionRouting.allCases, [false, true]) func deliversWhatFloodingDelivers(
    _ routing: SubscriptionRouting, _ advertising: Bool
  ) throws {
    for seed: UInt64 in 1...3 {
      var generator = Seed(seed).stream("brokers")
      let count = 4 + generator.below(9)
      let tree = BrokerTree.random(count, degree: 3, using: &generator)
      var trial = BrokerTrial(tree.brokers(Self.settings(routing, advertising: advertising)))
      if advertising { for broker in 0..<count { trial.ask(.advertise(.everything), at: Address(broker)) } }
      var live: [SubscriptionKey: Filter] = [:]
      for _ in 0..<4 {
        for _ in 0..<30 {
          let key = SubscriptionKey(
            address: Address(generator.below(count)), number: UInt32(generator.below(5)))
          let wait = Duration.milliseconds(generator.below(200))
          if generator.below(3) == 0 {
            trial.simulation.request(.unsubscribe(key.number), at: key.address, after: wait)
            live[key] = nil
          } else {
            let filter = Self.filter(using: &generator)
            trial.simulation.request(.subscribe(key.number, filter), at: key.address, after: wait)
            live[key] = filter
          }
          trial.simulation.run(for: wait)
        }
        trial.settle()
        try trial.checkInvariants()
        trial.simulation.observer = BrokerTrial.Record()
        for _ in 0..<40 {
          let content = [AttributeValue(0, Int64(generator.below(12))), AttributeValue(1, Int64(generator.below(12)))]
          trial.simulation.request(.publish(content), at: Address(generator.below(count)))
        }
        trial.settle()
        let expected = Set(
          live.flatMap { key, filter in
            trial.record.published.filter { filter.matches($0.content) }.map {
              BrokerTrial.Record.Delivery(address: key.address, subscription: key.number, event: $0.id)
            }
          })
        #expect(trial.record.published.count == 40)
        #expect(Set(trial.record.deliveries) == expected)
        #expect(trial.record.deliveries.count == expected.count)
        #expect(trial.record.crossings.values.allSatisfy { $0 == 1 })
      }
    }
  }

  private struct SubscriptionKey: Hashable {
    let address: Address
    let number: UInt32
  }

  private static func filter<G: RandomNumberGenerator>(using generator: inout G) -> Filter {
    var constraints: [Constraint] = []
    for attribute: UInt32 in 0..<2 where generator.below(3) > 0 {
      let low = Int64(generator.below(10))
      constraints.append(Constraint(attribute, low, low + Int64(generator.below(5))))
    }
    return Filter(constraints)
  }

  @Test func nothingThatIsAskedTraps() {
    var trial = line(.covering)
    for request: BrokerRequest in [
      .unsubscribe(9), .disconnect, .connect(1), .connect(77), .publish([]), .advertise(.everything),
    ] { trial.ask(request, at: 0) }
    #expect(trial.record.responses == [.done, .refused, .refused, .refused, .done, .done])
  }

  @Test func isReadAsItWasWritten() throws {
    var brokers = BrokerTree.star(3).brokers(BrokerSettings()) + [Broker(movingClient: BrokerSettings())]
    brokers.settle([
      (3, .subscribe(1, BrokerTrial.range(0, 5))), (3, .connect(1)), (0, BrokerTrial.event(2)), (3, .disconnect),
      (0, BrokerTrial.event(3)), (3, .connect(2)), (1, .subscribe(4, BrokerTrial.range(-1, 7))),
    ])
    for broker in brokers {
      var writer = ByteWriter()
      writer.write(broker)
      var reader = ByteReader(writer.bytes)
      let read: Broker = try reader.read()
      #expect(read == broker && reader.isAtEnd)
    }
  }
}
