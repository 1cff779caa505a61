import Overlays
import PropertyTesting
import Randomness

/// A FissionE network by its history: so many peers that joined one after another, and then joins and leaves.
public struct MembershipRecipe: Sendable, CustomStringConvertible {
  /// A peer that comes or goes.
  enum Change: Hashable, Sendable, CustomStringConvertible {
    /// Somebody joins; the point it asks for, and whom it meets on its walk, come from this seed.
    case join(Seed)
    /// The peer at this place among those there leaves.
    case leave(Int)

    var description: String {
      switch self {
      case .join(let seed): "join \(seed)"
      case .leave(let place): "leave \(place)"
      }
    }
  }

  /// How many peers there are before the changes.
  let peers: Int

  /// Where the points come from at which these joined.
  let seed: Seed

  /// What happens then.
  let changes: [Change]

  /// For instance `5 peers of seed 0, then join 3, leave 1`.
  public var description: String {
    let rest = changes.isEmpty ? "" : ", then " + changes.map { "\($0)" }.joined(separator: ", ")
    return "\(peers) peers of seed \(seed)\(rest)"
  }

  /// The network with this history, which holds the objects of the laws from the beginning.
  func applied(to network: FissionENetwork) -> FissionENetwork {
    var network = network
    var points = seed.stream("overlay.fissione.growth")
    for object in FissionEMembershipLaws.objects { network.store(object) }
    while network.count < peers { _ = network.join(using: &points) }
    for change in changes {
      switch change {
      case .join(let seed):
        var points = seed.stream("overlay.fissione.join")
        _ = network.join(using: &points)
      case .leave(let place):
        let peers = network.peers
        _ = network.leave(peers[place % peers.count])
      }
    }
    return network
  }
}

extension Generator<MembershipRecipe> {
  /// Histories of at least so many peers before they change.
  public static func histories(from least: Int = FissionENetwork.minimumPeers) -> Generator {
    let change = Generator<MembershipRecipe.Change> { source throws(Rejection) in
      if try source.coin() { return .leave(try source.integer(in: 0...0xFFFF)) }
      return .join(Seed(try source.integer(in: 0...0xFFFF)))
    }
    return Generator { source throws(Rejection) in
      MembershipRecipe(
        peers: try source.integer(in: least...max(400, least)), seed: Seed(try source.integer(in: 0...0xFFFF)),
        changes: try source.draw(.array(of: change)))
    }
  }
}
