import Foundation

/// What a search found out about a model.
public struct SearchReport<M: Model>: Sendable {
  /// The answer.
  public enum Verdict: Sendable {
    /// All reachable states were visited, and every property holds.
    case holds
    /// A property is false, as the trace shows.
    case violated(property: String, trace: ModelTrace<M>)
    /// All reachable states were visited, and a possibility never came true.
    case neverTrue(property: String)
    /// A limit was reached. Everything at most so many states away from the start was visited, and nothing is known beyond.
    case incomplete(limit: SearchLimits.Kind, completeToDepth: Int)
  }

  /// How often the actions of a class were possible.
  public struct Coverage: Hashable, Sendable {
    /// The name of the class.
    public let actionClass: String
    /// Steps of the class among the transitions.
    public let transitions: Int
  }

  /// The answer.
  public internal(set) var verdict: Verdict

  /// Different states.
  public let states: Int

  /// Generated successors, initial states and repetitions included.
  public let transitions: Int

  /// States on the longest of the shortest paths to the states visited; for other than breadth-first searches, states on the
  /// longest path that was followed.
  public let depth: Int

  /// Bytes of the store, the parent links and the frontier when it was largest.
  public let bytes: Int

  /// Where the states were kept.
  public let store: StateStore

  /// States expected to have been missed because the store took them for others: the birthday bound n (g - n) / 2^64 of TLC for
  /// fingerprints, the sum of a bit field's chances, 0 for exact stores and packed states.
  public let expectedOmissions: Double

  /// A way to each possibility that came true, by property.
  public internal(set) var witnesses: [String: ModelTrace<M>]

  /// How often each class of actions was possible, in the model's order.
  public let coverage: [Coverage]

  /// Properties that hold for want of an occasion: `leadsTo` whose premise is never true.
  public internal(set) var vacuous: [String] = []

  /// Bytes a state.
  public var bytesPerState: Double { Double(bytes) / Double(max(states, 1)) }

  /// Classes of actions that were never possible.
  public var neverEnabled: [String] { coverage.filter { $0.transitions == 0 }.map(\.actionClass) }

  @usableFromInline
  init(
    _ model: M, verdict: Verdict, states: Int, transitions: Int, depth: Int, bytes: Int, store: StateStore,
    fieldOmissions: Double = 0, witnesses: [String: ModelTrace<M>] = [:], coverage: [Int]
  ) {
    self.verdict = verdict
    self.states = states
    self.transitions = transitions
    self.depth = depth
    self.bytes = bytes
    self.store = store
    self.witnesses = witnesses
    let ruledOut = model.classesRuledOut
    self.coverage = zip(model.actionClasses, coverage).enumerated().filter { !ruledOut.contains($0.offset) }.map {
      Coverage(actionClass: $0.element.0, transitions: $0.element.1)
    }
    expectedOmissions =
      switch store {
      case .exact: 0
      case .bitstate: fieldOmissions
      case .fingerprints:
        M.State.isPacked ? 0 : Double(states) * Double(max(transitions - states, 0)) * exp2(-64)
      }
  }
}
