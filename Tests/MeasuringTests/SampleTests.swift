import Measuring
import Randomness
import Testing

struct SampleTests {
  @Test func quantilesOfTheLargestNumbersAreNumbers() {
    let most = Double.greatestFiniteMagnitude
    #expect(Sample([-most, most]).median == 0)
    #expect(Sample([-most, most]).quantile(0.25).isFinite)
    #expect(Sample([most, most, 1]).quantile(0.75) == most)
  }

  static let probabilities = [0, 0.1, 0.25, 0.5, 0.9, 0.99, 1]

  /// Values of `numpy.quantile` with its default method.
  static let quantiles: [(values: [Double], expected: [Double])] = [
    ([3, 1, 4, 1, 5, 9, 2, 6], [1, 1, 1.75, 3.5, 6.9, 8.79, 9]),
    ([1, 2, 3, 4], [1, 1.3, 1.75, 2.5, 3.7, 3.97, 4]),
    ([0.1, 10, 1000], [0.1, 2.08, 5.05, 10, 802, 980.2, 1000]),
    ([7], [7, 7, 7, 7, 7, 7, 7]),
  ]

  @Test(arguments: quantiles)
  func quantilesInterpolateAsNumPyDoes(values: [Double], expected: [Double]) {
    let sample = Sample(values)
    for (probability, expected) in zip(Self.probabilities, expected) {
      #expect(abs(sample.quantile(probability) - expected) <= 1e-12 * abs(expected), "at \(probability)")
    }
    #expect(sample.median == sample.quantile(0.5) && Sample.median(of: values) == sample.median)
  }

  @Test func momentsAgreeWithNumPy() {
    let sample = Sample([3, 1, 4, 1, 5, 9, 2, 6])
    #expect(sample.mean == 3.875)
    #expect(abs(sample.standardDeviation - 2.748376143938713) < 1e-14)
    #expect(abs(Sample([1, 2, 3, 4]).standardDeviation - 1.2909944487358056) < 1e-14)
  }

  @Test func whatASampleIsTooSmallForIsNotANumber() {
    let empty = Sample([])
    #expect(empty.mean.isNaN && empty.median.isNaN && empty.standardDeviation.isNaN)
    let single = Sample([2])
    #expect(single.mean == 2 && single.median == 2 && single.standardDeviation.isNaN)
  }

  @Test func infiniteValuesKeepTheirPlace() {
    let sample = Sample([.infinity, 1, .infinity])
    #expect(sample.quantile(0) == 1)
    #expect(sample.quantile(0.75) == .infinity)
    #expect(sample.quantile(1) == .infinity)
  }
}
