import Foundation
import Measuring

/// One run of a benchmark: what was measured, and everything that is needed to have it again.
public struct StoredRun: Hashable, Sendable, Identifiable {
  /// The name of the run in every store that it is copied to.
  public let id: UUID

  /// When the run began, to the millisecond.
  public let started: Date

  /// The line that gives the result again.
  public let command: String

  /// The program and its version, such as `ivce 0.1.0`, or where an imported run comes from.
  public let program: String

  /// The git commit that was measured, in 40 lower-case hexadecimal digits; nil where it is not known.
  public let revision: String?

  /// Whether what was measured differs from the commit.
  public let isModified: Bool

  /// The seed from which everything random followed.
  public let seed: UInt64

  /// What the run was measured on.
  public let machine: Machine

  /// Further circumstances by name: options, environment, versions.
  public let configuration: [String: String]

  /// What was measured.
  public let series: [StoredSeries]

  /// A run; `started` is rounded to the millisecond.
  public init(
    id: UUID = UUID(), started: Date, command: String, program: String, revision: String?, isModified: Bool,
    seed: UInt64, machine: Machine, configuration: [String: String] = [:], series: [StoredSeries]
  ) {
    self.id = id
    self.started = started.milliseconds.map(Date.init(milliseconds:)) ?? started
    self.command = command
    self.program = program
    self.revision = revision
    self.isModified = isModified
    self.seed = seed
    self.machine = machine
    self.configuration = configuration
    self.series = series
  }
}

extension UUID {
  /// Lower case, as runs are named everywhere.
  package var text: String { uuidString.lowercased() }
}
