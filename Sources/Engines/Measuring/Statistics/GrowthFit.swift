import Foundation

/// How the cost of an operation grows with the size of what it works on, from measurements at several sizes.
///
/// Classes are fitted to the logarithms of costs by least squares, so that errors count relative to the cost. A class
/// with only its factor to choose is tenable if its squared residuals do not exceed those of the power law c n^e
/// significantly, by the F test with one degree of freedom for the exponent. Of tenable classes, all of which have one
/// parameter, the one with the smallest residual is chosen; if there is none, the power law is.
///
/// For 1, n and n^2 this means that ``exponentInterval`` contains 0, 1 or 2; a cost that grows so is told as a power law
/// in one of twenty cases. log n and n log n are no powers, and are judged by the same rule. Sizes must spread for them
/// to be told apart: log n from 1,000 to 16,000 differs from a power by no more than 0.7 %.
public struct GrowthFit: Hashable, Sendable {
  /// What was measured at one size. Sizes may occur several times.
  public struct Point: Hashable, Sendable {
    /// The size, 1 or more.
    public let size: Int

    /// The cost, above 0, in any unit.
    public let cost: Double

    /// Any size and cost: a fit says what is wrong with them.
    public init(size: Int, cost: Double) {
      self.size = size
      self.cost = cost
    }
  }

  /// How well one class describes the measurements.
  public struct Candidate: Hashable, Sendable {
    /// The class.
    public let growth: Growth

    /// The standard deviation of the logarithms of costs about the fit: 0.05 is 5 %. Infinite for classes with a
    /// logarithm if a size is 1, where that is 0.
    public let residual: Double

    /// Whether it is the power law, or not significantly worse.
    public let isTenable: Bool
  }

  /// The class chosen.
  public let growth: Growth

  /// The exponent of the power law.
  public let exponent: Double

  /// Where the exponent lies with the confidence asked for, if errors are independent and normal in the logarithm.
  public let exponentInterval: ClosedRange<Double>

  /// All classes, the power law last.
  public let candidates: [Candidate]

  /// Fits all classes.
  ///
  /// - Parameter confidence: of the interval; classes are rejected at one less this level.
  public init(_ points: [Point], confidence: Double = 0.95) throws(GrowthFitError) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    try Self.check(points)
    let sizes = points.map { log(Double($0.size)) }
    let costs = points.map { log($0.cost) }
    let freedom = Double(points.count - 2)
    let line = Line(through: costs, at: sizes)
    let t = StudentT(degreesOfFreedom: points.count - 2).quantile(within: confidence)

    exponent = line.slope
    let margin = t * (line.squares / freedom / line.spread).squareRoot()
    exponentInterval = exponent - margin...exponent + margin

    // Rounding makes residuals of exact powers; no clock resolves as much.
    let bound = line.squares * (1 + t * t / freedom) + Self.rounding * Self.rounding * Double(points.count)
    let fixed = Growth.fixed.map { growth in
      let rest = zip(points, costs).map { point, cost in cost - growth.logarithm(at: Double(point.size)) }
      let mean = Sample.mean(of: rest)
      let squares = rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      guard squares.isFinite else { return Candidate(growth: growth, residual: .infinity, isTenable: false) }
      return Candidate(growth: growth, residual: (squares / (freedom + 1)).squareRoot(), isTenable: squares <= bound)
    }
    let power = Candidate(growth: .power, residual: (line.squares / freedom).squareRoot(), isTenable: true)
    growth = fixed.filter(\.isTenable).min { $0.residual < $1.residual }?.growth ?? .power
    candidates = fixed + [power]
  }

  private static let rounding = 1e-9

  private static func check(_ points: [Point]) throws(GrowthFitError) {
    for point in points {
      guard point.size >= 1 else { throw .impossibleSize(point.size) }
      guard point.cost > 0, point.cost.isFinite else { throw .impossibleCost(point.cost, size: point.size) }
    }
    guard points.count >= 3 else { throw .fewPoints(points.count) }
    guard Set(points.map(\.size)).count >= 2 else { throw .oneSize(points[0].size) }
  }
}

/// Why no growth can be told from some measurements.
public enum GrowthFitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A line through two points leaves nothing to judge it by.
  case fewPoints(Int)
  /// All measurements are of the same size.
  case oneSize(Int)
  /// A size below 1.
  case impossibleSize(Int)
  /// A cost that has no logarithm, at some size.
  case impossibleCost(Double, size: Int)

  /// What was expected, and what was found.
  public var description: String {
    switch self {
    case .fewPoints(let count): "growth is told from 3 measurements or more, not \(count)"
    case .oneSize(let size): "growth is told from 2 sizes or more, but all measurements are of size \(size)"
    case .impossibleSize(let size): "sizes are at least 1, not \(size)"
    case .impossibleCost(let cost, let size): "costs are positive and finite, not \(cost) at size \(size)"
    }
  }
}

/// A line by least squares.
private struct Line {
  let slope: Double
  /// The sum of squared residuals.
  let squares: Double
  /// The sum of squared distances of places from their mean.
  let spread: Double

  init(through values: [Double], at places: [Double]) {
    let middle = (place: Sample.mean(of: places), value: Sample.mean(of: values))
    let spread = places.reduce(0) { $0 + ($1 - middle.place) * ($1 - middle.place) }
    let slope =
      zip(places, values).reduce(0) { $0 + ($1.0 - middle.place) * ($1.1 - middle.value) } / spread
    self.spread = spread
    self.slope = slope
    squares = zip(places, values).reduce(0) { sum, point in
      let residual = point.1 - middle.value - slope * (point.0 - middle.place)
      return sum + residual * residual
    }
  }
}
