import Foundation

/// What a search found out about a model.
public struct SearchReport<M: Model>: Sendable {
  /// The answer.
  public enum Verdict: Sendable {
    /// All states in reach were visited, but for those beyond the scope (``SearchReport/stepsOutOfScope``), and every property
    /// holds. Fingerprints may have hidden some, with the probability that ``SearchReport/expectedOmissions`` states.
    case holds
    /// All states were visited that a bit field tells apart, and none of them breaks a property of states. About so many were
    /// never seen, so that nothing is proved: neither that the properties hold, nor that a possibility without a witness never
    /// comes true.
    case noViolationFound(expectedOmissions: Double)
    /// A property is false, as the trace shows.
    case violated(property: String, trace: ModelTrace<M>)
    /// All reachable states were visited, and a possibility never came true.
    case neverTrue(property: String)
    /// A limit was reached. Everything at most so many states away from the start was visited, and nothing is known beyond.
    case incomplete(limit: SearchLimits.Kind, completeToDepth: Int)

    /// The answer of a search that has no states left and found no property of states false.
    @usableFromInline
    static func ofAll(in store: StateStore, expectedOmissions: Double, neverTrue: String?) -> Verdict {
      if case .bitstate = store { return .noViolationFound(expectedOmissions: expectedOmissions) }
      return neverTrue.map { .neverTrue(property: $0) } ?? .holds
    }
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

  /// Transitions from states in scope to states beyond it, which were not followed: nothing is known of what comes after them. If there
  /// are none, the scope leaves nothing out, unless it is an initial state.
  public let stepsOutOfScope: Int

  /// States on the longest of the shortest paths to the states visited; for other than breadth-first searches, states on the
  /// longest path that was followed, which for depth-first searches with several workers depends on their timing.
  public let depth: Int

  /// Bytes of the store, the parent links and the frontier when it was largest, spare room included; those of the graph and of what
  /// is decided on it, if there are properties of runs and these took more.
  public internal(set) var bytes: Int

  /// Where the states were kept.
  public let store: StateStore

  /// States expected to have been missed because the store took them for others: the birthday bound n (g - n) / 2^64 of TLC for
  /// fingerprints, the sum of a bit field's chances, 0 for exact stores and packed states.
  public let expectedOmissions: Double

  /// A way to each possibility that came true, by property; which way, depends on timing if several workers search depth-first.
  public internal(set) var witnesses: [String: ModelTrace<M>]

  /// How often each class of actions was possible, in the model's order.
  public let coverage: [Coverage]

  /// Properties that hold for want of an occasion: `leadsTo` whose premise is never true.
  public internal(set) var vacuous: [String] = []

  /// Bytes a state.
  public var bytesPerState: Double { Double(bytes) / Double(max(states, 1)) }

  /// Classes of actions that were never possible.
  public var neverEnabled: [String] { coverage.filter { $0.transitions == 0 }.map(\.actionClass) }

  /// The report of a search that a limit ended before it began.
  init(_ model: M, endedBefore limit: SearchLimits.Kind, store: StateStore) {
    self.init(
      model, verdict: .incomplete(limit: limit, completeToDepth: 0), states: 0, transitions: 0, depth: 0, bytes: 0,
      store: store, coverage: Array(repeating: 0, count: model.actionClasses.count))
  }

  @usableFromInline
  init(
    _ model: M, verdict: Verdict, states: Int, transitions: Int, stepsOutOfScope: Int = 0, depth: Int, bytes: Int,
    store: StateStore, fieldOmissions: Double = 0, witnesses: [String: ModelTrace<M>] = [:], coverage: [Int]
  ) {
    self.verdict = verdict
    self.states = states
    self.transitions = transitions
    self.stepsOutOfScope = stepsOutOfScope
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
