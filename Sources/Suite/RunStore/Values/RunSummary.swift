import Foundation
import Measuring

/// A run without what it measured.
public struct RunSummary: Hashable, Sendable, Identifiable {
  /// The run's identifier.
  public let id: UUID

  /// When the run began.
  public let started: Date

  /// The line that gives the result again.
  public let command: String

  /// The program and its version.
  public let program: String

  /// The git commit that was measured.
  public let revision: String?

  /// Whether what was measured differs from the commit.
  public let isModified: Bool

  /// The seed of the run.
  public let seed: UInt64

  /// What the run was measured on.
  public let machine: Machine

  /// How many series the run has.
  public let seriesCount: Int

  /// The names that it has as a baseline, sorted.
  public let baselines: [String]
}
