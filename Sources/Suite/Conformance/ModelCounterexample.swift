import ModelChecking

/// The way to a state or run that breaks a property of a model, whatever the model's type.
public struct ModelCounterexample: Sendable {
  /// What happens.
  public let actions: [String]

  /// The number of actions after which the rest repeats; nil for a way that merely ends.
  public let cycleStart: Int?

  /// What `ivce replay` takes.
  public let token: ReplayToken

  /// How many steps the trace had before those were left out that it does not need; nil if it is as it was found.
  public internal(set) var minimisedFrom: Int?

  /// The trace with the fingerprints of its states, as it is kept in a file.
  public let stored: StoredTrace

  init<M: Model>(_ trace: ModelTrace<M>, to property: String, of id: String, _ model: M) {
    actions = trace.steps.map(\.action.description)
    cycleStart = trace.cycleStart
    stored = StoredTrace(trace, in: model, of: id, about: property)
    token = ReplayToken(
      model: id, initial: trace.initialOrdinal, ordinals: trace.steps.map(\.ordinal), cycleStart: trace.cycleStart)
  }

  /// One line.
  public var summary: String {
    guard let cycleStart else { return actions.isEmpty ? "at the start" : "after \(actions.joined(separator: ", "))" }
    let before = actions.prefix(cycleStart).joined(separator: ", ")
    let cycle = actions.dropFirst(cycleStart).joined(separator: ", ")
    let prefix = before.isEmpty ? "" : "after \(before), "
    return prefix + (cycle.isEmpty ? "nothing more happens" : "forever \(cycle)")
  }
}
