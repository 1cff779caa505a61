/// The Pareto distribution of the first kind: P(X > x) = (scale / x)^shape for x >= scale.
///
/// The mean is infinite for shapes up to 1, the variance for shapes up to 2. (The distribution of the second kind, also
/// called Lomax, starts at 0: subtract the scale.)
@frozen
public struct Pareto: Hashable, Sendable {
  /// The exponent of the tail.
  public let shape: Double
  /// The smallest value.
  public let scale: Double

  /// - Precondition: both parameters are positive and finite.
  @inlinable
  public init(shape: Double, scale: Double = 1) {
    precondition(shape > 0 && shape.isFinite, "the shape of a Pareto distribution is positive and finite")
    precondition(scale > 0 && scale.isFinite, "the scale of a Pareto distribution is positive and finite")
    self.shape = shape
    self.scale = scale
  }

  /// A number of at least `scale`, by inversion of one `openUnit`. Shapes below 0.06 may overflow to infinity.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Double {
    scale * PortableMath.pow(generator.openUnit(), -1 / shape)
  }
}
