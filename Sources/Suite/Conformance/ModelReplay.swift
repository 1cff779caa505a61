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

  init<M: Model>(_ source: Source, in model: M) throws {
    self =
      switch source {
      case .stored(let stored): try Self.replay(stored, in: model)
      case .token(let token): try Self.replay(token, in: model)
      }
  }

  private static func replay<M: Model>(_ stored: StoredTrace, in model: M) throws -> ModelReplay {
    switch try stored.replay(in: model) {
    case .failure(let divergence): return ModelReplay(diverging: divergence.description)
    case .success(let replay):
      let kind = model.properties.first { $0.name == stored.property }?.kind
      return ModelReplay(
        replay.trace, in: model, stored, [replay.evidence], breaks: kind != .sometimes && replay.evidence.isShown)
    }
  }

  private static func replay<M: Model>(_ token: ReplayToken, in model: M) throws -> ModelReplay {
    let trace: ModelTrace<M>
    do throws(ModelError) {
      trace = try ModelTrace(model, initial: token.initial, ordinals: token.ordinals, cycleStart: token.cycleStart)
    } catch {
      guard case .notAPath(let step, let finding) = error else { throw error }
      return ModelReplay(diverging: step == 0 ? finding : "at step \(step) \(finding)")
    }
    let broken = try model.properties.filter { $0.kind != .sometimes }
      .map { (name: $0.name, evidence: try trace.evidence(on: $0, in: model)) }.filter(\.evidence.isShown)
    let stored = StoredTrace(trace, of: token.model, about: broken.first?.name ?? "")
    return ModelReplay(trace, in: model, stored, broken.map(\.evidence), breaks: !broken.isEmpty)
  }

  private init(diverging sentence: String) {
    (text, chart, stored, divergence, evidence, isViolation) = ("", "", nil, sentence, [], false)
  }

  private init<M: Model>(
    _ trace: ModelTrace<M>, in model: M, _ stored: StoredTrace, _ evidence: [TraceEvidence], breaks: Bool
  ) {
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
