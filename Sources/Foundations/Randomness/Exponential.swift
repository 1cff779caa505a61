/// The exponential distribution: the time to the next event of a Poisson process.
@frozen
public struct Exponential: Hashable, Sendable {
  /// The mean, also the standard deviation.
  public let mean: Double

  /// - Precondition: `mean` is positive and finite.
  @inlinable
  public init(mean: Double) {
    precondition(mean > 0 && mean.isFinite, "the mean of an exponential distribution is positive and finite")
    self.mean = mean
  }

  /// A number from 0 to 36.8 means, by inversion of one `openUnit`.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Double {
    // From zero: the negative of log 1 would be -0.
    mean * (0 - PortableMath.log(generator.openUnit()))
  }
}
