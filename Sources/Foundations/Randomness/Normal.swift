/// The normal (Gaussian) distribution.
@frozen
public struct Normal: Hashable, Sendable {
  /// The mean, also the median.
  public let mean: Double
  /// The standard deviation.
  public let deviation: Double

  /// - Precondition: both parameters are finite, `deviation` is not negative.
  @inlinable
  public init(mean: Double = 0, deviation: Double = 1) {
    precondition(mean.isFinite, "the mean of a normal distribution is finite")
    precondition(deviation >= 0 && deviation.isFinite, "a standard deviation is finite and not negative")
    self.mean = mean
    self.deviation = deviation
  }

  /// A number by Marsaglia's polar method, which needs no trigonometry. 2.55 units on average.
  ///
  /// The method yields two independent numbers. The second is dropped: keeping it would make the next draw depend on
  /// who drew before.
  ///
  /// Source: Marsaglia and Bray, "A convenient method for generating normal variables", SIAM Review 6(3), 1964.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Double {
    while true {
      let x = 2 * generator.unit() - 1
      let y = 2 * generator.unit() - 1
      let square = x * x + y * y
      if square > 0 && square < 1 {
        return mean + deviation * (x * (-2 * PortableMath.log(square) / square).squareRoot())
      }
    }
  }
}
