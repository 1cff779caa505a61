import ExactNumbers
import Measuring
import Randomness
import Reporting

/// The measurements of one implementation over several seeds, and their means as cells.
struct Repetitions<Measurement> {
  let measurements: [Measurement]
  let seed: Seed

  /// The mean of a figure that every measurement has, or nothing.
  func mean(_ digits: Int, _ figure: (Measurement) -> Double?) -> ResultTable.Cell {
    let values = measurements.compactMap(figure).filter(\.isFinite)
    guard values.count == measurements.count else { return .none }
    guard let bounds = interval(of: values) else { return .number(values[0], digits: digits) }
    return .interval(values.reduce(0, +) / Double(values.count), low: bounds.low, high: bounds.high, digits: digits)
  }

  /// The exact mean of an exact figure.
  func exactMean(_ digits: Int, _ figure: (Measurement) -> Rational?) -> ResultTable.Cell {
    let values = measurements.compactMap(figure)
    guard values.count == measurements.count else { return .none }
    let mean = values.reduce(Rational(0, 1), +) / Rational(BigInt(values.count), 1)
    guard let bounds = interval(of: values.map { Double($0) }) else {
      return .exact(mean.description, approximately: Double(mean), digits: digits)
    }
    return .exactInterval(
      mean.description, approximately: Double(mean), low: bounds.low, high: bounds.high, digits: digits)
  }

  private func interval(of values: [Double]) -> (low: Double, high: Double)? {
    guard values.count > 1 else { return nil }
    var generator = seed.stream("bootstrap")
    return BootstrapInterval(of: values, using: &generator).map { ($0.low, $0.high) }
  }
}
