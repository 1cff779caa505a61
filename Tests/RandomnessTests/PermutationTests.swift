import Randomness
import Testing

@Suite("Permutations and samples")
struct PermutationTests {
  @Test("All 24 orders of four come equally often")
  func permutationsAreUniform() {
    var generator = Xoshiro256StarStar(seed: 21)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<48_000 {
      counts[generator.permutation(of: 4), default: 0] += 1
    }
    #expect(counts.count == 24)
    let equal = [Double](repeating: 1.0 / 24, count: 24)
    #expect(chiSquareOverBound(observed: Array(counts.values), probabilities: equal) < 1, "seed 21")
  }

  @Test("Ordered samples of three out of five come equally often")
  func samplesAreUniform() {
    var generator = Xoshiro256StarStar(seed: 22)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 {
      counts[generator.sample(3, of: 5), default: 0] += 1
    }
    #expect(counts.count == 60)
    let equal = [Double](repeating: 1.0 / 60, count: 60)
    #expect(chiSquareOverBound(observed: Array(counts.values), probabilities: equal) < 1, "seed 22")
  }

  @Test("Subsets of three out of seven come equally often, ascending")
  func sortedSamplesAreUniform() {
    var generator = Xoshiro256StarStar(seed: 23)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<35_000 {
      counts[generator.sortedSample(3, of: 7), default: 0] += 1
    }
    #expect(counts.count == 35)
    #expect(counts.keys.allSatisfy { $0 == $0.sorted() })
    let equal = [Double](repeating: 1.0 / 35, count: 35)
    #expect(chiSquareOverBound(observed: Array(counts.values), probabilities: equal) < 1, "seed 23")
  }

  @Test("Samples are distinct and in range, at every size and over a huge range")
  func samplesAreDistinct() {
    var generator = Xoshiro256StarStar(seed: 24)
    for n in 0...12 {
      for k in 0...n {
        let sample = generator.sample(k, of: n)
        #expect(sample.count == k && Set(sample).count == k && sample.allSatisfy { 0..<n ~= $0 }, "seed 24")
      }
    }
    let huge = generator.sample(1_000, of: .max)
    #expect(Set(huge).count == 1_000)
    #expect(generator.permutation(of: 100).sorted() == Array(0..<100))
    #expect(generator.permutation(of: 0).isEmpty)
  }

  @Test("A slice is permuted in place, the rest untouched")
  func slices() {
    var generator = Xoshiro256StarStar(seed: 25)
    var values = Array(0..<20)
    values[5..<15].permute(using: &generator)
    #expect(values[..<5].elementsEqual(0..<5) && values[15...].elementsEqual(15..<20))
    #expect(values[5..<15] != Array(5..<15)[...] && values.sorted() == Array(0..<20))
  }

  @Test("Orders stay what they are")
  func pinned() {
    var generator = Xoshiro256StarStar(seed: 1)
    #expect(generator.permutation(of: 10) == [3, 6, 1, 5, 0, 9, 2, 8, 4, 7])
    #expect(generator.sample(5, of: 1_000) == [929, 669, 549, 931, 955])
    #expect(generator.sortedSample(5, of: 1_000) == [45, 63, 462, 495, 610])
  }
}
