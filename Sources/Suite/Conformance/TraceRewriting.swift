import ModelChecking

/// How a trace may be told more plainly without showing anything else.
public struct TraceRewriting: Sendable, Hashable {
  /// Whether steps are left out that it does not need.
  public var minimises = false

  /// Whether the steps of each actor are brought together where their order does not matter.
  public var groups = false

  /// The trace as it is.
  public init() {}
}

extension TraceRewriting {
  /// The trace told so, which shows the same about the property; as it is if there is no property, or one of runs.
  func rewritten<M: Model>(
    _ trace: ModelTrace<M>, in model: M, showing property: ModelProperty<M.State>?
  ) throws(ModelError) -> ModelTrace<M> {
    guard let property, property.kind.isAboutStates else { return trace }
    var trace = trace
    if minimises { trace = try trace.minimised(in: model, showing: property) }
    if groups { trace = try trace.grouped(in: model, by: RandomWalks(model).actor) }
    return trace
  }
}
