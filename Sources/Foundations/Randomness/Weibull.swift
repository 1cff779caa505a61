/// The Weibull distribution: P(X > x) = exp(-(x / scale)^shape) for x >= 0.
///
/// Shapes below 1 fit the session times of peers: the longer one has stayed, the longer it will.
@frozen
public struct Weibull: Hashable, Sendable {
  /// Below 1 the rate of ending falls with age, at 1 it is constant (exponential), above 1 it rises.
  public let shape: Double
  /// The value that a share 1 - 1/e of the draws stays under.
  public let scale: Double

  /// - Precondition: both parameters are positive and finite.
  @inlinable
  public init(shape: Double, scale: Double) {
    precondition(shape > 0 && shape.isFinite, "the shape of a Weibull distribution is positive and finite")
    precondition(scale > 0 && scale.isFinite, "the scale of a Weibull distribution is positive and finite")
    self.shape = shape
    self.scale = scale
  }

  /// A number of at least 0, by inversion of one `openUnit`.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Double {
    scale * PortableMath.pow(0 - PortableMath.log(generator.openUnit()), 1 / shape)
  }
}
