/// One way to make a failing case simpler. Passes are run in turn until none finds anything.
public enum ShrinkPass: String, CaseIterable, Sendable {
  /// Drop spans, as elements of an array, alone or in runs.
  case deleteSpans
  /// Drop a few neighbouring choices, whatever they belong to: joins two arrays, for one.
  case deleteChoices
  /// Put a part of a structure in place of the whole: a subtree for its tree.
  case replaceByPart
  /// Make all choices of a span the simplest.
  case simplifySpans
  /// Bring each number as near to its origin as it goes.
  case minimise
  /// Lower two numbers, or all equal ones, by the same amount: keeps what is equal equal, and a distance a distance.
  case lowerTogether
  /// Lower a number that says how many there are, and drop one of them.
  case lowerAndDelete
  /// Drop a span and lower the numbers that name places after it.
  case deleteAndRenumber
  /// Put neighbouring spans of a kind in order.
  case sortSiblings
  /// Take from one number what a later one is given: keeps a sum.
  case redistribute
  /// Draw small cases at random: jumps out of a corner that no single step leads out of.
  case resample
}

/// How much work may be done to make a failing case simpler.
public struct ShrinkBudget: Hashable, Sendable {
  /// The most evaluations of the property.
  public var evaluations: Int

  /// The most seconds for the whole of it.
  public var seconds: Double

  /// A budget.
  public init(evaluations: Int = 20_000, seconds: Double = 60) {
    self.evaluations = evaluations
    self.seconds = seconds
  }
}
