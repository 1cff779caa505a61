import InputFiles
import CanonicalEncoding

/// Where a model no longer does what a trace says.
public struct Divergence: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of the step, from 1; 0 for the first state.
  public let step: Int

  /// What the trace says.
  public let expected: String

  /// What the model does.
  public let found: String

  /// One sentence.
  public var description: String {
    "\(step == 0 ? "at the start" : "at step \(step)") the trace says \(expected), but the model has \(found)"
  }
}

/// A trace that a model went along, with the same actions and states.
public struct Replay<M: Model>: Sendable {
  /// The trace with its states.
  public let trace: ModelTrace<M>

  /// Whether it shows what it was kept for.
  public let evidence: TraceEvidence
}

extension StoredTrace {
  /// Runs a model along the trace, and compares the actions and the fingerprints of the states on the way.
  ///
  /// - Returns: the trace with its states, or the first difference.
  /// - Throws: ``ModelError`` if the model cannot say what happens in a state.
  public func replay<M: Model>(in model: M) throws(ModelError) -> Result<Replay<M>, Divergence> {
    let starts = model.initialStates.count
    guard (0..<starts).contains(initial) else {
      return .failure(
        Divergence(step: 0, expected: "initial state \(initial)", found: "only \(starts) of them, from 0"))
    }
    var trace = try ModelTrace(model, along: TracePath(initial: initial, ordinals: []))
    guard trace.initialFingerprint == fingerprint else {
      return .failure(difference(0, fingerprint, trace.initial, trace.initialFingerprint, model))
    }
    var scratch = ByteWriter()
    for (index, step) in steps.enumerated() {
      let number = index + 1
      guard try trace.take(step.ordinal, in: model, &scratch), let taken = trace.steps.last else {
        let count = try model.steps(of: trace.last).count
        return .failure(
          Divergence(
            step: number, expected: "'\(step.action.printable)' as step \(step.ordinal) of its state",
            found: count == 0 ? "no step at all there" : "only \(count) there, from 0"))
      }
      guard "\(taken.action)" == step.action else {
        return .failure(
          Divergence(
            step: number, expected: "'\(step.action.printable)'", found: "'\("\(taken.action)".printable)' there"))
      }
      guard taken.fingerprint == step.fingerprint else {
        return .failure(difference(number, step.fingerprint, taken.state, taken.fingerprint, model))
      }
    }
    trace.cycleStart = cycleStart.map { min(max($0, 0), steps.count) }
    return .success(Replay(trace: trace, evidence: try evidence(of: trace, in: model)))
  }

  private func evidence<M>(of trace: ModelTrace<M>, in model: M) throws(ModelError) -> TraceEvidence {
    guard let property = model.properties.first(where: { $0.name == property }) else {
      return .undecidable("the model has no property '\(property.printable)'")
    }
    return try trace.evidence(on: property, in: model)
  }

  private func difference<M: Model>(
    _ step: Int, _ expected: UInt64, _ state: M.State, _ found: UInt64, _ model: M
  ) -> Divergence {
    Divergence(
      step: step, expected: "that the state has the fingerprint \(expected.hexadecimal)",
      found: "\(found.hexadecimal): \(model.text(of: state).printable)")
  }
}
