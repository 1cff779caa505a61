/// The gamma distribution: mean shape · scale, variance shape · scale².
///
/// Independent draws of scale 1, divided by their sum, follow a Dirichlet distribution.
@frozen
public struct Gamma: Hashable, Sendable {
  /// The number of exponential times that make up the sum, if it is an integer.
  public let shape: Double
  /// The mean of each of these times.
  public let scale: Double

  /// - Precondition: both parameters are positive and finite.
  @inlinable
  public init(shape: Double, scale: Double = 1) {
    precondition(shape > 0 && shape.isFinite, "the shape of a gamma distribution is positive and finite")
    precondition(scale > 0 && scale.isFinite, "the scale of a gamma distribution is positive and finite")
    self.shape = shape
    self.scale = scale
  }

  /// A number of at least 0. One normal draw and one unit, seldom more; shapes below 1 take one unit in addition.
  ///
  /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000.
  @inlinable
  public func draw<G: RandomNumberGenerator>(using generator: inout G) -> Double {
    guard shape < 1 else {
      return scale * Self.standard(shape: shape, using: &generator)
    }
    let larger = Self.standard(shape: shape + 1, using: &generator)
    return scale * larger * PortableMath.pow(generator.openUnit(), 1 / shape)
  }

  /// A draw of scale 1 for shapes of at least 1.
  @inlinable
  static func standard<G: RandomNumberGenerator>(shape: Double, using generator: inout G) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    let normal = Normal()
    while true {
      let x = normal.draw(using: &generator)
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let bound = 0.5 * x * x + d * (1 - v + PortableMath.log(v))
      if PortableMath.log(generator.openUnit()) < bound {
        return d * v
      }
    }
  }
}
