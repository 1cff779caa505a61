import Participants
import Randomness

/// A tree of brokers, numbered so that the brokers of every subtree follow one another: each needs to know no more of the others
/// than two numbers for each of its neighbours.
public struct BrokerTree: Hashable, Sendable {
  /// The parent of each broker, which comes before it; of the first, itself.
  public let parents: [Int]

  /// Brokers in each one's subtree, itself included.
  private let sizes: [Int]

  /// The number of brokers.
  public var count: Int { parents.count }

  /// A tree of which the parent of each broker after the first is given, in depth-first order.
  ///
  /// - Precondition: a parent is the broker before, or one of that one's ancestors.
  public init(parents: [Int]) {
    precondition(parents.first == 0, "a tree has a root, which is its own parent")
    var ancestors = [0]
    for broker in parents.indices.dropFirst() {
      while let last = ancestors.last, last != parents[broker] { ancestors.removeLast() }
      precondition(!ancestors.isEmpty, "brokers are numbered depth-first")
      ancestors.append(broker)
    }
    var sizes = [Int](repeating: 1, count: parents.count)
    for broker in parents.indices.dropFirst().reversed() { sizes[parents[broker]] += sizes[broker] }
    self.parents = parents
    self.sizes = sizes
  }

  /// One after the other.
  public static func line(_ count: Int) -> BrokerTree { BrokerTree(parents: (0..<count).map { max(0, $0 - 1) }) }

  /// One in the middle, which is the first.
  public static func star(_ count: Int) -> BrokerTree { BrokerTree(parents: Array(repeating: 0, count: count)) }

  /// A tree that has grown by attaching each broker to one of those before, drawn at random among those with fewer than `degree` neighbours.
  public static func random<G: RandomNumberGenerator>(
    _ count: Int, degree: Int = 6, using generator: inout G
  ) -> BrokerTree {
    precondition(count >= 1 && degree >= 2, "a tree has a broker, and goes on from each")
    var children: [[Int]] = [[]]
    var open = [0]
    for broker in 1..<max(count, 1) {
      let place = generator.below(open.count)
      let parent = open[place]
      children[parent].append(broker)
      children.append([])
      open.append(broker)
      if children[parent].count + (parent == 0 ? 0 : 1) == degree {
        open.swapAt(place, open.count - 1); open.removeLast()
      }
    }
    var parents: [Int] = []
    var pending = [(broker: 0, parent: 0)]
    while let next = pending.popLast() {
      let number = parents.count
      parents.append(next.parent)
      for child in children[next.broker].reversed() { pending.append((child, number)) }
    }
    return BrokerTree(parents: parents)
  }

  /// The brokers, who know their neighbours and nothing else.
  ///
  /// - Parameters:
  ///   - first: the address of the first; the others follow.
  ///   - moves: whether the first is the root of a subtree that moves, and has a link more.
  public func brokers(_ settings: BrokerSettings, first: Int = 0, moves: Bool = false) -> [Broker] {
    var links = [[BrokerLink]](repeating: [], count: count)
    for broker in parents.indices.dropFirst() {
      let (one, parent) = (Address(first + broker), Address(first + parents[broker]))
      links[broker].append(BrokerLink(to: parent, behind: nil))
      links[parents[broker]].append(
        BrokerLink(to: one, behind: AddressRange(one, Address(first + broker + sizes[broker] - 1))))
    }
    if moves, settings.routing != .flooding, !settings.usesAdvertisements {
      // Whatever is published in a subtree that moves goes out of it, and is asked for from the beginning.
      for broker in links.indices {
        for place in links[broker].indices {
          if links[broker][place].behind == nil {
            links[broker][place].wanted = [.everything]
          } else {
            links[broker][place].announced = [.everything]
          }
        }
      }
    }
    return links.indices.map { Broker(links: links[$0], settings: settings, moves: moves && $0 == 0) }
  }
}

extension [Broker] {
  /// Has clients ask for some things, one after the other, and lets the brokers bring every message to its end before the next: the
  /// state from which a model or a simulation begins.
  public mutating func settle(_ requests: [(at: Address, request: BrokerRequest)]) {
    var effects = Effects<Broker>()
    for (address, request) in requests {
      var pending = [(input: Input<Broker>.request(request), to: address)]
      var next = 0
      while next < pending.count {
        let (input, receiver) = pending[next]
        next += 1
        guard indices.contains(receiver.index) else { continue }
        effects.begin(at: receiver)
        self[receiver.index].handle(input, effects: &effects)
        for case .send(let message, let other) in effects.all {
          pending.append((.message(message, from: receiver), other))
        }
      }
    }
  }
}
