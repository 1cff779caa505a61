import PropertyTesting

/// What the check of one law found.
public struct LawVerdict: Sendable {
  /// The law's id.
  public let id: String
  /// The subsystem that it belongs to.
  public let subsystem: String
  /// The law's sentence.
  public let statement: String
  /// Cases in which the law was checked, over all implementations.
  public let cases: Int
  /// The simplest case found in which an implementation violates the law.
  public let violation: LawCounterexample?
  /// Why an implementation could not be judged, or what was wrong with kept failures.
  public let remarks: [String]
  /// The mutants that the law must reject.
  public let mutants: [String]
  /// The simplest case found in which each of them violates it, for those that were rejected.
  public let rejections: [LawCounterexample]
  /// Whether time ran out before all cases and mutants were done.
  public let isIncomplete: Bool
  /// Whether an implementation could not be judged.
  public let isUnhealthy: Bool
  /// Wall-clock time of the check.
  public let seconds: Double

  /// Those of ``mutants`` that the law let pass.
  public var survivors: [String] { mutants.filter { id in !rejections.contains { $0.specimen == id } } }

  /// Whether the law holds in all cases and every mutant was noticed.
  public var isGood: Bool { !isBad && !isIncomplete }

  /// Whether the law is violated, or a mutant was let pass.
  public var isBad: Bool {
    violation != nil || (!isIncomplete && (isUnhealthy || !survivors.isEmpty || mutants.isEmpty))
  }
}

/// What one case says about a law.
public enum LawReplay: Sendable, Hashable {
  /// It is violated.
  case violated(LawCounterexample)
  /// It holds.
  case holds
  /// Nothing: the choices make no case that the law speaks of.
  case givenUp
}

/// A case in which a law is violated.
public struct LawCounterexample: Sendable, Hashable {
  /// The law's id.
  public let law: String
  /// The implementation or the mutant.
  public let specimen: String
  /// The recipe by which the subject is built, and what else was drawn.
  public let example: String
  /// What was found.
  public let finding: String
  /// The choices, which bring the case back.
  public let choices: ChoiceString

  /// What `ivce replay` takes.
  public var token: LawToken { LawToken(law: law, specimen: specimen, choices: choices) }
}
