/// The layout of an HdrHistogram: how often values of each bucket occurred, buckets being wider for larger values.
///
/// After `Histogram.swift` of HdrHistogram/hdrhistogram-swift 0.2, whose coding this is. The first bucket has twice as
/// many sub-buckets as the others, `unit` wide each; from then on each bucket has sub-buckets twice as wide.
struct BucketHistogram {
  /// log2 of the sub-buckets of every bucket but the first.
  let halfCountMagnitude: Int
  /// log2 of the width of the smallest sub-bucket.
  let unitMagnitude: Int
  /// How many values are in each sub-bucket, the smallest first.
  let counts: [Int]
  /// The smallest value other than 0; the largest number there is if there is none.
  let leastNonZero: UInt64
  let greatest: UInt64

  /// Three significant digits, as the harness has them by default.
  private static let standardMagnitude = 10

  /// The values of a sub-bucket and how many they are; nil for one beyond the range of numbers.
  func bucket(_ index: Int) -> (middle: Double, count: Int)? {
    let level = max(0, (index >> halfCountMagnitude) - 1)
    let position = index - level << halfCountMagnitude
    let shift = level + unitMagnitude
    guard shift < UInt64.bitWidth, UInt64(position).leadingZeroBitCount >= shift else { return nil }
    let low = UInt64(position) << UInt64(shift)
    return (Double(low) + Double((UInt64(1) << UInt64(shift)) >> 1), counts[index])
  }

  /// The histogram of these values, wide enough for all and at least for a second in nanoseconds.
  init(_ values: [UInt64]) {
    let half = Self.standardMagnitude
    greatest = values.max() ?? 0
    leastNonZero = values.filter { $0 > 0 }.min() ?? .max
    func index(_ value: UInt64) -> Int {
      let level = max(0, UInt64.bitWidth - value.leadingZeroBitCount - (half + 1))
      return level << half + Int(value >> UInt64(level))
    }
    let range = max(greatest, Self.leastRange)
    let buckets = index(range) >> half
    var counts = [Int](repeating: 0, count: (max(buckets, 1) + 1) << half)
    for value in values { counts[index(value)] += 1 }
    self.counts = counts
    halfCountMagnitude = half
    unitMagnitude = 0
  }

  private static let leastRange: UInt64 = 1_000_000_000
}

extension BucketHistogram: Codable {
  private enum CodingKeys: String, CodingKey {
    case counts, autoResize, bucketCount, highestTrackableValue, leadingZeroCountBase, lowestDiscernibleValue, maxValue
    case minNonZeroValue, numberOfSignificantValueDigits, subBucketHalfCountMagnitude, subBucketMask, unitMagnitude
    case totalCount = "_totalCount"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    halfCountMagnitude = try members.decode(Int.self, forKey: .subBucketHalfCountMagnitude)
    unitMagnitude = try members.decode(Int.self, forKey: .unitMagnitude)
    counts = try members.decode([Int].self, forKey: .counts)
    leastNonZero = try members.decode(UInt64.self, forKey: .minNonZeroValue)
    greatest = try members.decode(UInt64.self, forKey: .maxValue)
    let total = try members.decode(Int.self, forKey: .totalCount)
    guard (0...30).contains(halfCountMagnitude), (0...61).contains(unitMagnitude) else {
      throw Misfit(at: decoder.codingPath, expected: "a histogram's magnitudes", found: "others")
    }
    guard counts.allSatisfy({ $0 >= 0 }),
      counts.reduce(UInt128(0), { $0 + UInt128($1) }) == UInt128(exactly: total) ?? .max,
      total <= StoredSeries.mostValues
    else {
      throw Misfit(
        at: decoder.codingPath + [CodingKeys.counts],
        expected: "\(total) values, at most \(StoredSeries.mostValues)", found: "another number of them")
    }
    for index in counts.indices where counts[index] > 0 && bucket(index) == nil {
      throw Misfit(at: decoder.codingPath + [CodingKeys.counts], expected: "values below 2^64", found: "larger ones")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(counts, forKey: .counts)
    try members.encode(true, forKey: .autoResize)
    try members.encode(counts.count >> halfCountMagnitude - 1, forKey: .bucketCount)
    try members.encode(max(greatest, Self.leastRange), forKey: .highestTrackableValue)
    try members.encode(UInt64.bitWidth - unitMagnitude - halfCountMagnitude - 1, forKey: .leadingZeroCountBase)
    try members.encode(UInt64(1) << UInt64(unitMagnitude), forKey: .lowestDiscernibleValue)
    try members.encode(greatest, forKey: .maxValue)
    try members.encode(leastNonZero, forKey: .minNonZeroValue)
    try members.encode(3, forKey: .numberOfSignificantValueDigits)
    try members.encode(halfCountMagnitude, forKey: .subBucketHalfCountMagnitude)
    try members.encode(((UInt64(2) << UInt64(halfCountMagnitude)) - 1) << UInt64(unitMagnitude), forKey: .subBucketMask)
    try members.encode(unitMagnitude, forKey: .unitMagnitude)
    try members.encode(counts.reduce(0, +), forKey: .totalCount)
  }

  /// Every value as the middle of its sub-bucket, in ascending order.
  var values: [Double] {
    counts.indices.lazy.filter { counts[$0] > 0 }.flatMap { index in
      bucket(index).map { [Double](repeating: $0.middle, count: $0.count) } ?? []
    }
  }
}
