import Events
import Randomness
import Testing

@Suite struct CellMapTests {
  /// A map of one attribute that has learnt these constraints.
  private func map(_ constraints: [(Int64, Int64)]) throws -> CellMap {
    var map = CellMap()
    map.append()
    _ = map.learn(constraints.map { CellMap.Ends($0.0, $0.1) }, attribute: 0)
    try map.checkInvariants()
    return map
  }

  @Test func nothingLearntIsOneCell() throws {
    var map = CellMap()
    map.append()
    #expect(map.cells(of: 0) == 1)
    #expect(map.bounds(of: 0, attribute: 0) == (.min, .max))
    #expect([.min, 0, .max].allSatisfy { map.cell(of: $0, attribute: 0) == 0 })
    #expect(try self.map([(.min, .max)]).cells(of: 0) == 1)
  }

  @Test func fewDifferentEndsAreAllBounds() throws {
    let constraints = (0..<48).flatMap { low in (2...10).map { (Int64(low), Int64(low + $0 - 1)) } }
    let map = try map(constraints)
    #expect(map.cells(of: 0) == 59)
    for (low, high) in constraints {
      for cell in map.cells(from: low, to: high, attribute: 0) {
        #expect(map.isCovered(cell, from: low, to: high, attribute: 0))
      }
    }
    for value in Int64(-2)...60 {
      let bounds = map.bounds(of: map.cell(of: value, attribute: 0), attribute: 0)
      #expect(bounds.low <= value && value <= bounds.high)
    }
  }

  /// Sixty-three bounds make sixty-four cells; one more, and the bounds are quantiles.
  @Test func manyDifferentEndsAreQuantiles() throws {
    #expect(try map((0..<63).map { (Int64.min, Int64($0)) }).cells(of: 0) == 64)
    for spread: Int64 in [1, 3, 1 << 40] {
      let map = try map((0..<6_400).map { ($0 * spread, $0 * spread) })
      #expect(map.cells(of: 0) == 64)
      var sizes = [Int](repeating: 0, count: 64)
      for value in Int64(0)..<6_400 { sizes[map.cell(of: value * spread, attribute: 0)] += 1 }
      #expect(sizes.allSatisfy { 80...120 ~= $0 }, "\(sizes)")
    }
  }

  @Test func endsMayBeTheLimits() throws {
    let ends: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    let map = try map(ends.flatMap { low in ends.filter { $0 >= low }.map { (low, $0) } })
    for (low, high) in [(Int64.min, Int64.max), (.min, .min), (.max, .max), (.min, 0), (0, .max)] {
      for cell in map.cells(from: low, to: high, attribute: 0) {
        #expect(map.isCovered(cell, from: low, to: high, attribute: 0))
      }
    }
    #expect(map.cells(from: 5, to: -5, attribute: 0) == map.cells(from: 5, to: 5, attribute: 0))
  }

  /// It is time to learn at the eighth constraint, and then whenever as many have come as there were.
  @Test func learnsAtDoublings() {
    var map = CellMap()
    map.append()
    var times: [Int] = []
    for count in 1...100 where map.note(attribute: 0) {
      times.append(count)
      _ = map.learn((0..<Int64(count)).map { CellMap.Ends($0, $0) }, attribute: 0)
    }
    #expect(times == [8, 16, 32, 64])
  }

  @Test func knowsWhetherBoundsHaveChanged() {
    var map = CellMap()
    map.append()
    func learn(_ bounds: [Int64]) -> Bool { map.learn(bounds.map { CellMap.Ends($0, .max) }, attribute: 0) }
    let (first, again) = (learn([3, 1, 2]), learn([1, 2, 2, 3]))
    #expect(first && !again)
    let other = learn([1, 2, 4])
    #expect(other)
  }

  /// Each touches about eight.
  @Test func wideConstraintsHaveFewCells() throws {
    let wide = try map((0..<2_000).map { (Int64($0), Int64($0 + 1_000)) })
    #expect(12...24 ~= wide.cells(of: 0))
    let narrow = try map((0..<2_000).map { (Int64($0), Int64($0 + 50)) })
    #expect(narrow.cells(of: 0) == 64)
  }
}
