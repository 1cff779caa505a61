import Randomness

/// How a random walk chooses among the steps that a state allows.
public enum WalkPriorities: Hashable, Sendable {
  /// Each step with the same probability.
  case uniform

  /// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte 2010): actors get priorities at
  /// random, and of those that can move the highest does. After each of `depth - 1` steps, whose numbers are drawn before,
  /// whoever took it falls below all others. Among steps of one actor each has the same probability.
  ///
  /// A bug of depth d is one that d - 1 orders between two steps and the choice of who goes first bring about. Of n actors
  /// that end within k steps, a walk finds it with a probability of at least 1 / (n kᵈ⁻¹); k is taken to be the number of
  /// steps of a walk, so that this should not be much more than the model needs. An actor that can always move lets
  /// no lower one move.
  case pct(depth: Int)
}

/// The priorities of the actors in one walk.
///
/// What an actor starts with is a function of the walk's seed and the actor's number, different for different actors, so that
/// actors need not be known beforehand. Those that have fallen are kept in a list, which is as short as there are changes.
@usableFromInline
struct ActorPriorities {
  private let seed: Seed
  /// The numbers of the steps after which somebody falls; the first in the list falls lowest but one, and so on.
  private let changes: [Int]
  private var fallen: [(actor: Int, rank: Int)] = []

  init(depth: Int, steps: Int, seed: Seed) {
    self.seed = seed
    var generator = seed.stream("changes")
    changes = (1..<depth).map { _ in 1 + generator.below(steps) }
  }

  /// The priority of an actor: the fallen are below the others, and the later in the list of changes, the lower.
  @usableFromInline
  func priority(of actor: Int) -> Priority {
    if let place = fallen.firstIndex(where: { $0.actor == actor }) { return .fallen(rank: fallen[place].rank) }
    return .initial(seed.child("actor", UInt64(truncatingIfNeeded: actor)).value)
  }

  /// Notes that an actor took a step, the first being number 1.
  @usableFromInline
  mutating func took(step: Int, _ actor: Int) {
    for (index, change) in changes.enumerated() where change == step {
      fallen.removeAll { $0.actor == actor }
      fallen.append((actor, -index))
    }
  }

  @usableFromInline
  enum Priority: Comparable {
    case fallen(rank: Int)
    case initial(UInt64)
  }
}
