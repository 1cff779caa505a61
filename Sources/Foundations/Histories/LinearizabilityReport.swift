/// Whether a history is linearizable. Operations are named by their places in `RecordedHistory.operations`.
public enum LinearizabilityVerdict: Hashable, Sendable {
  /// It is: the object would have given these replies in this order, which keeps operations that do not overlap in
  /// theirs. Every operation with a reply is in it, and those without that had to take effect.
  case linearizable(order: [Int])

  /// It is not, as the search has shown completely.
  case violated(LinearizabilityViolation)

  /// The search ended before it knew.
  case unknown(Reason)

  /// Why a search ended early.
  public enum Reason: Hashable, Sendable {
    /// It used all the steps it was given.
    case stepLimit
    /// It was told to stop.
    case interruption
  }
}

/// How far a history that is not linearizable can be explained.
public struct LinearizabilityViolation: Hashable, Sendable {
  /// The operation whose reply cannot be explained: the history is linearizable up to that event, but not with it. What
  /// overlaps the event may have had its effect or not, but counts with the reply that it got later. If the history was
  /// tested part by part, this holds of the operation's part.
  public let blocked: Int

  /// An order for the history before that reply, as long as possible among those the search has met: it holds every
  /// operation of the part that had been replied to, and some that had only been called.
  public let prefix: [Int]

  /// The operations that were tested together, in the order of their calls.
  public let part: [Int]

  @usableFromInline
  package init(blocked: Int, prefix: [Int], part: [Int]) {
    self.blocked = blocked
    self.prefix = prefix
    self.part = part
  }
}

/// A verdict and what it cost.
public struct LinearizabilityReport: Hashable, Sendable {
  /// Whether the history is linearizable.
  public let verdict: LinearizabilityVerdict

  /// How many parts the history has; the search stops at one that is violated.
  public let parts: Int

  /// How often the object was asked for its next state.
  public let steps: Int

  /// How many different pairs of operations placed and resulting state were met.
  public let configurations: Int

  @usableFromInline
  init(_ verdict: LinearizabilityVerdict, parts: Int, steps: Int, configurations: Int) {
    self.verdict = verdict
    self.parts = parts
    self.steps = steps
    self.configurations = configurations
  }

  /// Whether the history is known to be linearizable.
  public var isLinearizable: Bool {
    if case .linearizable = verdict { true } else { false }
  }

  /// Whether the history is known not to be linearizable.
  public var isViolated: Bool {
    if case .violated = verdict { true } else { false }
  }
}
