import CanonicalEncoding
import Events
import Randomness
import Testing

/// Filters against all events of small domains.
@Suite struct FilterTests {
  /// All ranges of 0...3, no range at all, and those that reach to the ends of the integers.
  private static let ranges: [(low: Int64, high: Int64)?] =
    [nil, (.min, .max), (.min, 1), (2, .max)]
    + (0..<4).flatMap { low in (low..<4).map { (Int64(low), Int64($0)) } }

  /// All filters of two attributes with these ranges.
  private static let filters: [Filter] = ranges.flatMap { one in
    ranges.map { two in
      Filter(
        (one.map { [Constraint(3, $0.low, $0.high)] } ?? []) + (two.map { [Constraint(7, $0.low, $0.high)] } ?? []))
    }
  }

  /// All events with values that tell all ranges apart, and without them.
  private static let events: [[AttributeValue]] = {
    let values: [Int64?] = [nil, .min, -1, 0, 1, 2, 3, 4, .max]
    return values.flatMap { one in
      values.map { two in (one.map { [AttributeValue(3, $0)] } ?? []) + (two.map { [AttributeValue(7, $0)] } ?? []) }
    }
  }()

  private static let matching: [Set<Int>] = filters.map { filter in
    Set(events.indices.filter { filter.matches(events[$0]) })
  }

  @Test func coversIffEveryEventThatMeetsTheOtherMeetsIt() {
    for (one, left) in Self.filters.enumerated() {
      for (two, right) in Self.filters.enumerated() {
        #expect(left.covers(right) == Self.matching[two].isSubset(of: Self.matching[one]), "\(left) \(right)")
      }
    }
  }

  @Test func coveringIsReflexiveAndTransitive() {
    let some = Self.filters.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    for one in some {
      #expect(one.covers(one))
      for two in some where one.covers(two) {
        for three in some where two.covers(three) { #expect(one.covers(three)) }
      }
    }
  }

  @Test func overlapsIffSomeEventMeetsBoth() {
    for (one, left) in Self.filters.enumerated() {
      for (two, right) in Self.filters.enumerated() {
        #expect(left.overlaps(right) == !Self.matching[one].isDisjoint(with: Self.matching[two]), "\(left) \(right)")
      }
    }
  }

  @Test func aPerfectMergeIsMetByExactlyTheEventsOfBoth() {
    var merges = 0
    for (one, left) in Self.filters.enumerated() {
      for (two, right) in Self.filters.enumerated() {
        let union = Self.matching[one].union(Self.matching[two])
        let merged = left.merged(with: right)
        #expect(merged == right.merged(with: left))
        if let merged {
          merges += 1
          #expect(Set(Self.events.indices.filter { merged.matches(Self.events[$0]) }) == union, "\(left) \(right)")
        } else {
          // None of the filters of these ranges would have done.
          let unions = Self.filters.indices.filter { Self.matching[$0] == union }
          #expect(unions.isEmpty, "\(left) \(right) are \(unions.map { Self.filters[$0] })")
        }
      }
    }
    #expect(merges > 1_000)
  }

  @Test func anEnclosingFilterIsTheNarrowestThatCoversBoth() {
    for left in Self.filters {
      for right in Self.filters {
        let enclosing = left.enclosing(right)
        #expect(enclosing.covers(left) && enclosing.covers(right))
        for other in Self.filters where other.covers(left) && other.covers(right) { #expect(other.covers(enclosing)) }
        if let merged = left.mergedImperfectly(with: right) { #expect(merged.covers(left) && merged.covers(right)) }
      }
    }
  }

  @Test func touchingAtTheEndsOfTheIntegers() {
    func filter(_ low: Int64, _ high: Int64) -> Filter { Filter([Constraint(0, low, high)]) }
    #expect(filter(1, 3).merged(with: filter(4, 6)) == filter(1, 6))
    #expect(filter(1, 3).merged(with: filter(5, 6)) == nil)
    #expect(filter(.max, .max).merged(with: filter(.min, .min)) == nil)
    #expect(filter(.min, -1).merged(with: filter(0, .max)) == filter(.min, .max))
    #expect(filter(.min, -2).merged(with: filter(0, .max)) == nil)
    #expect(filter(.max - 1, .max - 1).merged(with: filter(.max, .max)) == filter(.max - 1, .max))
    #expect(filter(.min, .max) != .everything && Filter.everything.covers(filter(.min, .max)))
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func minimalCoversAreMinimalAndCover(_ seed: UInt64) {
    var generator = Seed(seed).stream("filters")
    for _ in 0..<200 {
      let some = (0..<generator.below(12)).map { _ in Self.filters[generator.below(Self.filters.count)] }
      let cover = some.minimalCover
      #expect(cover == cover.sorted())
      #expect(some.allSatisfy { filter in cover.contains { $0.covers(filter) } })
      for (one, left) in cover.enumerated() {
        #expect(some.contains(left))
        for (two, right) in cover.enumerated() where one != two { #expect(!left.covers(right)) }
      }
      let merged = some.merging { $0.merged(with: $1) }
      for event in Self.events {
        #expect(merged.contains { $0.matches(event) } == some.contains { $0.matches(event) })
      }
      #expect(merged.count <= cover.count)
    }
  }

  @Test func isReadAsItWasWritten() throws {
    for filter in Self.filters {
      var writer = ByteWriter()
      writer.write(filter)
      var reader = ByteReader(writer.bytes)
      let read: Filter = try reader.read()
      #expect(read == filter && reader.isAtEnd)
    }
  }

  @Test(arguments: [[1, 0, 4, 2], [2, 1, 0, 0, 1, 0, 0], [2, 1, 0, 0, 0, 0, 0]] as [[UInt8]])
  func refusesEmptyRangesAndRepeatedAttributes(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      #expect(throws: MalformedBytes.self) { try Filter(from: &reader) }
    }
  }
}
