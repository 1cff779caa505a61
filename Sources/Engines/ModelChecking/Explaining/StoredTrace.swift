/// A trace as a file keeps it: which way to go through a model, and how to tell that the model is still the same.
///
/// States come back when the model is run along the ordinals, and the fingerprints say whether they are the ones that were meant. What
/// is kept of them as text is for readers.
public struct StoredTrace: Hashable, Sendable {
  /// The format, with its version.
  public static let schema = "ivce.trace/1"

  /// One step.
  public struct Step: Hashable, Sendable {
    /// The place of the action among those that the state before allows.
    public let ordinal: Int
    /// The action as text.
    public let action: String
    /// The key of the state that it leads to.
    public let fingerprint: UInt64
    /// What it changes, as text.
    public let changes: [FieldChange]
  }

  /// The name of the model.
  public let model: String

  /// The property that the trace is about.
  public let property: String

  /// The place of the first state among the model's initial states.
  public let initial: Int

  /// The key of the first state.
  public let fingerprint: UInt64

  /// The number of steps after which the trace repeats itself, as in ``ModelTrace/cycleStart``.
  public let cycleStart: Int?

  /// The parts of the first state, as text.
  public let state: [StateField]

  /// The steps.
  public let steps: [Step]

  init(
    model: String, property: String, initial: Int, fingerprint: UInt64, cycleStart: Int?, state: [StateField],
    steps: [Step]
  ) {
    self.model = model
    self.property = property
    self.initial = initial
    self.fingerprint = fingerprint
    self.cycleStart = cycleStart
    self.state = state
    self.steps = steps
  }

  /// A trace of the model with this name, about one of its properties. Without the model, nothing is told of the states.
  public init<M: Model>(_ trace: ModelTrace<M>, in model: M? = nil, of name: String, about property: String) {
    let steps = trace.steps.enumerated().map { index, step in
      Step(
        ordinal: step.ordinal, action: "\(step.action)", fingerprint: step.fingerprint,
        changes: model?.changes(from: trace.state(after: index), to: trace.state(after: index + 1)) ?? [])
    }
    self.init(
      model: name, property: property, initial: trace.initialOrdinal, fingerprint: trace.initialFingerprint,
      cycleStart: trace.cycleStart, state: model?.fields(of: trace.state(after: 0)) ?? [], steps: steps)
  }
}
