import Events
import ModelChecking
import Participants

/// A few brokers, some of whose clients publish and some of whose clients move: the same for every hand-off.
///
/// Subscriptions are settled before anything else happens, so that no event may be missed. The links between brokers lose nothing and keep
/// the order; what is sent to a client that is away is lost.
struct HandOffScenario: Sendable {
  typealias State = NetworkState<Broker, EventWatch>

  /// A subscription that lasts.
  struct Subscription: Sendable {
    let address: Address
    let number: UInt32
    let filter: Filter
  }

  /// One or two words.
  let name: String

  /// The brokers that stay.
  let tree: BrokerTree

  /// Brokers of each subtree that moves: 1 for a client.
  let subtrees: [Int]

  /// What happens before.
  let beginning: [(at: Address, request: BrokerRequest)]

  /// What is asked of each broker, or of who moves, one after the other.
  let requests: [Address: [BrokerRequest]]

  /// A scenario.
  init(
    _ name: String, _ tree: BrokerTree, subtrees: [Int] = [1], beginning: [(at: Address, request: BrokerRequest)],
    requests: [Address: [BrokerRequest]]
  ) {
    self.name = name
    self.tree = tree
    self.subtrees = subtrees
    self.beginning = beginning
    self.requests = requests
  }

  /// The roots of the subtrees that move.
  var movers: [Address] {
    subtrees.indices.map { Address(tree.count + subtrees[..<$0].reduce(0, +)) }
  }

  /// Those who publish.
  var publishers: [Address] {
    requests.keys.filter { events(of: $0).count > 0 }.sorted()
  }

  /// Subscriptions that are there from the beginning to the end.
  var subscriptions: [Subscription] {
    beginning.compactMap { address, request in
      guard case .subscribe(let number, let filter) = request,
        !(requests[address] ?? []).contains(.unsubscribe(number))
      else { return nil }
      return Subscription(address: address, number: number, filter: filter)
    }
  }

  /// The filter of a subscription, also of one that ends.
  func filter(at address: Address, _ number: UInt32) -> Filter? {
    for case (address, .subscribe(number, let filter)) in beginning { return filter }
    return nil
  }

  /// The attributes of an event; none of one that nobody publishes.
  func content(of event: PublicationID) -> [AttributeValue] {
    let all = events(of: event.publisher)
    return event.number >= 1 && event.number <= all.count ? all[Int(event.number) - 1] : []
  }

  private func events(of publisher: Address) -> [[AttributeValue]] {
    (requests[publisher] ?? []).compactMap { if case .publish(let content) = $0 { content } else { nil } }
  }

  /// All participants as they are when everything before has come to rest.
  func participants(_ settings: BrokerSettings, fault: Broker.Fault?) -> [Broker] {
    var all = tree.brokers(settings)
    for size in subtrees { all += BrokerTree.line(size).brokers(settings, first: all.count, moves: true) }
    all.settle(beginning)
    for index in all.indices { all[index].fault = fault }
    return all
  }

  /// The scenario with a hand-off, to be checked for some guarantees.
  func model(
    _ settings: BrokerSettings, fault: Broker.Fault? = nil,
    checking guarantees: [HandOffGuarantee] = HandOffGuarantee.allCases
  ) throws -> NetworkModel<Broker, EventWatch> {
    return try NetworkModel(
      participants(settings, fault: fault), channels: .ordered, requests: requests,
      observer: EventWatch(watchesCrossings: guarantees.contains(.linkOnce)),
      properties: guarantees.map { guarantee in
        .always(guarantee.rawValue) { satisfies(guarantee, $0) }
      } + [.noDeadlock(everythingIsDone) { isDone($0) }])
  }

  /// Nobody waits for anything in vain.
  private var everythingIsDone: String { "every run ends when everything is done" }

  private func isDone(_ state: State) -> Bool {
    isQuiet(state)
      && state.clients.enumerated().allSatisfy { index, client in
        !client.isWaiting && client.made == requests[Address(index)]?.count ?? 0
      }
  }
}

extension HandOffScenario {
  private static func range(_ low: Int64, _ high: Int64) -> Filter { Filter([Constraint(0, low, high)]) }

  private static func events(_ values: Int64...) -> [BrokerRequest] {
    values.map { .publish([AttributeValue(0, $0)]) }
  }

  /// A client that wants all of three brokers' line moves from one end to the other, where another client wants some of it. The one in the
  /// middle publishes.
  private static func line(_ name: String, _ moves: [BrokerRequest], _ values: Int64...) -> HandOffScenario {
    HandOffScenario(
      name, .line(3),
      beginning: [(3, .subscribe(1, range(0, 9))), (3, .connect(0)), (2, .subscribe(1, range(3, 4)))],
      requests: [1: values.map { .publish([AttributeValue(0, $0)]) }, 3: moves])
  }

  /// A client leaves, and connects itself elsewhere later.
  static let absence = line("absence", [.disconnect, .connect(2)], 3, 8, 4)

  /// A client changes over from one broker to the other.
  static let change = line("change", [.connect(2)], 3, 8, 4)

  /// A client changes over, and comes back before all of that is done.
  static let comingBack = line("coming back", [.connect(2), .connect(0)], 3, 8)

  /// A client leaves, comes elsewhere, leaves and comes back.
  static let wandering = line("wandering", [.disconnect, .connect(2), .disconnect, .connect(0)], 3, 8)

  /// A client goes from leaf to leaf of a star, and on before the first move is done.
  static let tour = HandOffScenario(
    "tour", .star(4), beginning: [(4, .subscribe(1, range(0, 9))), (4, .connect(1))],
    requests: [0: events(3, 8), 4: [.connect(2), .connect(3)]])

  /// Two clients change places, one of whom wants what the other wants too.
  static let exchange = HandOffScenario(
    "exchange", .line(3), subtrees: [1, 1],
    beginning: [
      (3, .subscribe(1, range(0, 9))), (3, .connect(0)), (4, .subscribe(1, range(3, 4))), (4, .connect(2)),
    ], requests: [1: events(4), 3: [.connect(2)], 4: [.connect(0)]])

  /// Two brokers with a client each move as one, and something is published among them.
  static let subtree = HandOffScenario(
    "subtree", .line(3), subtrees: [2],
    beginning: [
      (3, .subscribe(1, range(0, 9))), (4, .subscribe(1, range(3, 4))), (3, .connect(0)),
      (2, .subscribe(1, range(3, 4))),
    ], requests: [1: events(3, 8), 3: [.disconnect, .connect(2)], 4: events(4)])

  /// A client that wants all ends its subscription, which covered another one's behind it, while somebody publishes.
  static let ending = HandOffScenario(
    "ending", .line(3), subtrees: [1],
    beginning: [
      (0, .subscribe(1, range(0, 9))), (0, .subscribe(2, range(3, 4))), (3, .subscribe(1, range(2, 5))),
      (3, .connect(0)),
    ],
    requests: [0: [.unsubscribe(1)], 2: events(3, 4, 8), 3: [.disconnect, .connect(1)]])
}
