import InputFiles
import CanonicalEncoding

/// Whether a trace shows what it was kept for: that a property is false, or a possibility comes true.
public enum TraceEvidence: Hashable, Sendable, CustomStringConvertible {
  /// It does, as the sentence says.
  case shown(String)
  /// It does not.
  case notShown(String)
  /// A trace alone cannot say.
  case undecidable(String)

  /// The sentence.
  public var description: String {
    switch self {
    case .shown(let sentence), .notShown(let sentence), .undecidable(let sentence): sentence
    }
  }
}

extension ModelTrace {
  /// What the trace says about a property of the model. A run that goes on forever must be fair to count.
  ///
  /// - Throws: ``ModelError`` if the model cannot say what happens in a state.
  public func evidence(on property: ModelProperty<M.State>, in model: M) throws(ModelError) -> TraceEvidence {
    if let count = (0...steps.count).first(where: { !model.isInScope(state(after: $0)) }) {
      return .notShown("the state \(Self.moment(count)) is out of the model's scope")
    }
    let name = "'\(property.name.printable)'"
    switch property.kind {
    case .always:
      guard let count = (0...steps.count).first(where: { !property.holds(state(after: $0)) }) else {
        return .notShown("\(name) is true in every state")
      }
      return .shown("\(name) is false \(place(count))")
    case .sometimes:
      guard let count = (0...steps.count).first(where: { property.holds(state(after: $0)) }) else {
        return .notShown("\(name) is false in every state")
      }
      return .shown("\(name) is true \(place(count))")
    case .endsOnlyIf:
      guard try model.isEnd(last) else { return .notShown("the last state has successors") }
      return property.holds(last)
        ? .notShown("the last state is a proper end") : .shown("the last state has no successors, and is no proper end")
    case .alwaysPossible: return try evidence(onContinuationsFor: property, name, model)
    case .eventually, .leadsTo:
      if let gap = try gapInForever(model) { return .notShown(gap) }
      return evidence(onRunOf: property, name)
    }
  }

  /// Why the trace is no fair run that goes on forever; nil if it is.
  private func gapInForever(_ model: M) throws(ModelError) -> String? {
    guard let cycleStart else { return "the trace ends, and does not say what goes on forever" }
    guard cycleStart < steps.count else { return try model.isEnd(last) ? nil : "the last state has successors" }
    guard fingerprint(after: cycleStart) == fingerprint(after: steps.count) else {
      return "the last state is not the one \(Self.moment(cycleStart)), so that the cycle does not close"
    }
    for assumption in model.fairness where try neglects(assumption, from: cycleStart, model) {
      let names = model.actionClasses
      let number = assumption.actionClass
      let name = names.indices.contains(number) ? names[number] : "class \(number)"
      return "the cycle is unfair: it neglects \(name.printable) (\(assumption.strength.rawValue) fairness)"
    }
    return nil
  }

  /// Whether the cycle owes a class of actions a step and never takes it.
  private func neglects(_ assumption: Fairness, from cycleStart: Int, _ model: M) throws(ModelError) -> Bool {
    var scratch = ByteWriter()
    var enabled = 0
    for index in cycleStart..<steps.count {
      let here = fingerprint(after: index)
      let isTaken = model.actionClass(of: steps[index].action) == assumption.actionClass
      if isTaken, steps[index].fingerprint != here { return false }
      var isEnabled = false
      try model.visitSuccessors(of: state(after: index)) { action, successor in
        isEnabled =
          model.actionClass(of: action) == assumption.actionClass && successor.key(writing: &scratch) != here
        return !isEnabled
      }
      if isEnabled { enabled += 1 }
    }
    return assumption.strength == .weak ? enabled == steps.count - cycleStart : enabled > 0
  }

  /// What a fair run says about something that it ought to bring about.
  private func evidence(onRunOf property: ModelProperty<M.State>, _ name: String) -> TraceEvidence {
    // The run is without it from so many steps on.
    var start = steps.count + 1
    while start > 0, !property.holds(state(after: start - 1)) { start -= 1 }
    if start > cycleStart ?? 0 {
      return .notShown("\(name) is true \(Self.moment(start - 1)), and again and again")
    }
    if property.kind == .eventually {
      return start == 0
        ? .shown("\(name) is never true, from the start on")
        : .notShown("\(name) is true \(Self.moment(start - 1))")
    }
    guard let owed = (start...steps.count).first(where: { property.isOwed(state(after: $0)) }) else {
      return .notShown("\(name) is owed nowhere \(start == 0 ? "on the trace" : "after step \(start - 1)")")
    }
    return .shown("\(name) is owed \(Self.moment(owed)), and never true from there on")
  }

  /// States behind the end of a trace that are visited at the most.
  private static var mostContinuations: Int { 100_000 }

  /// Whether something can still come true after the last state, in scope.
  private func evidence(
    onContinuationsFor property: ModelProperty<M.State>, _ name: String, _ model: M
  ) throws(ModelError) -> TraceEvidence {
    var scratch = ByteWriter()
    var states = [last]
    var seen: Set<UInt64> = [last.key(writing: &scratch)]
    var next = 0
    while next < states.count {
      if property.holds(states[next]) { return .notShown("\(name) can still come true after the last state") }
      guard states.count <= Self.mostContinuations else {
        return .undecidable(
          "more than \(Self.mostContinuations) states follow; whether \(name) is true in one is decided by a search")
      }
      for (_, successor) in try model.steps(of: states[next]) {
        guard model.isInScope(successor) else {
          return .undecidable("a way from the last state leaves the scope, and \(name) may come true there")
        }
        if seen.insert(successor.key(writing: &scratch)).inserted { states.append(successor) }
      }
      next += 1
    }
    return .shown("\(name) can never come true after the last state")
  }

  private func place(_ count: Int) -> String { count == steps.count ? "in the last state" : Self.moment(count) }

  private static func moment(_ count: Int) -> String { count == 0 ? "at the start" : "after step \(count)" }
}

extension Model {
  /// Whether nothing can happen in a state.
  func isEnd(_ state: State) throws(ModelError) -> Bool { try step(0, of: state) == nil }
}
