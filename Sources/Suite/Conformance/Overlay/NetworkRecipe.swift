import PropertyTesting
import Randomness

/// A network by its size and the seed of everything random in it: what laws of finished overlays are checked on.
public struct NetworkRecipe: Hashable, Sendable, CustomStringConvertible {
  /// The number of nodes.
  public let nodes: Int

  /// Where identifiers and choices of neighbours come from.
  public let seed: Seed

  /// For instance `7 nodes of seed 2`.
  public var description: String { "\(nodes) nodes of seed \(seed)" }
}

extension Generator<NetworkRecipe> {
  /// Networks of at least so many nodes, small ones as often as large ones, which have up to some 600.
  ///
  /// - Precondition: `least` is positive.
  public static func nodes(from least: Int = 3) -> Generator {
    precondition(least > 0, "a network has a node")
    return Generator { source throws(Rejection) in
      let nodes = try source.integer(in: least...max(600, least))
      return NetworkRecipe(nodes: nodes, seed: Seed(try source.integer(in: 0...0xFFFF)))
    }
  }
}
