/// Zipf's distribution: of `count` ranks, rank r (from 0) comes with a probability proportional to 1 / (r +
/// 1)^exponent.
///
/// Popularity of keys, contents and attributes; exponent 0 is the uniform distribution. O(count) to build, 8 bytes per
/// rank, O(log count) per draw.
public struct Zipf: Sendable {
  /// The exponent s.
  public let exponent: Double

  /// Probabilities as integers, each exact to 2^-50 of itself or 2^-62 of the whole.
  @usableFromInline let ranks: WeightedRanks

  /// - Precondition: `exponent` is finite and not negative; `count` is in `1 ... 2^32`.
  public init(exponent: Double, count: Int) {
    precondition(exponent >= 0 && exponent.isFinite, "the exponent of a Zipf distribution is finite and not negative")
    precondition(count >= 1 && count <= 1 << 32, "a Zipf distribution has between 1 and 2^32 ranks")
    self.exponent = exponent
    let shares = (1...count).map { PortableMath.pow(Double($0), -exponent) }
    let scale = 0x1p62 / shares.reduce(0, +)
    // At least 1, so that even the last rank of a steep distribution can occur.
    ranks = WeightedRanks(shares.lazy.map { max(1, UInt64(($0 * scale).rounded())) })
  }

  /// The number of ranks.
  public var count: Int { ranks.count }

  /// The probability of `rank`.
  public func probability(of rank: Int) -> Double {
    ranks.probability(of: rank)
  }

  /// A rank in `0 ..< count`. One draw of `below`.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Int {
    ranks.draw(using: &generator)
  }
}

/// Zipf's distribution of exponent 1 as workload formats write it down: integer weights floor(2^32 / (r + 1)), one draw
/// of `belowByProduct(total)`, the smallest rank whose running total exceeds it.
///
/// Integer arithmetic throughout, so any language replays it.
public struct IntegerZipf: Sendable {
  @usableFromInline let ranks: WeightedRanks

  /// - Precondition: `count` is in `1 ... 2^32`.
  public init(count: Int) {
    precondition(count >= 1 && count <= 1 << 32, "an integer Zipf distribution has between 1 and 2^32 ranks")
    ranks = WeightedRanks((1...UInt64(count)).lazy.map { (1 << 32) / $0 })
  }

  /// The number of ranks.
  public var count: Int { ranks.count }

  /// The sum of all weights.
  public var totalWeight: UInt64 { ranks.total }

  /// The probability of `rank`.
  public func probability(of rank: Int) -> Double {
    ranks.probability(of: rank)
  }

  /// A rank in `0 ..< count`. Exactly one draw.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Int {
    ranks.rank(at: generator.belowByProduct(ranks.total))
  }
}
