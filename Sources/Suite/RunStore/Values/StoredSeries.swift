/// All samples of one quantity of one kernel, in the order in which they were measured.
public struct StoredSeries: Codable, Hashable, Sendable {
  /// What was measured, such as `overlay.fissione.hop`.
  public let kernel: String

  /// How large its input was; nil for kernels without a size.
  public let size: Int?

  /// The quantity with its unit in snake case, such as `wall_ns`, `instructions` or `peak_bytes`.
  public let metric: String

  /// What one operation is, such as `hop` or `lookup`. Times and counts are those of one operation.
  public let unit: String

  /// Whether more is better: false for times.
  public let prefersLarger: Bool

  /// The samples, all finite.
  public let values: [Double]

  /// A series of samples.
  public init(kernel: String, size: Int?, metric: String, unit: String, prefersLarger: Bool, values: [Double]) {
    self.kernel = kernel
    self.size = size
    self.metric = metric
    self.unit = unit
    self.prefersLarger = prefersLarger
    self.values = values
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case kernel, size, metric, unit, values
    case prefersLarger = "prefers_larger"
  }

  /// Reads what ``encode(to:)`` writes; a member that it does not know is an error, for it would be lost.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseMembers(otherThan: CodingKeys.self)
    let members = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kernel: try members.decode(String.self, forKey: .kernel),
      size: try members.decodeIfPresent(Int.self, forKey: .size),
      metric: try members.decode(String.self, forKey: .metric), unit: try members.decode(String.self, forKey: .unit),
      prefersLarger: try members.decode(Bool.self, forKey: .prefersLarger),
      values: try members.decode([Double].self, forKey: .values))
  }
}
