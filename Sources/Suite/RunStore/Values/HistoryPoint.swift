import Foundation

/// What one run measured of one quantity, as a point on the line that shows how it changed.
public struct HistoryPoint: Hashable, Sendable {
  /// The run that measured it.
  public let run: UUID

  /// When the run began.
  public let started: Date

  /// The git commit that was measured.
  public let revision: String?

  /// Whether what was measured differs from the commit.
  public let isModified: Bool

  /// The program and its version.
  public let program: String

  /// One line that says what it was measured on.
  public let machine: String

  /// What one operation is.
  public let unit: String

  /// Whether more is better.
  public let prefersLarger: Bool

  /// The samples in the order in which they were measured.
  public let values: [Double]
}
