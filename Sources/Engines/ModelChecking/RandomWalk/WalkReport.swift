/// What random walks found out about a model. They can refute a property or show a possibility; they prove nothing.
public struct WalkReport<M: Model>: Sendable {
  /// The answer.
  public enum Verdict: Sendable {
    /// A property is false, as the trace shows.
    case violated(property: String, trace: ModelTrace<M>)
    /// Nothing wrong was met, which says nothing about what was not. A limit ended the walks, or all were taken.
    case incomplete(limit: SearchLimits.Kind?)
  }

  /// The answer.
  public let verdict: Verdict

  /// Walks taken, the last of them perhaps not to its end. It is the one that met a violation.
  public let walks: Int

  /// Steps taken by all of them.
  public let steps: Int

  /// Walks that were cut because they had met nothing new for too long.
  public let restarts: Int

  /// Different states, told apart by their keys.
  public let states: Int

  /// States met for the first time within the last 1,000 steps, up to a multiple of 1,000: near zero when more walks of this
  /// kind would show little more.
  public let recentStates: Int

  /// Bytes of the set of keys.
  public let bytes: Int

  /// A way to each possibility that came true, by property.
  public let witnesses: [String: ModelTrace<M>]

  /// Possibilities that never came true, and properties of runs, on which walks have no say.
  public let undecided: [String]

  /// Different states for every 1,000 steps.
  public var statesPerThousandSteps: Double { 1_000 * Double(states) / Double(max(steps, 1)) }
}
