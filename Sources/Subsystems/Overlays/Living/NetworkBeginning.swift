import Participants
import Randomness

/// How a living network begins: so many peers that have settled, and newcomers who know some of them.
public struct NetworkBeginning: Sendable {
  /// Peers of the settled network, with the addresses from 0.
  public let settled: Int

  /// Peers that come later, with the addresses after those.
  public let newcomers: Int

  /// Decides identifiers and who knows whom.
  public let seed: Seed

  /// A network.
  ///
  /// - Precondition: at least 16 have settled, more than a ring's list of successors holds, and addresses suffice for all.
  public init(settled: Int, newcomers: Int = 0, seed: Seed) {
    precondition(settled >= 16 && newcomers >= 0 && settled < 1 << 30 && newcomers < 1 << 30, "there are 16 or more")
    self.settled = settled
    self.newcomers = newcomers
    self.seed = seed
  }

  /// All peers.
  public var count: Int { settled + newcomers }

  /// How many a peer knows who would let it in.
  public static let acquaintances = 8

  /// Different random identifiers, one for each peer.
  public func identifiers(_ label: String) -> [UInt64] {
    var generator = seed.stream(label)
    var known: Set<UInt64> = []
    var identifiers: [UInt64] = []
    identifiers.reserveCapacity(count)
    while identifiers.count < count {
      let identifier = generator.next()
      if known.insert(identifier).inserted { identifiers.append(identifier) }
    }
    return identifiers
  }

  /// Whom the peer at each address asks to be let in when it comes, or comes back: settled peers other than itself.
  public func introducers() -> [[Address]] {
    var generator = seed.stream("living.introducers")
    return (0..<count).map { index in
      (0..<Self.acquaintances).map { _ in
        let other = generator.below(settled - (index < settled ? 1 : 0))
        return Address(index < settled && other >= index ? other + 1 : other)
      }
    }
  }
}
