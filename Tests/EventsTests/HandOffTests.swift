import Events
import Participants
import Randomness
import Testing

/// Clients and subtrees that move. That nothing goes wrong in any order of messages is for a model checker to say; here is what they cost, and
/// what happens in long runs.
@Suite struct HandOffTests {
  static let faithful: [HandOff] = [.relocation, .marker]

  private func trial(_ handOff: HandOff, _ tree: BrokerTree, movers: Int = 1, acknowledging: UInt16 = 0) -> BrokerTrial
  {
    var settings = BrokerSettings(handOff: handOff)
    settings.acknowledgesEvery = acknowledging
    return BrokerTrial(tree.brokers(settings) + (0..<movers).map { _ in Broker(movingClient: settings) })
  }

  @Test(arguments: HandOff.allCases) func whatIsPublishedDuringAnAbsenceIsKeptOrLost(_ handOff: HandOff) throws {
    var trial = trial(handOff, .line(4))
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 4)
    trial.ask(.connect(0), at: 4)
    trial.ask(BrokerTrial.event(1), at: 3)
    trial.ask(.disconnect, at: 4)
    trial.ask(BrokerTrial.event(2), at: 3)
    trial.ask(BrokerTrial.event(77), at: 3)
    #expect(trial.simulation[4].connection == nil)
    trial.ask(.connect(2), at: 4)
    #expect(trial.simulation[4].connection == Place(2, epoch: 2))
    trial.ask(BrokerTrial.event(3), at: 3)
    #expect(trial.events(4, 1) == (Self.faithful.contains(handOff) ? [1, 2, 4] : [1, 4]))
    try trial.checkInvariants()
    for broker in 0..<4 { #expect(trial.simulation[Address(broker)].anchors.count == (broker == 2 ? 1 : 0)) }
  }

  @Test(arguments: HandOff.allCases) func comingBackToTheSameBrokerIsAMoveToo(_ handOff: HandOff) throws {
    var trial = trial(handOff, .line(3))
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 3)
    trial.ask(.connect(0), at: 3)
    trial.ask(.disconnect, at: 3)
    trial.ask(BrokerTrial.event(1), at: 2)
    trial.ask(.connect(0), at: 3)
    trial.ask(.connect(0), at: 3)
    trial.ask(BrokerTrial.event(2), at: 2)
    #expect(trial.events(3, 1) == (Self.faithful.contains(handOff) ? [1, 2] : [2]))
    try trial.checkInvariants()
    #expect(trial.simulation[0].anchors.map(\.epoch) == [3])
  }

  /// Every event that meets its filter comes to every client exactly once and in order, however they wander.
  @Test(arguments: faithful, [1, 2, 3, 4] as [UInt64]) func wanderersMissNothing(_ handOff: HandOff, _ seed: UInt64)
    throws
  {
    var generator = Seed(seed).stream("wanderers")
    let count = 12
    let tree = BrokerTree.random(count, degree: 3, using: &generator)
    var trial = trial(handOff, tree, movers: 6, acknowledging: 3)
    for mover in count..<count + 6 {
      let low = Int64(generator.below(8))
      trial.ask(.subscribe(1, BrokerTrial.range(low, low + 4)), at: Address(mover))
      trial.ask(.connect(Address(generator.below(count))), at: Address(mover))
    }
    for _ in 0..<400 {
      let publisher = Address(generator.below(3))
      trial.simulation.request(
        BrokerTrial.event(Int64(generator.below(12))), at: publisher, after: .milliseconds(generator.below(20_000)))
    }
    for mover in count..<count + 6 {
      // Twenty milliseconds until it is connected; moves go on for much longer.
      for move in 0..<60 {
        let wait = 300 * move + generator.below(150)
        if generator.below(2) == 0 {
          trial.simulation.request(.disconnect, at: Address(mover), after: .milliseconds(wait))
        }
        trial.simulation.request(
          .connect(Address(generator.below(count))), at: Address(mover),
          after: .milliseconds(wait + generator.below(120)))
      }
    }
    trial.settle()
    #expect(trial.record.published.count == 400 && !trial.record.responses.contains(.refused))
    for mover in count..<count + 6 {
      let address = Address(mover)
      let delivered = trial.record.deliveries.filter { $0.address == address }.map(\.event)
      let expected = trial.record.published.filter { trial.simulation[address].wants($0.content) }.map(\.id)
      #expect(!expected.isEmpty && delivered.sorted() == expected.sorted())
      for publisher in 0..<3 {
        let numbers = delivered.filter { $0.publisher == Address(publisher) }.map(\.number)
        #expect(numbers == numbers.sorted())
      }
    }
    try trial.checkInvariants()
    let anchors = (0..<count).flatMap { trial.simulation[Address($0)].anchors }
    #expect(anchors.count == 6 && anchors.allSatisfy(\.isSettled))
    // What is acknowledged is not kept.
    #expect(anchors.allSatisfy { $0.kept < 3 })
  }

  @Test func movesChangeNothingBesideThePath() throws {
    var cost: [HandOff: Int] = [:]
    for handOff in HandOff.allCases {
      // A star of fifty brokers: the path is three brokers long.
      var trial = trial(handOff, .star(50))
      trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 50)
      trial.ask(.connect(1), at: 50)
      let before = trial.record.messages[.subscriptions] ?? 0
      trial.ask(.connect(2), at: 50)
      try trial.checkInvariants()
      cost[handOff] = (trial.record.messages[.subscriptions] ?? 0) - before
    }
    #expect(cost == [.strawman: 98, .deferredUnsubscription: 4, .relocation: 4, .marker: 4])
  }

  @Test(arguments: faithful) func aSubtreeMovesAsAWhole(_ handOff: HandOff) throws {
    let settings = BrokerSettings(handOff: handOff)
    // Brokers 0 to 2 stay, 3 to 5 move.
    var trial = BrokerTrial(
      BrokerTree.line(3).brokers(settings) + BrokerTree.star(3).brokers(settings, first: 3, moves: true))
    trial.ask(.subscribe(1, BrokerTrial.range(0, 5)), at: 4)
    trial.ask(.subscribe(1, BrokerTrial.range(3, 9)), at: 5)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 1)
    trial.ask(.connect(0), at: 3)
    try trial.checkInvariants()
    trial.ask(BrokerTrial.event(1), at: 2)
    trial.ask(.disconnect, at: 3)
    trial.ask(BrokerTrial.event(4), at: 2)
    // Published in the subtree while it is away, and subscribed to.
    trial.ask(BrokerTrial.event(5), at: 4)
    trial.ask(.subscribe(2, BrokerTrial.range(20, 29)), at: 5)
    #expect(trial.events(1, 1) == [1, 2])
    trial.ask(.connect(2), at: 3)
    trial.ask(BrokerTrial.event(25), at: 0)
    try trial.checkInvariants()
    #expect(trial.events(1, 1) == [1, 2, 1])
    // Their own event came first, as it was published among them.
    #expect(trial.events(4, 1) == [1, 1, 2])
    #expect(trial.events(5, 1) == [1, 2])
    #expect(trial.events(5, 2) == [1])
  }

  @Test(arguments: HandOff.allCases) func whoPublishesOnTheMoveGetsNothingBack(_ handOff: HandOff) throws {
    var trial = trial(handOff, .line(3))
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 3)
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 1)
    trial.ask(.connect(0), at: 3)
    trial.ask(BrokerTrial.event(1), at: 3)
    trial.ask(.disconnect, at: 3)
    trial.ask(BrokerTrial.event(2), at: 3)
    trial.ask(.connect(2), at: 3)
    trial.ask(BrokerTrial.event(3), at: 3)
    #expect(trial.events(3, 1) == [1, 2, 3])
    #expect(trial.events(1, 1) == [1, 2, 3])
  }

  @Test func clientsChangeTheirMindWhileAway() throws {
    var trial = trial(.marker, .line(3))
    trial.ask(.subscribe(1, BrokerTrial.range(0, 9)), at: 3)
    trial.ask(.connect(0), at: 3)
    trial.ask(.disconnect, at: 3)
    trial.ask(.unsubscribe(1), at: 3)
    trial.ask(.subscribe(2, BrokerTrial.range(5, 7)), at: 3)
    for value: Int64 in [1, 6] { trial.ask(BrokerTrial.event(value), at: 1) }
    trial.ask(.connect(2), at: 3)
    trial.ask(BrokerTrial.event(7), at: 1)
    try trial.checkInvariants()
    // What was kept by the old filter is handed over, and filtered by the new one.
    #expect(trial.events(3, 1) == [] && trial.events(3, 2) == [2, 3])
  }
}
