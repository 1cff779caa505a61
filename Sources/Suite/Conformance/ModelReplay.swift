import ModelChecking

/// What became of a trace that was run again, whatever the type of its model.
public struct ModelReplay: Sendable {
  /// Where a trace comes from.
  public enum Source: Sendable {
    /// A file, whose fingerprints tell whether the model is still the same.
    case stored(StoredTrace)
    /// A token, which only names steps.
    case token(ReplayToken)
  }

  /// How many steps the trace had, and has now.
  public let lengths: (before: Int, after: Int)

  /// The trace step by step, with what each changes; empty if the model does not go along.
  public let text: String

  /// The trace as a Mermaid sequence chart; empty if the model does not go along.
  public let chart: String

  /// The trace as it is kept in a file; nil if the model does not go along.
  public let stored: StoredTrace?

  /// Where the model no longer does what the trace says; nil if it goes along.
  public let divergence: String?

  /// What the trace shows, in sentences: of the property that it was kept for, or of all that it breaks.
  public let evidence: [String]

  /// Whether it shows that a property is false.
  public let isViolation: Bool

  init<M: Model>(_ source: Source, in model: M, _ rewriting: TraceRewriting) throws {
    self =
      switch source {
      case .stored(let stored): try Self.replay(stored, in: model, rewriting)
      case .token(let token): try Self.replay(token, in: model, rewriting)
      }
  }

  private static func replay<M: Model>(
    _ stored: StoredTrace, in model: M, _ rewriting: TraceRewriting
  ) throws -> ModelReplay {
    switch try stored.replay(in: model) {
    case .failure(let divergence): return ModelReplay(diverging: divergence.description)
    case .success(let replay) where stored.property.isEmpty:
      // It was kept of a trace that broke nothing.
      return try judged(replay.trace, of: stored.model, in: model, rewriting)
    case .success(let replay):
      let property = model.properties.first { $0.name == stored.property }
      let trace = try rewriting.rewritten(replay.trace, in: model, showing: property)
      let evidence = try property.map { try trace.evidence(on: $0, in: model) } ?? replay.evidence
      return ModelReplay(
        trace, in: model, StoredTrace(trace, in: model, of: stored.model, about: stored.property), [evidence],
        breaks: property?.kind != .sometimes && evidence.isShown, before: replay.trace.steps.count)
    }
  }

  private static func replay<M: Model>(
    _ token: ReplayToken, in model: M, _ rewriting: TraceRewriting
  ) throws -> ModelReplay {
    let trace: ModelTrace<M>
    do throws(ModelError) {
      trace = try ModelTrace(model, initial: token.initial, ordinals: token.ordinals, cycleStart: token.cycleStart)
    } catch {
      guard case .notAPath(let step, let finding) = error else { throw error }
      return ModelReplay(diverging: step == 0 ? finding : "at step \(step) \(finding)")
    }
    return try judged(trace, of: token.model, in: model, rewriting)
  }

  /// What a trace shows that was kept for no property in particular.
  private static func judged<M: Model>(
    _ trace: ModelTrace<M>, of id: String, in model: M, _ rewriting: TraceRewriting
  ) throws -> ModelReplay {
    // What is told more plainly may break less: the first of these is kept.
    let first = try broken(by: trace, in: model).first?.property
    let plain = try rewriting.rewritten(trace, in: model, showing: first)
    let broken = try broken(by: plain, in: model)
    return ModelReplay(
      plain, in: model, StoredTrace(plain, in: model, of: id, about: first?.name ?? ""), broken.map(\.evidence),
      breaks: !broken.isEmpty, before: trace.steps.count)
  }

  /// The properties that a trace shows to be false.
  private static func broken<M: Model>(
    by trace: ModelTrace<M>, in model: M
  ) throws -> [(property: ModelProperty<M.State>, evidence: TraceEvidence)] {
    try model.properties.filter { $0.kind != .sometimes }
      .map { (property: $0, evidence: try trace.evidence(on: $0, in: model)) }.filter(\.evidence.isShown)
  }

  private init(diverging sentence: String) {
    (text, chart, stored, divergence, evidence, isViolation) = ("", "", nil, sentence, [], false)
    lengths = (0, 0)
  }

  private init<M: Model>(
    _ trace: ModelTrace<M>, in model: M, _ stored: StoredTrace, _ evidence: [TraceEvidence], breaks: Bool, before: Int
  ) {
    lengths = (before, trace.steps.count)
    self.stored = stored
    text = trace.text(in: model)
    chart = trace.mermaid(in: model)
    divergence = nil
    self.evidence = evidence.isEmpty ? ["the trace breaks no property"] : evidence.map(\.description)
    isViolation = breaks
  }
}

extension TraceEvidence {
  var isShown: Bool {
    if case .shown = self { true } else { false }
  }
}
