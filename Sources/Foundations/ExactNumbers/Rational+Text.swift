extension Rational: LosslessStringConvertible {
  /// `numerator/denominator` in decimal, integers over 1 as well.
  public var description: String {
    "\(numerator)/\(denominator)"
  }

  /// The fraction that `numerator/denominator` stands for, in lowest terms or not, or the integer when there is only
  /// one; nil for other text and for denominators that are not positive.
  public init?(_ description: String) {
    let parts = description.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let numerator = BigInt(parts[0]) else { return nil }
    if parts.count == 1 {
      self.init(numerator)
    } else {
      guard let denominator = BigInt(parts[1]), denominator > 0 else { return nil }
      self.init(numerator, denominator)
    }
  }
}

extension Rational: Codable {
  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Rational(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected numerator/denominator")
    }
    self = value
  }

  /// Writes the value as its ``description``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
