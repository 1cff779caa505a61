extension ModelVerdict {
  /// What is to be told about the model below the table, a line each.
  var notes: [String] { wrong + unknown + caught + further }

  private var wrong: [String] {
    var lines: [String] = []
    if let finding {
      lines.append("VIOLATED \(check.id): \(finding)\(outcome?.counterexample.map { " \($0.summary)" } ?? "").")
      lines += outcome?.counterexample.map { [$0.replaying] } ?? []
    }
    return lines + survivors.map { "SURVIVED \($0): \(check.id) did not notice it." }
  }

  private var unknown: [String] {
    var lines: [String] = []
    switch outcome?.status {
    case .incomplete(let limit, let depth):
      lines.append("INCOMPLETE \(check.id): \(limit.rawValue) ended it; complete to depth \(depth).")
    case .noViolationFound(let omissions):
      lines.append(
        "NOT PROVED \(check.id): no state met breaks a property; about \(Int(omissions.rounded(.up))) were never met.")
    case .noFaultMet(let limit?): lines.append("INCOMPLETE \(check.id): \(limit.rawValue) ended the walks.")
    case .holds, .violated, .neverTrue, .noFaultMet(nil), nil: break
    }
    if let undecided { lines.append("UNDECIDED \(check.id): \(undecided).") }
    if let walked = outcome?.walked {
      if !walked.undecided.isEmpty {
        lines.append("\(check.id): not decided by walks: \(walked.undecided.joined(separator: ", ")).")
      }
      if !undecidedMutants.isEmpty {
        lines.append("\(check.id): not caught by walks: \(undecidedMutants.joined(separator: ", ")).")
      }
    } else if !undecidedMutants.isEmpty, outcome?.isComplete == true {
      lines.append("INCOMPLETE \(check.id): not searched to the end: \(undecidedMutants.joined(separator: ", ")).")
    }
    return lines
  }

  /// The mutants that walks caught: it is by luck and seed that they did, so the way is shown.
  private var caught: [String] {
    guard outcome?.walked != nil else { return [] }
    return rejections.flatMap { rejection in
      ["CAUGHT \(rejection.mutant): \(rejection.property) is false \(rejection.counterexample?.summary ?? "")."]
        + (rejection.counterexample.map { [$0.replaying] } ?? [])
    }
  }

  private var further: [String] {
    var lines: [String] = []
    if let outcome, !outcome.neverEnabled.isEmpty {
      // Of a search that ended early it is not known.
      let finding = outcome.isComplete ? "never possible" : "not met so far"
      lines.append("\(check.id): \(finding): \(outcome.neverEnabled.joined(separator: ", ")).")
    }
    if let steps = outcome?.stepsOutOfScope, steps > 0 {
      lines.append("\(check.id): \(steps) steps leave the scope, and nothing is said of what comes after them.")
    }
    if let vacuous = outcome?.vacuous, !vacuous.isEmpty {
      lines.append("\(check.id): true for want of an occasion: \(vacuous.joined(separator: ", ")).")
    }
    if let stoodFor = outcome?.statesStoodFor {
      lines.append("\(check.id): orbits that stand for \(stoodFor) states.")
    }
    if let remark = check.remark { lines.append("\(check.id): \(remark).") }
    return lines
  }
}

extension ModelCounterexample {
  /// The command that shows it again.
  fileprivate var replaying: String {
    let origin = minimisedFrom.map { "  # \(actions.count) of the \($0) steps of the walk" } ?? ""
    return "  ivce replay \(token)\(origin)"
  }
}
