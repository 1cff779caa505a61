/// A quantity of a kernel that some run of the store has measured.
public struct KnownSeries: Codable, Hashable, Sendable {
  /// What was measured.
  public let kernel: String

  /// How large its input was.
  public let size: Int?

  /// The quantity.
  public let metric: String

  /// What one operation is.
  public let unit: String

  /// How many runs measured it.
  public let runs: Int

  /// How many samples these runs have of it together.
  public let samples: Int
}
