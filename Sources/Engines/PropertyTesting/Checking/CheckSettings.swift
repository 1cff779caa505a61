import Randomness

/// How a property is checked.
public struct CheckSettings: Sendable {
  /// How many cases are judged.
  public var cases = 1000

  /// Where all random numbers come from.
  public var seed = Seed(1)

  /// After so many seconds no further case is begun.
  public var seconds = Double.infinity

  /// How often a case may be given up for each that is judged.
  public var discardsPerCase = 10

  /// The work that may go into making a failing case simpler; none if nil.
  public var shrinking: ShrinkBudget? = ShrinkBudget()

  /// Where failing cases are kept, to be tried first the next time; nowhere if nil.
  public var failures: FailureFolder?

  /// The case to be judged, and no other.
  public var replaying: ChoiceString?

  /// How long the first ten values may take to generate, in seconds, before the generator is called slow.
  public var secondsForFirstValues = 10.0

  /// Problems of a generator that are no reason to stop.
  public var tolerated: Set<HealthProblem.Kind> = []

  /// Asked before each case; true ends the check.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// The passes of the shrinker, which tests switch off one by one.
  package var passes = ShrinkPass.allCases

  /// A thousand cases from seed 1.
  public init() {}

  /// So many cases from a seed.
  public init(cases: Int, seed: Seed = 1) {
    self.cases = cases
    self.seed = seed
  }
}

/// What is wrong with a generator, whatever the property.
public struct HealthProblem: Hashable, Sendable, CustomStringConvertible {
  /// The kinds of problems.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Values take long to generate.
    case slow
    /// The same choices do not lead to the same value, or the same value to the same verdict.
    case flaky
    /// No value is ever wanted.
    case empty
    /// Most values are given up.
    case wasteful
    /// Most values take more choices than they may.
    case large
  }

  /// Which of them it is.
  public let kind: Kind

  /// What was seen.
  public let finding: String

  /// The finding.
  public var description: String { finding }
}
