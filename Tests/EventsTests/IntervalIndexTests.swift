import Events
import Randomness
import Testing

/// The index of the constraints on one attribute.
@Suite struct IntervalIndexTests {
  private static func entry(_ low: Int64, _ high: Int64, _ number: UInt32) -> IntervalIndex.Entry {
    let low = ValueCode.ordered(low)
    return IntervalIndex.Entry(low: low, width: ValueCode.ordered(high) - low, number: number)
  }

  private static func numbers(_ index: IntervalIndex, containing value: Int64) -> [UInt32] {
    var found: [UInt32] = []
    index.find(ValueCode.ordered(value), into: &found)
    return found.sorted()
  }

  /// Narrow and crowded, wide, equal low ends, as far as values go.
  @Test(arguments: [(20, 3), (10_000, 8_000), (1, 5_000), (Int.max, Int.max)]) func findsWhatContains(
    _ values: Int, _ width: Int
  ) throws {
    var generator = Seed(4).stream("interval index")
    var index = IntervalIndex()
    var members: [UInt32: (low: Int64, high: Int64)] = [:]
    for step in 0..<4_000 {
      let number = UInt32(generator.below(600))
      if let member = members[number] {
        index.remove(Self.entry(member.low, member.high, number))
        members[number] = nil
      } else {
        let low = Int64(generator.below(values)) * (generator.below(2) == 0 ? 1 : -1)
        let sum = low.addingReportingOverflow(Int64(generator.below(width)))
        let high = sum.overflow ? .max : sum.partialValue
        guard !members.values.contains(where: { $0 == (low, high) }) else { continue }
        index.insert(Self.entry(low, high, number))
        members[number] = (low, high)
      }
      #expect(index.count == members.count)
      guard step % 50 == 0 else { continue }
      try index.checkInvariants()
      let near = members.values.flatMap { [$0.low, $0.high] }.sorted().prefix(20)
      var probes: [Int64] = near + [.min, 0, .max, Int64(generator.below(values))]
      // The values that an interval of a class contains only if it is as wide as the class has them.
      for low in members.values.map(\.low).sorted().suffix(5) {
        for bits: Int64 in 0..<63 { probes.append(low &+ (1 << bits - 1)) }
      }
      for value in probes {
        let expected = members.filter { $0.value.low <= value && value <= $0.value.high }.keys.sorted()
        #expect(Self.numbers(index, containing: value) == expected)
      }
    }
  }

  @Test func takesTheEndsOfAllValues() throws {
    var index = IntervalIndex()
    var ends: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    for number: Int64 in 1...50 { ends.append(number << 40) }
    var ranges: [(low: Int64, high: Int64)] = []
    for low in ends { for high in ends where low <= high { ranges.append((low, high)) } }
    for (number, range) in ranges.enumerated() { index.insert(Self.entry(range.low, range.high, UInt32(number))) }
    try index.checkInvariants()
    for value in ends {
      let expected = ranges.indices.filter { ranges[$0].low <= value && value <= ranges[$0].high }
      #expect(Self.numbers(index, containing: value) == expected.map { UInt32($0) })
    }
    for (number, range) in ranges.enumerated() where number % 2 == 0 {
      index.renumber(Self.entry(range.low, range.high, UInt32(number) + 10_000))
    }
    let expected = ranges.indices.filter { ranges[$0].low <= 0 && 0 <= ranges[$0].high }
    #expect(
      Self.numbers(index, containing: 0) == expected.map { UInt32($0 % 2 == 0 ? $0 + 10_000 : $0) }.sorted())
    for range in ranges { index.remove(Self.entry(range.low, range.high, 0)) }
    #expect(index.count == 0 && Self.numbers(index, containing: 0).isEmpty)
    try index.checkInvariants()
  }
}
