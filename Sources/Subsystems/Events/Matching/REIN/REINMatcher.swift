/// REIN: finds the subscriptions that an event does not satisfy, and returns the others (Qian et al., INFOCOM 2014).
///
/// Each attribute has its low ends and its high ends in buckets by value. A value rules out all low ends in later
/// buckets, all high ends in earlier ones, and those in its own bucket that a comparison rules out. Whoever has been
/// ruled out is marked in a bitset.
///
/// An event that lacks an attribute rules out everybody who asks something of it. The authors' setting, where events
/// have all attributes, does not need that; without it, sparse events find too much.
///
/// Values may be any, so the borders between buckets are learnt: at quantiles of the ends that there are, anew after as
/// many changes as there were subscriptions.
public struct REINMatcher: Matcher {
  /// The buckets of one attribute. An end is in the bucket whose number is how many borders are not above it.
  struct Axis: Sendable {
    var firstBorder: Int
    /// Of low ends and of high ends alike.
    var firstBucket: Int
    /// One more than there are borders.
    var count: Int

    var buckets: Range<Int> { firstBucket..<firstBucket + count }
    var borders: Range<Int> { firstBorder..<firstBorder + count - 1 }
  }

  /// The most buckets of an attribute.
  static let mostBuckets = 1_000
  /// How many ends a bucket has at least, on average, when borders are learnt.
  static let endsPerBucket = 32

  /// Whether events without an attribute rule out those who ask something of it. Turned off, for a known-bad variant.
  package var marksAbsentAttributes = true

  var table = ConstraintTable()
  /// By the attribute's number.
  var axes: [Axis] = []
  var borders: [Int64] = []
  var lows = EndBuckets()
  var highs = EndBuckets()
  /// A bit for each name that no subscription has.
  var vacant: [UInt64] = []
  var clock = RebuildClock()

  /// Without subscriptions.
  public init() {}

  /// The subscriptions that are in it.
  public var count: Int { table.count }

  /// All that it holds, in bytes.
  public var bytes: Int {
    table.bytes + axes.capacity * MemoryLayout<Axis>.stride + borders.capacity * MemoryLayout<Int64>.stride + lows.bytes
      + highs.bytes + vacant.capacity * MemoryLayout<UInt64>.stride
  }

  /// How many buckets the ends of an attribute are in; 0 if there are none.
  package func bucketCount(of attribute: UInt32) -> Int {
    let number = table.attributes.number(of: attribute)
    return number < 0 ? 0 : axes[number].count
  }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    guard table.insert(constraints, as: id) else { return false }
    while vacant.count <= id.index >> 6 { vacant.append(.max) }
    vacant[id.index >> 6] &= ~(1 << UInt64(id.index & 63))
    while axes.count < table.attributes.count { addAxis(borders: borders.count) }
    if clock.tick() { rebuild() } else { file(id.index) }
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard table.contains(id) else { return false }
    for index in table.range(of: id.index) {
      let (low, high) = buckets(of: table.constraints[index])
      lows.remove(id.number, from: low)
      highs.remove(id.number, from: high)
    }
    vacant[id.index >> 6] |= 1 << UInt64(id.index & 63)
    table.remove(id)
    if clock.tick() { rebuild() }
    return true
  }

  private mutating func file(_ name: Int) {
    for index in table.range(of: name) {
      let constraint = table.constraints[index]
      let (low, high) = buckets(of: constraint)
      lows.append(constraint.low, of: UInt32(name), to: low)
      highs.append(constraint.high, of: UInt32(name), to: high)
    }
  }

  /// The buckets of its ends.
  func buckets(of constraint: Constraint) -> (low: Int, high: Int) {
    let axis = axes[Int(constraint.attribute)]
    return (bucket(of: constraint.low, axis), bucket(of: constraint.high, axis))
  }

  @inline(__always) func bucket(of value: Int64, _ axis: Axis) -> Int {
    axis.firstBucket + borders.span.firstIndex(above: value, in: axis.borders) - axis.firstBorder
  }

  /// Adds the axis of the next attribute, with the borders from one on.
  private mutating func addAxis(borders first: Int) {
    let firstBucket = axes.last?.buckets.upperBound ?? 0
    axes.append(Axis(firstBorder: first, firstBucket: firstBucket, count: borders.count - first + 1))
    lows.addBuckets(upTo: axes[axes.count - 1].buckets.upperBound)
    highs.addBuckets(upTo: axes[axes.count - 1].buckets.upperBound)
  }

  /// Learns all borders anew.
  private mutating func rebuild() {
    let samples = EndSamples(of: table, most: 16 * Self.mostBuckets)
    (axes, borders, lows, highs) = ([], [], EndBuckets(), EndBuckets())
    for attribute in table.popularity.indices {
      let first = borders.count
      let sample = samples.range(of: attribute)
      let buckets = min(Self.mostBuckets, table.popularity[attribute] / Self.endsPerBucket)
      for bucket in 1..<max(1, buckets) {
        let border = samples.ends[sample.lowerBound + bucket * sample.count / buckets]
        if borders.count == first || borders[borders.count - 1] < border { borders.append(border) }
      }
      addAxis(borders: first)
    }
    for name in table.names { file(name) }
    lows.pack()
    highs.pack()
    clock.restart(for: table)
  }
}
