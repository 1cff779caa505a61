import Foundation

/// Pearson's statistic over the bound that a correct sampler stays under in all but about one seed of a million.
///
/// The bound is Wilson and Hilferty's approximation of the quantile; no expected count should be below 5. The seeds of
/// the tests are fixed, so a pass is a pass for ever; the bound says how unlucky a seed would have to be.
func chiSquareOverBound(observed: [Int], probabilities: [Double]) -> Double {
  let draws = Double(observed.reduce(0, +))
  let statistic = zip(observed, probabilities).reduce(0) { sum, cell in
    let expected = draws * cell.1
    return sum + (Double(cell.0) - expected) * (Double(cell.0) - expected) / expected
  }
  let degrees = Double(observed.count - 1)
  let spread = 2 / (9 * degrees)
  return statistic / (degrees * pow(1 - spread + 4.75 * spread.squareRoot(), 3))
}

/// Kolmogorov and Smirnov's statistic over the bound that one correct sample in a million exceeds,
/// sqrt(ln(2 · 10⁶) / 2 n).
func kolmogorovSmirnovOverBound(_ draws: [Double], cumulative: (Double) -> Double) -> Double {
  let n = Double(draws.count)
  var distance = 0.0
  for (index, value) in draws.sorted().enumerated() {
    let probability = cumulative(value)
    distance = max(distance, probability - Double(index) / n, Double(index + 1) / n - probability)
  }
  return distance / (log(2e6) / (2 * n)).squareRoot()
}

/// Mean and variance of a sample.
func moments(_ draws: [Double]) -> (mean: Double, variance: Double) {
  let n = Double(draws.count)
  let mean = draws.reduce(0, +) / n
  return (mean, draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1))
}
