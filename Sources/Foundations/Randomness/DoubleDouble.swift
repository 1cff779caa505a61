/// An unevaluated sum of two doubles, `low` at most half a unit in the last place of `high`: about 106 bits.
///
/// Just the operations that the logarithm needs. Every step is an addition, subtraction, multiplication or division of
/// IEEE 754 and therefore the same on every platform.
///
/// Source: Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18, 1971.
struct DoubleDouble {
  var high: Double
  var low: Double

  /// `a + b`, exactly.
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    let shareOfB = sum - a
    return DoubleDouble(high: sum, low: (a - (sum - shareOfB)) + (b - shareOfB))
  }

  /// `a + b`, exactly, where `a` is not the smaller in magnitude.
  static func sum(larger a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    return DoubleDouble(high: sum, low: b - (sum - a))
  }

  /// `a * b`, exactly, for factors below 2^996 whose product neither overflows nor loses bits to underflow.
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let product = a * b
    let (a1, a2) = halves(of: a)
    let (b1, b2) = halves(of: b)
    return DoubleDouble(high: product, low: ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = sum(a.high, b.high)
    return sum(larger: high.high, high.low + (a.low + b.low))
  }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = product(a.high, b.high)
    return sum(larger: high.high, high.low + (a.high * b.low + a.low * b.high))
  }

  /// Two numbers of at most 26 bits whose sum is `a`: products of such halves are exact.
  private static func halves(of a: Double) -> (Double, Double) {
    let scaled = 134_217_729 * a  // 2^27 + 1
    let upper = scaled - (scaled - a)
    return (upper, a - upper)
  }
}
