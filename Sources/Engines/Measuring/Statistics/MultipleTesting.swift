/// Corrections of p-values for having looked at many of them.
///
/// An adjusted p-value is the smallest level at which its hypothesis is rejected, so that it is compared with any
/// level by `<=`: see ``rejections(of:level:)``.
public enum MultipleTesting {
  /// Bounds the chance of rejecting any true hypothesis, however the p-values depend on each other: for gates.
  ///
  /// The i-th smallest of m p-values is multiplied by m - i + 1, and is no smaller than the one before. In the order
  /// given. O(m log m).
  ///
  /// Source: Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6, 1979.
  ///
  /// - Precondition: p-values lie in 0...1.
  public static func holm(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (place, index) in ascending(pValues).enumerated() {
      largest = max(largest, min(1, Double(pValues.count - place) * pValues[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Bounds the expected share of true hypotheses among the rejected, for independent p-values and for positively
  /// dependent ones (Benjamini and Yekutieli 2001): for lists that a reader goes through.
  ///
  /// The i-th smallest of m p-values is multiplied by m / i, and is no larger than the one after. In the order given.
  /// O(m log m).
  ///
  /// Source: Benjamini and Hochberg, "Controlling the false discovery rate", J. R. Statist. Soc. B 57, 1995.
  ///
  /// - Precondition: p-values lie in 0...1.
  public static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var smallest = 1.0
    for (place, index) in ascending(pValues).enumerated().reversed() {
      smallest = min(smallest, Double(pValues.count) * pValues[index] / Double(place + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// Which hypotheses are rejected at a level, by their adjusted p-values.
  public static func rejections(of adjusted: [Double], level: Double) -> [Bool] { adjusted.map { $0 <= level } }

  /// The places of the p-values from the smallest to the largest.
  private static func ascending(_ pValues: [Double]) -> [Int] {
    precondition(pValues.allSatisfy((0...1).contains), "a p-value lies between 0 and 1")
    return pValues.indices.sorted { pValues[$0] < pValues[$1] }
  }
}
