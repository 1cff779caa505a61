import Foundation

/// Student's t distribution: a mean of normal values over the standard error that the same values give.
///
/// The share between -t and t is a finite sum for a whole number of degrees of freedom. Its last digits are lost when
/// nearly all is within: quantiles are good to ten digits up to some 0.9999.
///
/// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 26.7.3 and 26.7.4.
public struct StudentT: Hashable, Sendable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Int

  /// - Precondition: `degreesOfFreedom` is at least 1.
  public init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom >= 1, "Student's t has a degree of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(|T| <= t). O(degrees of freedom).
  public func share(within t: Double) -> Double {
    precondition(t >= 0, "a distance is not negative")
    let angle = atan(t / Double(degreesOfFreedom).squareRoot())
    let (sine, cosine) = (sin(angle), cos(angle))
    let square = cosine * cosine
    // The terms cosine^(k + 1) * (k / (k + 1)) ... for every second k below the degrees of freedom.
    let isOdd = degreesOfFreedom % 2 == 1
    var term = isOdd ? cosine : 1
    var sum = degreesOfFreedom == 1 ? 0 : term
    for k in stride(from: isOdd ? 2 : 1, through: degreesOfFreedom - 3, by: 2) {
      term *= square * Double(k) / Double(k + 1)
      sum += term
    }
    return isOdd ? 2 / .pi * (angle + sine * sum) : sine * sum
  }

  /// The t such that |T| exceeds it with probability 1 - `share`: 12.706 for 0.95 and one degree of freedom.
  ///
  /// - Precondition: `share` lies between 0 and 1.
  public func quantile(within share: Double) -> Double {
    precondition(share > 0 && share < 1, "a share lies between 0 and 1")
    var (low, high) = (0.0, 1.0)
    while self.share(within: high) < share, high.isFinite { (low, high) = (high, 2 * high) }
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { return middle }
      if self.share(within: middle) < share { low = middle } else { high = middle }
    }
  }
}
