import Latencies
import Overlays
import Participants
import PropertyTesting
import Randomness
import Simulation

/// A living network by its history: so many peers that have settled, and then some that come, crash and leave.
public struct LivingRecipe: Sendable, CustomStringConvertible {
  /// A peer that comes or goes.
  enum Change: Hashable, Sendable, CustomStringConvertible {
    /// A newcomer.
    case join
    /// The peer at this place among those there crashes.
    case crash(Int)
    /// The peer at this place among those there leaves, if its overlay knows how to; else it crashes.
    case leave(Int)

    var description: String {
      switch self {
      case .join: "a join"
      case .crash(let place): "crash \(place)"
      case .leave(let place): "leave \(place)"
      }
    }
  }

  /// A change, and whole seconds until the next.
  struct Step: Sendable, CustomStringConvertible {
    let change: Change
    let pause: Int

    var description: String { "\(change) and \(pause) s" }
  }

  /// Peers of the settled network.
  let peers: Int

  /// Decides everything else that is random.
  let seed: Seed

  /// What happens then.
  let steps: [Step]

  /// For instance `16 peers of seed 0, then crash 3 and 0 s, a join and 7 s`.
  public var description: String {
    let rest = steps.isEmpty ? "" : ", then " + steps.map { "\($0)" }.joined(separator: ", ")
    return "\(peers) peers of seed \(seed)\(rest)"
  }

  /// Fewer are no network any more, and are left alone.
  static let fewestPeers = 12

  /// More changes than this at once would be too many for lists of successors, of which there are eight.
  private static let mostSteps = 6

  /// Histories of up to six changes.
  public static let histories = Generator<LivingRecipe> { source throws(Rejection) in
    let step = Generator<Step> { source throws(Rejection) in
      let place = try source.integer(in: 0...255)
      let changes: [Change] = [.join, .crash(place), .leave(place)]
      return Step(change: changes[try source.integer(in: 0...2)], pause: try source.integer(in: 0...20))
    }
    return LivingRecipe(
      peers: try source.integer(in: 16...28), seed: Seed(try source.integer(in: 0...0xFFFF)),
      steps: try source.draw(.array(of: step, count: 0...mostSteps)))
  }

  /// The settled network, on synthetic latencies and with the usual trouble.
  func network<Peer: OverlayPeer>(of _: Peer.Type, changing change: (inout Peer) -> Void) -> LivingNetwork<Peer> {
    LivingNetwork(
      NetworkBeginning(settled: peers, newcomers: steps.count, seed: seed),
      latency: .matrix(Self.latencies, jitter: 0.1), changingPeers: change)
  }

  private static let latencies = LatencyMatrix.synthetic(hosts: 40, seed: 1)

  /// Has a change come about.
  func apply<Peer: OverlayPeer>(_ change: Change, to network: inout LivingNetwork<Peer>) {
    let members = network.members
    guard change == .join || members.count >= Self.fewestPeers else { return }
    switch change {
    case .join: network.simulation.add()
    case .crash(let place): network.simulation.crash(members[place % members.count].address)
    case .leave(let place):
      let address = members[place % members.count].address
      if let leave = Peer.leave {
        network.simulation.request(leave, at: address)
      } else {
        network.simulation.crash(address)
      }
    }
  }
}
