import Randomness

/// A place where the level of a series of values changes.
public struct ChangePoint: Hashable, Sendable {
  /// The place of the first value of the new level.
  public let index: Int

  /// The probability of a split as clear as this one were all values of each segment exchangeable. It comes from
  /// random permutations and is no smaller than one over their number and one.
  public let pValue: Double

  /// The median of the values since the change before, or since the beginning.
  public let before: Double

  /// The median of the values up to the next change, or to the end.
  public let after: Double

  /// The new level as a multiple of the old one.
  public var ratio: Double { after / before }

  /// The same change of the values whose logarithms this one was found in.
  public var fromLogarithms: ChangePoint {
    ChangePoint(
      index: index, pValue: pValue, before: PortableMath.exp(before), after: PortableMath.exp(after))
  }
}

/// Changes in a series of values: the E-divisive method, which splits the series where it differs most, and again within
/// the parts, for as long as random permutations within the parts seldom split as clearly.
///
/// Values are taken as they are: give it logarithms to look for ratios, ranks to be safe from outliers. It tells
/// changes of level, spread and shape alike. Permutations suppose that values of one level are exchangeable; slow drift
/// and correlation between neighbours are found as changes, which they are in a sense.
///
/// Source: Matteson and James 2014, see ``EnergySplit``; section 3.3 there gives the test.
public enum ChangePoints {
  /// How changes are looked for.
  public struct Settings: Hashable, Sendable {
    /// The probability of splitting a series without any change, 0.01 unless said otherwise.
    ///
    /// Histories consist of many series, each looked at again and again: at 0.05 every twentieth would cry wolf.
    public var level: Double

    /// The permutations that a split is compared with.
    public var permutations: Int

    /// The least number of values between changes, and before and after. One outlier is no level, a few of them in a
    /// row are taken for one of this length.
    public var minimumLength: Int

    /// - Precondition: the level lies between 0 and 1 and can be reached: 1 / (permutations + 1) is the smallest
    ///   p-value there is. The minimum length is at least 2.
    public init(level: Double = 0.01, permutations: Int = 199, minimumLength: Int = 10) {
      precondition(level > 0 && level < 1, "a level lies between 0 and 1")
      precondition(permutations >= 1, "a split is compared with a permutation or more")
      precondition(1 / Double(permutations + 1) <= level, "so few permutations never reach the level")
      precondition(minimumLength >= 2, "a level has two values or more")
      self.level = level
      self.permutations = permutations
      self.minimumLength = minimumLength
    }
  }

  /// The changes in `values`, in their order; the same for the same seed.
  ///
  /// O(n^2) for each permutation of each split that is tried.
  ///
  /// - Precondition: values are finite.
  public static func find(in values: [Double], settings: Settings = Settings(), seed: Seed) -> [ChangePoint] {
    precondition(values.allSatisfy(\.isFinite), "changes are looked for in finite values")
    var division = Division(values, settings)
    while division.split(using: seed.stream("change-points", UInt64(division.segments.count))) {}
    return division.changePoints
  }
}

/// A series while it is being divided.
private struct Division {
  /// A part of the series without a known change, and where it would be split next.
  struct Segment {
    let range: Range<Int>
    let split: EnergySplit?
    /// The p-value of the split that it begins with.
    let pValue: Double
  }

  let values: [Double]
  let settings: ChangePoints.Settings
  var search: EnergySearch
  /// In the order of the series.
  var segments: [Segment] = []

  init(_ values: [Double], _ settings: ChangePoints.Settings) {
    self.values = values
    self.settings = settings
    search = EnergySearch(count: values.count)
    segments = [segment(values.indices, pValue: 1)]
  }

  mutating func segment(_ range: Range<Int>, pValue: Double) -> Segment {
    Segment(range: range, split: search.best(of: values[range], side: settings.minimumLength), pValue: pValue)
  }

  /// Splits the segment with the clearest split, unless it is not clear enough; false then.
  mutating func split(using generator: Xoshiro256StarStar) -> Bool {
    let candidates = segments.indices.filter { segments[$0].split != nil }
    guard let place = candidates.max(by: { statistic(of: $0) < statistic(of: $1) }),
      let split = segments[place].split, let pValue = pValue(of: split.statistic, using: generator)
    else { return false }
    let whole = segments[place]
    let index = whole.range.lowerBound + split.index
    let before = segment(whole.range.lowerBound..<index, pValue: whole.pValue)
    let after = segment(index..<whole.range.upperBound, pValue: pValue)
    segments.replaceSubrange(place...place, with: [before, after])
    return true
  }

  private func statistic(of place: Int) -> Double { segments[place].split?.statistic ?? -.infinity }

  /// The share of permutations within the segments whose clearest split is as clear, the series as it is being one of
  /// them. Nil as soon as it must exceed the level.
  private mutating func pValue(of statistic: Double, using generator: Xoshiro256StarStar) -> Double? {
    // A permutation may give the same sums in another order, and so the same statistic but for rounding.
    let threshold = statistic - 1e-9 * statistic.magnitude
    let all = Double(settings.permutations + 1)
    var generator = generator
    var permuted = values
    var asClear = 1
    for _ in 0..<settings.permutations {
      let isAsClear = segments.contains { segment in
        guard segment.split != nil else { return false }
        permuted[segment.range].permute(using: &generator)
        let split = search.best(of: permuted[segment.range], side: settings.minimumLength)
        return (split?.statistic ?? -.infinity) >= threshold
      }
      if isAsClear { asClear += 1 }
      if Double(asClear) / all > settings.level { return nil }
    }
    return Double(asClear) / all
  }

  var changePoints: [ChangePoint] {
    let medians = segments.map { Sample(values[$0.range]).median }
    return segments.indices.dropFirst().map { place in
      ChangePoint(
        index: segments[place].range.lowerBound, pValue: segments[place].pValue, before: medians[place - 1],
        after: medians[place])
    }
  }
}
